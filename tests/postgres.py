"""PostgreSQL for the tests: a private cluster made from the binaries on this machine.

    python -m tests.postgres -- COMMAND ...   runs COMMAND with DATABASE_URL naming the cluster
    python -m tests.postgres --find           says whether one can be made

Nothing here touches a server of the machine's own: the cluster lives in a new folder under /tmp,
listens on a socket in that folder alone, and is stopped and deleted at the end.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tests import processes

HOW_TO_GET = "PostgreSQL is not installed (Debian: apt-get install postgresql)."
START_SECONDS = 60


def find_binaries() -> Path | None:
    """The folder of initdb and postgres: on PATH, else Debian's newest."""
    for folder in _folders():
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_isready")):
            return folder
    return None


def _folders() -> list[Path]:
    on_path = shutil.which("initdb")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(debian, key=lambda folder: -float(folder.parent.name))
    return ([Path(on_path).parent] if on_path else []) + newest_first


def names_postgres(url: str) -> bool:
    """Whether a DATABASE_URL names PostgreSQL."""
    return url.startswith(("postgres://", "postgresql://"))


def engine() -> str:
    """The engine of this run, as DATABASE_URL says: sqlite or postgresql."""
    return "postgresql" if names_postgres(os.environ.get("DATABASE_URL", "")) else "sqlite"


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Run a private cluster. Gives its DATABASE_URL; raises LookupError without binaries."""
    binaries = find_binaries()
    if binaries is None:
        raise LookupError(HOW_TO_GET)
    # Always /tmp: a socket's path may not pass 107 bytes, and pytest's folders are private.
    folder = Path(tempfile.mkdtemp(prefix="upstander-pg-", dir="/tmp"))
    server = None
    try:
        user = _owner(folder)
        _make(binaries, folder, user)
        server = _start(binaries, folder, user)
        _wait(binaries, folder, server)
        yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if server is not None:
            processes.end(server, signal.SIGINT, 30)  # "fast": ends sessions, writes everything
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> int | None:
    """The user to run as: PostgreSQL refuses root. Gives the folder to that user."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return entry.pw_uid


def _make(binaries: Path, folder: Path, user: int | None) -> None:
    options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(
        [str(binaries / "initdb"), "-D", str(folder / "data"), *options],
        check=True,
        user=user,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _start(binaries: Path, folder: Path, user: int | None) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "", "unix_socket_directories": folder, "max_connections": 200}
    # Programs are killed here, machines are not: nothing has to reach the disk.
    settings |= {"fsync": "off", "full_page_writes": "off"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), *options]
    return processes.start(command, log=folder / "log", folder=folder, user=user)


def _wait(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if not subprocess.call([str(binaries / "pg_isready"), "-q", "-h", str(folder)]):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {processes.tail(folder / 'log')}")


def main(arguments: list[str]) -> int:
    """Run a command with DATABASE_URL naming a private cluster, or the one named already."""
    if arguments == ["--find"]:
        return 0 if find_binaries() else 1
    if arguments[:1] != ["--"] or len(arguments) == 1:
        raise SystemExit(__doc__)
    if names_postgres(os.environ.get("DATABASE_URL", "")):
        return subprocess.call(arguments[1:])
    # A request to end must pass through the `finally` above.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as url:
            return subprocess.call(arguments[1:], env={**os.environ, "DATABASE_URL": url})
    except LookupError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

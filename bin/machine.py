"""Where things are, what this machine was told, and how a command stops with one line."""

import ctypes
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
VENV = ROOT / "var" / "venv"
SPARE_BYTES = 50_000_000
FOLLOW_PARENT = 1  # prctl's PR_SET_PDEATHSIG


def say(line: str) -> None:
    """Tell the person what happens, at once."""
    print(line, flush=True)


def stop(line: str) -> NoReturn:
    """End the command with one line and a failing exit code."""
    sys.stdout.flush()
    sys.exit(line)


def read_settings_file() -> None:
    """Take the settings in .env that the environment does not name already."""
    file = ROOT / ".env"
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            stop(f".env line {number} is not NAME=value.")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def make_var(folder: Path = VAR) -> None:
    """Make the folder for everything a run writes, and see that it can be written to."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        stop(f"Cannot write to {folder}: {error.strerror}. Free some space or allow writing there.")
    free = shutil.disk_usage(folder).free
    if free < SPARE_BYTES:
        stop(f"Only {free // 1_000_000} MB are free for {folder}: free at least 50 MB.")


def with_path(environ: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a child process: site/ and the root on its path."""
    child = dict(os.environ if environ is None else environ)
    child["PYTHONPATH"] = f"{ROOT / 'site'}{os.pathsep}{ROOT}"
    return child


def end_with_parent() -> None:
    """On Linux, end this program when ours is killed outright, so that none is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(FOLLOW_PARENT, signal.SIGTERM)

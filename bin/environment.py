"""The virtualenv in var/venv, and the packages in it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from machine import ROOT, VAR, VENV, make_var, say, stop

PYTHON = VENV / "bin" / "python"
INSTALL_LOG = VAR / "install.log"
PRODUCT = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
MISSING = (
    "This Python cannot make a virtualenv: install the package python3-venv"
    " (Debian: apt-get install python3-venv), then run the same command again."
)
ROOM = {PRODUCT: 600_000_000, DEVELOPMENT: 1_000_000_000}


def ensure(requirements: str = PRODUCT) -> Path:
    """Make the virtualenv and install what is listed. Returns its Python; does nothing twice."""
    make_var(VENV.parent)
    make_var()
    if not works(PYTHON):
        check_room(requirements)
        create()
    if not installed(requirements):
        install(requirements)
    return PYTHON


def works(python: Path) -> bool:
    """Whether the virtualenv's Python starts: it does not after its own Python was removed."""
    if not python.exists():
        return False
    return quiet([str(python), "-c", ""]) == 0


def create() -> None:
    """Make the virtualenv the first way that works on this machine."""
    say("Making a virtualenv in var/venv.")
    if not (make_with_pip() or make_without_pip() or make_after_apt()):
        stop(MISSING)


def make_with_pip() -> bool:
    """The usual way."""
    return start_over() and quiet([sys.executable, "-m", "venv", str(VENV)]) == 0


def make_without_pip() -> bool:
    """Debian splits ensurepip off: a pip outside can still install into the virtualenv."""
    return (
        start_over()
        and quiet([sys.executable, "-m", "venv", "--without-pip", str(VENV)]) == 0
        and quiet([*outside_pip(), "--version"]) == 0
    )


def make_after_apt() -> bool:
    """As root on Debian, the missing package can be installed; a line says so first."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("Installing the Debian package python3-venv with apt-get: it is needed and missing.")
    return apt_install("python3-venv") and make_with_pip()


def apt_install(package: str) -> bool:
    """Install one Debian package. Whoever calls has said so."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet(["apt-get", "update", "-qq"], environ)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    return quiet(command, environ) == 0


def start_over() -> bool:
    """Remove half a virtualenv."""
    shutil.rmtree(VENV, ignore_errors=True)
    return True


def outside_pip() -> list[str]:
    """This Python's pip, told to work on the virtualenv."""
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def pip() -> list[str]:
    """The virtualenv's own pip if it has one."""
    inside = [str(PYTHON), "-m", "pip"]
    return inside if quiet([*inside, "--version"]) == 0 else outside_pip()


def stamp(requirements: str) -> Path:
    """The file that says what was installed: inside the virtualenv, so it goes with it."""
    return VENV / f"installed-{Path(requirements).stem}"


def fingerprint(requirements: str) -> str:
    """What is asked for, by content."""
    texts = [(ROOT / PRODUCT).read_bytes(), (ROOT / requirements).read_bytes()]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def installed(requirements: str) -> bool:
    """Whether exactly this was installed before."""
    file = stamp(requirements)
    return file.is_file() and file.read_text(encoding="ascii") == fingerprint(requirements)


def install(requirements: str) -> None:
    """Install the listed packages, or stop with one line."""
    say(f"Installing the packages of {requirements} (about a minute the first time).")
    command = [*pip(), "install", "--disable-pip-version-check", "-r", str(ROOT / requirements)]
    with INSTALL_LOG.open("w", encoding="utf-8") as log:
        code = subprocess.call(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
    if code:
        stop(
            f"Could not install the Python packages ({reason()})."
            f" Is there a network? The whole story is in {INSTALL_LOG}."
        )
    for name in {requirements, PRODUCT}:
        stamp(name).write_text(fingerprint(name), encoding="ascii")


def reason() -> str:
    """The last error that pip printed, shortened."""
    lines = INSTALL_LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-1:]
    return errors[-1].removeprefix("ERROR:").strip()[:160] if errors else "pip said nothing"


def check_room(requirements: str) -> None:
    """Stop before filling the disk."""
    free = shutil.disk_usage(VENV.parent).free
    if free < ROOM[requirements]:
        stop(
            f"The Python packages need {ROOM[requirements] // 1_000_000} MB and only"
            f" {free // 1_000_000} MB are free for {VENV.parent}."
        )


def quiet(command: list[str], environ: dict[str, str] | None = None) -> int:
    """Run a program without its output. Returns its exit code, 127 when it cannot start."""
    try:
        return subprocess.call(
            command,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return 127

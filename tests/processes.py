"""Starting and ending the programs that tests run beside themselves."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLLOW_PARENT = 1  # prctl's PR_SET_PDEATHSIG


def end_with_parent() -> None:
    """On Linux, end this program when the thread that started it ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(FOLLOW_PARENT, signal.SIGINT)


def start(
    command: list[str],
    *,
    log: Path,
    environ: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    user: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in the background, its output in a file."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environ,
            user=user,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509, tests start programs from one thread
        )


def end(process: subprocess.Popen[bytes], number: int = signal.SIGTERM, seconds: int = 15) -> None:
    """Ask a program to end, and kill it when it takes too long."""
    if process.poll() is not None:
        return
    process.send_signal(number)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 a program of start() and whatever it started in turn."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def tail(log: Path, characters: int = 3000) -> str:
    """The end of a log, for the message of a failure."""
    return log.read_text(errors="replace")[-characters:] if log.exists() else "(no log)"

"""A Chromium for the tests: the one on this machine, else Debian's, else Playwright's in var/."""

import os
import shutil
from pathlib import Path

from environment import apt_install, quiet
from machine import VAR, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOADED = VAR / "browsers"
HOW_TO_GET = (
    "No browser was found. Install Chromium (Debian: apt-get install chromium),"
    " then run the same command again."
)


def find() -> str | None:
    """A Chromium on this machine that starts."""
    for name in NAMES:
        program = shutil.which(name)
        if program and quiet([program, "--version"]) == 0:
            return program
    return None


def ensure(python: Path) -> bool:
    """Whether the tests have a browser, after getting one if that is possible."""
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(DOWNLOADED))
    if find() or any(DOWNLOADED.glob("chromium*")):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing the Debian package chromium with apt-get: the browser tests need it.")
        if apt_install("chromium") and find():
            return True
    say("Downloading Playwright's own Chromium into var/browsers.")
    return quiet([str(python), "-m", "playwright", "install", "chromium"]) == 0

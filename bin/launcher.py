"""The one door to the commands of the Makefile: `python3 bin/launcher.py run`.

This file must parse on any Python, so that an old one gets a sentence and not a traceback.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ["python3.13", "python3.12", "python3.11", "python3.14"]


def new_enough(python):
    """Whether this program is a Python that we run on."""
    question = "import sys; sys.exit(sys.version_info < %r)" % (OLDEST,)
    try:
        return subprocess.call([python, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def find_newer():
    """Another Python on this machine that is new enough, or None."""
    which = getattr(shutil, "which", lambda name: None)  # Python 2 has none
    for name in NAMES:
        python = which(name)
        if python and new_enough(python):
            return python
    return None


def main(arguments):
    """Run one command with a Python that is new enough."""
    if sys.version_info < OLDEST:
        newer = find_newer()
        if newer:
            os.execv(newer, [newer, os.path.abspath(__file__)] + arguments)
        sys.exit(
            "Upstander needs Python %d.%d or newer, and this is %d.%d. Install python3.11 or newer,"
            " or name one: make run PYTHON=/path/to/python3." % (OLDEST + sys.version_info[:2])
        )
    import commands

    commands.main(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The commands by name, as the Makefile calls them."""

import browser
import environment
import generated
import serve
import suite
from place import ROOT, stop


def screenshots() -> None:
    """Take the pictures of docs/screenshots/ again."""
    python = environment.ensure(environment.DEVELOPMENT)
    if not browser.ensure(python):
        stop(browser.HOW_TO_GET)
    suite.finish(suite.call([str(python), "-m", "tests.screenshots"]))


def format_files() -> None:
    """Put Python files into the house format, and mend what can be mended safely."""
    python = environment.ensure(environment.DEVELOPMENT)
    suite.call([str(python), "-m", "ruff", "check", "--fix", "--quiet", str(ROOT)])
    suite.finish(suite.call([str(python), "-m", "ruff", "format", str(ROOT)]))


COMMANDS = {
    "run": serve.run,
    "test": suite.test,
    "check": suite.check,
    "lint": suite.lint,
    "coverage": suite.coverage,
    "evidence": suite.evidence,
    "format": format_files,
    "docs": generated.write,
    "screenshots": screenshots,
}


def main(arguments: list[str]) -> None:
    """Run the one command named."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        stop(f"Name one command: {', '.join(COMMANDS)}.")
    COMMANDS[arguments[0]]()

"""`manage.py check_invariants`: ask of all data whether what must be true is true."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.changes.invariants import Finding, check

SHOWN = 20


class Command(BaseCommand):
    """Names each rule that is broken and the rows that break it; exit status 1 for any."""

    help = "Check what must always be true of the data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print JSON, every row named.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print. Raises CommandError, which ends with status 1, when one is broken."""
        findings = check(clock.now())
        self.stdout.write(as_json(findings) if options["json"] else as_text(findings))
        broken = sum(not finding.holds for finding in findings)
        if broken:
            raise CommandError(f"{broken} of {len(findings)} invariants broken.")


def as_text(findings: list[Finding]) -> str:
    """A line for each broken rule with its first rows, and how many hold."""
    lines = []
    for finding in findings:
        if finding.holds:
            continue
        more = len(finding.offenders) - SHOWN
        named = ", ".join(finding.offenders[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        lines.append(f"BROKEN {finding.rule.name}: {finding.rule.words}\n  {named}")
    held = sum(finding.holds for finding in findings)
    return "\n".join([*lines, f"{held} of {len(findings)} invariants hold."])


def as_json(findings: list[Finding]) -> str:
    """Everything, for a program."""
    table = [
        {"name": one.rule.name, "rule": one.rule.words, "offenders": one.offenders}
        for one in findings
    ]
    return json.dumps({"ok": all(one.holds for one in findings), "invariants": table}, indent=1)

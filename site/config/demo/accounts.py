"""The accounts of the demonstration as people read them: a table, or JSON."""

import json
from pathlib import Path

from django.conf import settings

from config.demo.people import account_rows

COLUMNS = ("role", "email", "password", "totp_secret", "organisation")


def file() -> Path:
    """Where `make run` finds the table."""
    return Path(settings.VAR) / "demo-accounts.txt"


def as_table() -> str:
    found = [
        {**row, "organisation": row["organisation"] or row.get("area", "")}
        for row in account_rows()
    ]
    rows = [dict(zip(COLUMNS, COLUMNS, strict=True)), *found]
    widths = {name: max(len(row[name]) for row in rows) for name in COLUMNS}
    lines = ["  ".join(row[name].ljust(widths[name]) for name in COLUMNS).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * widths[name] for name in COLUMNS), *lines[1:]])


def as_json() -> str:
    return json.dumps(account_rows(), indent=2, ensure_ascii=False)

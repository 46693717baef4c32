"""A child process that holds Django on one live server's database, and runs functions for a test.

One JSON line in: {"module", "function", "arguments"}; one out: {"value"} or {"error"}. Starting
Django costs seconds, a call through this costs milliseconds.
"""

import importlib
import json
import os
import sys
import traceback

import django
from django.db import close_old_connections

from tests import fixed_clock

fixed_clock.apply()


def main() -> None:
    """Answer until the test closes the pipe."""
    # Answers have the pipe to themselves; whatever a function prints goes to the log.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    django.setup()
    for line in sys.stdin:
        close_old_connections()
        print(json.dumps(answer(json.loads(line)), default=str), file=answers, flush=True)


def answer(asked: dict) -> dict:
    """Run the function asked for. Gives its value, or its traceback as text."""
    try:
        function = getattr(importlib.import_module(asked["module"]), asked["function"])
        return {"value": function(**asked["arguments"])}
    except Exception:  # noqa: BLE001, whatever it was, the test wants to read it
        return {"error": traceback.format_exc()}


if __name__ == "__main__":
    main()

"""The command that checks what must always be true."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.changes.invariants import RULES
from training.events.models import Event

pytestmark = pytest.mark.django_db


def said(*flags: str) -> str:
    out = StringIO()
    call_command("check_invariants", *flags, stdout=out)
    return out.getvalue()


def test_the_command_says_that_all_hold(open_event: Event) -> None:
    assert said() == f"{len(RULES)} of {len(RULES)} invariants hold.\n"


def test_the_command_names_what_is_broken(open_event: Event) -> None:
    Event.objects.update(places_taken=1)

    with pytest.raises(CommandError, match=f"1 of {len(RULES)} invariants broken"):
        said()


def test_the_command_answers_programs_too(open_event: Event) -> None:
    assert json.loads(said("--json"))["ok"] is True
    Event.objects.update(places_taken=1)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("check_invariants", "--json", stdout=out)

    answer = json.loads(out.getvalue())
    broken = [one for one in answer["invariants"] if one["offenders"]]
    assert [(one["name"], one["offenders"]) for one in broken] == [
        ("places-taken-are-counted", [open_event.ref])
    ]

"""What looks like somebody's details is asked about once, and never refused."""

from datetime import date
from uuid import uuid4

import pytest

from core.forms import AskingForm, CleanTextField
from core.privacy.personal_information import personal_details_in

TODAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring me on 07700 900123", ["a telephone number"]),
        ("Mum is on +44 121 496 0000.", ["a telephone number"]),
        ("(0121) 496 0000", ["a telephone number"]),
        ("NHS 943 476 5919", ["an NHS number"]),
        ("9434765919", ["an NHS number"]),
        ("She was born on 3/4/2011", ["a date of birth"]),
        ("born 12 March 2011, in Walsall", ["a date of birth"]),
        ("dob 2011-03-12", ["a date of birth"]),
        ("dob 12.03.11", ["a date of birth"]),
        ("943 476 5919, 1st of May 2012", ["an NHS number", "a date of birth"]),
    ],
)
def test_details_are_found(text: str, found: list[str]) -> None:
    assert personal_details_in(text, TODAY) == found


@pytest.mark.parametrize(
    "text",
    [
        "We came on 3 December 2026 and liked it.",
        "Session 2 of 3, 10/11/2026, was the best.",
        "30 of us came, and 100% would come again.",
        "943 476 5918 is a number that does not check",
        "32/13/2011 is no day",
        "I would use slides 10-12 and page 2011",
        "",
    ],
)
def test_other_figures_are_let_be(text: str) -> None:
    assert personal_details_in(text, TODAY) == []


class NoteForm(AskingForm):
    """One long text."""

    note = CleanTextField()


def test_it_asks_once_and_then_takes_the_text_as_it_is() -> None:
    sent = {"note": "Ring 07700 900123", "form_key": str(uuid4()), "asked_once": ""}

    first = NoteForm(sent, today=TODAY)
    asked = not first.is_valid()
    again = NoteForm({**sent, "asked_once": first["asked_once"].value()}, today=TODAY)

    assert asked
    assert "a telephone number" in first.errors["note"][0]
    assert again.is_valid()
    assert again.cleaned_data["note"] == "Ring 07700 900123"

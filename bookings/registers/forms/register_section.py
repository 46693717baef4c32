"""The fields of one cell of a register, of one group, and of somebody who has no place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import strip_spaces_between_tags

from bookings.registers.models import Attendance
from bookings.registers.rules.fold import Cell
from bookings.visits.models import BookingGroup
from core.forms import HeadcountField
from core.forms.widgets import ChoiceSegment, HeadcountInput

ANSWERS = Attendance.Value.choices  # made anew at each look, and looked at for each person
GONE = "This page is out of date. Open the register again and check your answers."


@dataclass(frozen=True)
class RegisterSection:
    """One cell of the register as fields of the form."""

    name: str
    cell: Cell
    label: str

    @property
    def estimate(self) -> str:
        """The box that says that the number is an estimate."""
        return f"estimate_{self.name}"

    @property
    def arrived(self) -> str:
        return f"arrived_{self.name}"

    @property
    def left(self) -> str:
        return f"left_{self.name}"


@dataclass(frozen=True)
class GroupSection:
    """A group with a number for each kind of people in it, and the way to add a kind."""

    name: str
    group: BookingGroup
    label: str
    parts: list[RegisterSection]

    @property
    def other_kind(self) -> str:
        return f"other_kind_{self.name}"

    @property
    def other_number(self) -> str:
        return f"other_number_{self.name}"


@dataclass(frozen=True)
class Drawn:
    """What a template shows of a part: fields at once, and others behind a summary."""

    fields: list[BoundField]
    more: list[BoundField]
    row: str = ""  # instead of the fields, when nothing about them is out of the ordinary
    label: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something behind the summary is filled in or wrong."""
        return any(field.errors or field.value() for field in self.more)


class ShownField(forms.Field):
    """The marks that a page showed, by UUID. Kept in the page, not typed."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> tuple[UUID, ...]:
        """The UUIDs. Raises for anything else."""
        try:
            return tuple(UUID(one) for one in str(value or "").split())
        except ValueError:
            raise ValidationError(GONE) from None


@cache
def row_html(answer: str) -> str:
    """The row of somebody by name with one answer chosen, for `format_html` to fill in.

    Rows differ by name and answer alone: drawn one by one, two hundred of them cost more than all
    the rest of the page.
    """
    told = {"answers": ANSWERS, "chosen": answer}
    html = render_to_string("bookings/registers/_register_row.html", told)
    # HTML needs neither the quotes nor the spaces.
    short = re.sub(r'="([\w{}]+)"', r"=\1", " ".join(html.split()))
    return strip_spaces_between_tags(short.replace(" >", ">"))


def number_field(label: str, words: str, choices: Iterable[str] = ()) -> HeadcountField:
    """A number to count up and down; once disputed, the numbers that were given."""
    values = sorted(set(choices), key=int)
    widget: forms.Widget = HeadcountInput()
    if values:
        widget = ChoiceSegment(choices=[(value, value) for value in values])
    return HeadcountField(
        label=label,
        help_text=words,
        widget=widget,
        required=False,
        error_messages={
            "invalid": f"Enter a whole number for {label}, for example 28",
            "min_value": f"Enter 0 or more for {label}",
            "max_value": f"Enter 2,000 or fewer for {label}",
        },
    )

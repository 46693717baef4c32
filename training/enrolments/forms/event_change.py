"""What the office says when a date changes: how many fit, who leaves, whether it runs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.forms import BaseForm, HeadcountField, KeyedForm
from core.forms.widgets import Select
from training.enrolments.forms.move import reason_field
from training.enrolments.models import Enrolment
from training.events.models import Event

KEEPS, WAITS, ENDS = "", "wait", "cancel"


class EventCapacityForm(KeyedForm):
    capacity = HeadcountField(label="Places", least=1, most=1000)


class EventVersionForm(KeyedForm):
    """A button, and the key that makes it work once."""


class EventLeaversForm(KeyedForm):
    """Who leaves a date that gets smaller, and where each of them goes."""

    reason = reason_field()

    def __init__(self, data: Any = None, *, rows: Sequence[Enrolment], events: Sequence[Event]):
        self.rows = {row.ref: row for row in rows}
        self.events = {row.ref: row for row in events}
        super().__init__(data)
        moves = [(ref, f"Moves to {row.when_words}") for ref, row in self.events.items()]
        choices = [
            (KEEPS, "Keeps the place"),
            *moves,
            (WAITS, "Goes to the front of this date's waiting list"),
            (ENDS, "Loses the place"),
        ]
        asked: dict[str, forms.Field] = {
            ref: forms.ChoiceField(
                label=_label(row), choices=choices, required=False, widget=Select
            )
            for ref, row in self.rows.items()
        }
        self.mark_optional = False
        # First on the page; a field added to a form comes last.
        self.fields = {**asked, **self.fields}

    @property
    def people(self) -> list[BoundField]:
        """The choice for each person."""
        return [self[ref] for ref in self.rows]

    @property
    def leavers(self) -> list[tuple[Enrolment, Event | None, bool]]:
        """Whose place ends, the date they go to, and whether they go to the waiting list."""
        answers = ((row, self.cleaned_data[ref]) for ref, row in self.rows.items())
        return [
            (row, self.events.get(answer), answer == WAITS)
            for row, answer in answers
            if answer != KEEPS
        ]


def _label(row: Enrolment) -> str:
    where = f", {row.organisation.name}" if row.organisation else ""
    return f"{row.person.name}{where}"


class NextEventForm(BaseForm):
    """Which date the people of a cancelled one are offered."""

    mark_optional = False
    next = forms.ChoiceField(label="Offer its people another date", required=False, widget=Select)

    def __init__(self, data: Any = None, *, events: Sequence[Event], chosen: Event | None):
        super().__init__(data, initial={"next": chosen.ref if chosen else ""})
        named = [(row.ref, f"{row.when_words} ({row.seats.left_words.lower()})") for row in events]
        self.offer("next", [("", "None: only tell them"), *named])


class EventCancelForm(KeyedForm):
    reason = reason_field("Why is it cancelled?")


class EventMinimumForm(KeyedForm):
    reason = reason_field("Why does it run anyway?")

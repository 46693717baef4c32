"""What is asked before a place moves, goes to a colleague or is cancelled for someone."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import BaseForm, CleanTextField, KeyedForm
from core.forms.widgets import RadioSelect, Select
from training.courses.models import Course
from training.events.models import Event

WAIT = "wait-"


def reason_field(label: str = "Why?") -> CleanTextField:
    return CleanTextField(
        label=label,
        help_text="For the log, which the team reads. Do not name people.",
        max_length=200,
    )


class EnrolmentMoveForm(KeyedForm):
    """Which other date. A full one can be waited for; the place stays until then."""

    date = forms.ChoiceField(label="Which date instead?", widget=RadioSelect)

    def __init__(self, data: Any = None, *, events: Sequence[Event]):
        self.events = {row.ref: row for row in events}
        super().__init__(data)
        self.fields["date"].widget = RadioSelect(
            hints={_value(row): hint_words(row) for row in events}
        )
        self.offer("date", [(_value(row), row.when_words) for row in events])

    @property
    def event(self) -> Event:
        return self.events[self.cleaned_data["date"].removeprefix(WAIT)]

    @property
    def event_sent(self) -> Event | None:
        """The date that was chosen, before the answers are looked at; a full one is waited for."""
        return self.events.get(self.data.get("date", ""))

    @property
    def to_waiting(self) -> bool:
        return bool(self.cleaned_data["date"].startswith(WAIT))


class TeamEnrolmentMoveForm(EnrolmentMoveForm):
    reason = reason_field()


class OtherCourseForm(BaseForm):
    """Which course's dates the office looks at."""

    mark_optional = False
    course = forms.ChoiceField(label="Dates of", required=False, widget=Select)

    def __init__(self, data: Any = None, *, courses: Sequence[Course], chosen: Course):
        super().__init__(data, initial={"course": chosen.slug})
        self.offer("course", [(course.slug, course.title) for course in courses])


class TeamEnrolmentCancelForm(KeyedForm):
    reason = reason_field()


def hint_words(event: Event) -> str:
    """Where a date is and what is left on it, under the choice."""
    where = event.where_words or event.area.name
    if event.is_full:
        return f"{where}. Full: keep this place, and wait for one there."
    return f"{where}. {event.seats.left_words}."


def _value(event: Event) -> str:
    return f"{WAIT}{event.ref}" if event.is_full else event.ref

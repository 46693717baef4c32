"""What is done to several people of a date, and to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import CleanCharField, KeyedForm
from core.forms.widgets import CheckboxSelectMultiple, RadioSelect, Select
from core.search.namesakes import called
from training.enrolments.forms.move import hint_words
from training.enrolments.models import Enrolment
from training.enrolments.queries.bulk import BulkAction, BulkRequest
from training.events.models import Event

WORDS = {
    BulkAction.APPROVE: "Approve their places",
    BulkAction.CANCEL: "Cancel their places",
    BulkAction.MOVE: "Move them to another date",
    BulkAction.WRITE: "Write to them",
}


class BulkForm(KeyedForm):
    """One thing for several people. Shown once more before it happens."""

    do = forms.ChoiceField(
        label="What is to happen?",
        choices=[(str(do), words) for do, words in WORDS.items()],
        widget=RadioSelect(
            hints={
                str(
                    BulkAction.APPROVE
                ): "To places that wait for approval. It stands for managers too.",
                str(BulkAction.CANCEL): "They are told, and the places go to the waiting list.",
                str(BulkAction.WRITE): "You write the words on the next page.",
                str(BulkAction.MOVE): "To confirmed places. They are told of the new date.",
            }
        ),
    )
    people = forms.MultipleChoiceField(
        label="Whose places?",
        widget=CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )
    date = forms.ChoiceField(
        label="To which date?",
        help_text="Only when they are moved",
        required=False,
        widget=Select,
    )
    reason = CleanCharField(
        label="Why?",
        help_text="Only when places are cancelled or moved. Do not name people.",
        required=False,
    )
    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, data: Any = None, *, rows: Sequence[Enrolment], events: Sequence[Event]):
        """`rows` hold a place or wait for one; `events` are the other dates of the course."""
        self.events = {event.ref: event for event in events}
        self.names = called(row.named for row in rows)
        super().__init__(data)
        self.offer(
            "people",
            [
                (row.ref, f"{self.names[row.person.email]}: {row.get_status_display().lower()}")
                for row in rows
            ],
        )
        choices = [(event.ref, f"{event.when_words}. {hint_words(event)}") for event in events]
        self.offer("date", [("", "Choose a date"), *choices])

    def clean(self) -> dict[str, Any]:
        """A move needs a date, and a change a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        do = cleaned.get("do")
        # Not "required": which of the fields are needed follows from what is to happen.
        if do == BulkAction.MOVE and not cleaned.get("date") and "date" not in self.errors:
            self.add_error("date", "Choose the date to move them to")
        if (
            do in {BulkAction.MOVE, BulkAction.CANCEL}
            and not cleaned.get("reason")
            and "reason" not in self.errors
        ):
            self.add_error("reason", "Say why, for the log")
        return cleaned

    @property
    def bulk_request(self) -> BulkRequest:
        do = BulkAction(self.cleaned_data["do"])
        chosen = self.events.get(self.cleaned_data["date"]) if do == BulkAction.MOVE else None
        return BulkRequest(do, self.cleaned_data["people"], chosen, self.cleaned_data["reason"])

"""A check that somebody of the office has seen."""

from datetime import date
from typing import Any

from django import forms

from bookings.rota.rules.assurance import CHECK_KINDS, KIND_OF, Lapse
from core.dates import add_months
from core.forms import GovDateField, KeyedForm
from core.forms.widgets import RadioSelect

MONTHS_AHEAD = 120
HINTS = {
    Lapse.ALWAYS: "Lapses: say when it is due again.",
    Lapse.MAY: "Say when it is due, if it lapses.",
    Lapse.NEVER: "Does not lapse.",
}


class CheckCreateForm(KeyedForm):
    """What was checked, when, and until when it holds."""

    kind = forms.ChoiceField(
        label="What was checked?",
        choices=[(kind.key, kind.label) for kind in CHECK_KINDS],
        widget=RadioSelect(hints={kind.key: HINTS[kind.lapse] for kind in CHECK_KINDS}),
    )
    made_date = GovDateField(
        label="On which day was it made?",
        help_text="The day on the document, not the day on which you saw it.",
        from_year=1990,
    )
    due_date = GovDateField(
        label="When is it due again?",
        help_text="From this day on they cannot be sent to a session.",
        required=False,
        from_year=1990,
    )

    def __init__(self, data: Any = None, *, kind: str, today: date):
        """`kind` is chosen already when the office comes from one that is missing."""
        super().__init__(data, initial={"kind": kind})
        made, due = self.fields["made_date"], self.fields["due_date"]
        made.latest = today  # type: ignore[attr-defined]
        due.latest = add_months(today, MONTHS_AHEAD)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days fit the kind of check, and each other."""
        cleaned = super().clean() or {}
        kind, made, due = (KIND_OF.get(cleaned.get("kind", "")), *map(cleaned.get, DAYS))
        if kind and "due_date" not in self.errors:
            if kind.lapse is Lapse.ALWAYS and not due:
                self.add_error("due_date", "Enter when it is due again: it does not hold for ever")
            if kind.lapse is Lapse.NEVER and due:
                self.add_error("due_date", "Leave this empty: this check does not lapse")
        if made and due and due <= made:
            self.add_error("due_date", "Enter a day after the one on which it was made")
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """What record_check() wants to know of a valid form."""
        return {name: self.cleaned_data[name] for name in ("kind", *DAYS)}


DAYS = ("made_date", "due_date")

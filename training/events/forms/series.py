"""A year of dates by a rule, as the office describes it."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from core.dates import add_months, hours_words
from core.forms import GovDateField, HeadcountField, TimeField
from core.forms.widgets import CheckboxInput, Select
from training.events.forms.event import EventCreateForm
from training.events.queries.series import PlannedEvent, SeriesRequest
from training.events.rules.recurrence import PLACES, WEEKDAYS, DayPart, monthly, weekly

MONTHS = 36
# m1 to m-1: which of the month, the last being -1. w2: every so many weeks.
EVERY = [
    *((f"m{place}", f"Every month, on the {words}") for place, words in PLACES.items()),
    ("w1", "Every week, on a"),
    ("w2", "Every 2 weeks, on a"),
    ("w4", "Every 4 weeks, on a"),
]


class SeriesCreateForm(EventCreateForm):
    """The rule, then what every date of it shares."""

    every = forms.ChoiceField(label="How often?", choices=EVERY, widget=Select)
    weekday = forms.ChoiceField(label="Weekday", choices=list(WEEKDAYS.items()), widget=Select)
    skips_bank_holidays = forms.BooleanField(
        label="Skip bank holidays", required=False, initial=True, widget=CheckboxInput
    )
    skips_school_holidays = forms.BooleanField(
        label="Skip school holidays of the area", required=False, widget=CheckboxInput
    )

    def __init__(self, data: Any = None, **what: Any):
        """As EventCreateForm."""
        super().__init__(data, **what)
        first = ("every", "weekday", "first_date", "last_date", "start_1")
        ordered = [*first, *(name for name in self.fields if name not in first)]
        self.order_fields(ordered)

    def _ask_for_parts(self, today: date) -> None:
        asked: dict[str, forms.Field] = {}
        latest = add_months(today, MONTHS)
        for name, label in (("first_date", "From"), ("last_date", "Until")):
            asked[name] = GovDateField(
                label=label, earliest=today, latest=latest, from_year=today.year
            )
        for number, (title, minutes) in enumerate(self.version.timed_parts, start=1):
            if number > 1:
                asked[f"after_{number}"] = HeadcountField(
                    label=f"{title}: how many days after the first part?", most=90
                )
            asked[f"start_{number}"] = TimeField(
                label=f"{title}: start time" if title else "Start time",
                help_text=f"For example, 9:30am. It lasts {hours_words(minutes)}.",
            )
        for field in asked.values():
            field.error_messages["required"] = f"Enter {str(field.label).lower()}"
        self.fields = {**asked, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean()
        first, last = cleaned.get("first_date"), cleaned.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", "Choose a last day that is not before the first")
        return cleaned

    @property
    def wanted(self) -> SeriesRequest:
        cleaned = self.cleaned_data
        kind, number = cleaned["every"][0], int(cleaned["every"][1:])
        make = monthly if kind == "m" else weekly
        return SeriesRequest(
            course=self.course,
            area=self.chosen_area,
            room=self.chosen_room,
            rule=make(number, cleaned["weekday"], cleaned["last_date"]),
            first=cleaned["first_date"],
            parts=[
                DayPart(cleaned.get(f"after_{place}", 0), cleaned[f"start_{place}"], minutes)
                for place, (_, minutes) in enumerate(self.version.timed_parts, start=1)
            ],
            skips_bank_holidays=cleaned["skips_bank_holidays"],
            skips_school_holidays=cleaned["skips_school_holidays"],
        )

    @property
    def details(self) -> dict[str, Any]:
        """What create_series() wants to know besides."""
        return self.shared

    def has_seen(self, planned: Sequence[PlannedEvent]) -> bool:
        """Whether these are the dates that were looked at before the button was pressed."""
        return bool(self.data.get("seen", "") == digest_of(planned))


def digest_of(planned: Sequence[PlannedEvent]) -> str:
    """A few characters that differ when the dates do."""
    words = "|".join(f"{block}" for one in planned if not one.why_not for block in one.blocks)
    return hashlib.sha256(words.encode()).hexdigest()[:24]

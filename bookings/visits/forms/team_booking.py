"""What the office says of a booking: when and where it is offered."""

from datetime import date, datetime
from typing import Any

from django import forms

from bookings.visits.models import Booking
from bookings.visits.rules.visit_request import MOST_GAP_MINUTES
from core.dates import add_months, hours_words
from core.forms import CleanCharField, GovDateField, HeadcountField, KeyedForm, TimeField
from core.forms.widgets import RadioSelect
from training.events.rules.blocks import block_of

TOGETHER, IN_TURN = "together", "in_turn"
MONTHS_AHEAD = 18


class BookingScheduleForm(KeyedForm):
    """A date and a time for each part of the course, the room, and how the groups come."""

    place = CleanCharField(
        label="Room or hall", help_text="The facilitator and the office read this", required=False
    )
    arrangement = forms.ChoiceField(
        label="How do the groups come?",
        choices=[
            (TOGETHER, "All groups together"),
            (IN_TURN, "One group after another, each in a session of its own"),
        ],
        initial=TOGETHER,
        widget=RadioSelect,
    )
    gap_minutes = HeadcountField(
        label="Minutes between groups",
        help_text="When they come one after another",
        least=0,
        most=MOST_GAP_MINUTES,
        initial=10,
        required=False,
    )

    def __init__(self, data: Any = None, *, booking: Booking, groups: int, today: date):
        """`groups`: how many there are; one group alone is not asked how it comes."""
        self.booking = booking
        self.version = booking.course.current_version
        super().__init__(data, initial={"date_1": booking.preferred_date, "place": booking.place})
        if groups == 1 or self.version.parts:
            del self.fields["arrangement"], self.fields["gap_minutes"]
        self._ask_for_parts(today)

    def _ask_for_parts(self, today: date) -> None:
        asked: dict[str, forms.Field] = {}
        for number, (title, minutes) in enumerate(self.version.timed_parts, start=1):
            asked[f"date_{number}"] = GovDateField(
                label=f"{title}: date" if title else "Date",
                earliest=today,
                latest=add_months(today, MONTHS_AHEAD),
                from_year=today.year,
                to_year=today.year + 2,
            )
            asked[f"start_{number}"] = TimeField(
                label=f"{title}: start time" if title else "Start time",
                help_text=f"For example, 9:30am. A session lasts {hours_words(minutes)}.",
            )
        for field in asked.values():
            field.error_messages["required"] = f"Enter the {str(field.label).lower()}"
        # First on the page; a field added to a form comes last.
        self.fields = {**asked, **self.fields}

    @property
    def starts(self) -> list[datetime]:
        given = self.cleaned_data
        return [
            block_of(given[f"date_{number}"], given[f"start_{number}"], minutes).starts_at
            for number, (_, minutes) in enumerate(self.version.timed_parts, start=1)
        ]

    @property
    def answers(self) -> dict[str, Any]:
        """What schedule_booking() wants to know of a valid form."""
        given = self.cleaned_data
        return {
            "starts": self.starts,
            "place": given["place"],
            "in_turn": given.get("arrangement") == IN_TURN,
            "gap_minutes": given.get("gap_minutes") or 0,
        }

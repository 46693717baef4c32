"""What the office says of a date that it opens to everyone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from accounts.models import Area
from core.dates import add_months, hours_words
from core.forms import BaseForm, CleanCharField, GovDateField, HeadcountField, KeyedForm, TimeField
from core.forms.widgets import RadioSelect, Select, URLInput
from training.courses.models import Course
from training.events.forms.venue import ROOM_HELP, VenueChoiceMixin
from training.events.models import Venue
from training.events.queries.venue import VenueChoices
from training.events.rules.blocks import Block, block_of

MONTHS_AHEAD = 36
NO_VENUE = "Choose the venue: people come in person"


class EventCourseForm(BaseForm):
    """Which course the date is for. Asked first: a course may have several parts."""

    course = forms.ChoiceField(label="Which course?", widget=RadioSelect)

    def __init__(self, data: Any = None, *, courses: Sequence[Course]):
        super().__init__(data)
        choices = [(course.slug, course.title) for course in courses]
        self.fields["course"].choices = choices  # type: ignore[attr-defined]


class EventCreateForm(VenueChoiceMixin, KeyedForm):
    """Dates and times, how many, and where."""

    capacity = HeadcountField(label="Places", least=1, most=1000)
    area = forms.ChoiceField(
        label="Area",
        help_text="Of a date online. In person it is the venue's.",
        required=False,
        widget=Select,
    )
    mode = forms.ChoiceField(
        label="How do people take part?",
        choices=[
            (Course.Mode.IN_PERSON.value, Course.Mode.IN_PERSON.label),
            (Course.Mode.ONLINE.value, Course.Mode.ONLINE.label),
        ],
        widget=RadioSelect,
    )
    venue = forms.ChoiceField(label="Venue", required=False, widget=Select)
    room = CleanCharField(label="Room", help_text=ROOM_HELP, required=False, max_length=80)
    join_link = forms.CharField(
        label="Link to join",
        help_text=(
            "When people take part online. Only people with a place see it, "
            "from 24 hours before the start."
        ),
        required=False,
        max_length=300,
        widget=URLInput,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        course: Course,
        areas: Sequence[Area],
        venues: VenueChoices,
        add_url: str,
        today: date,
        chosen: str = "",
    ):
        """The form asks for one date and time for each part of the course.

        `chosen` is the venue that was added a moment ago.
        """
        self.course, self.version = course, course.current_version
        self.areas = {row.code: row for row in areas}
        given = {"capacity": course.group_max, "mode": course.mode, "venue": chosen}
        super().__init__(data, initial=given)
        self.order_fields(self.ORDER)
        self.offer_venues(venues, ["venue"], add_url, "Choose a venue")
        self.fields["venue"].required = course.mode == Course.Mode.IN_PERSON
        self.fields["venue"].error_messages["required"] = NO_VENUE
        area = self.fields["area"]
        named = [(code, row.name) for code, row in self.areas.items()]
        area.choices = [("", "Choose an area"), *named]  # type: ignore[attr-defined]
        for name in self._needless():
            self.fields.pop(name, None)
        self._ask_for_parts(today)

    ORDER = ("capacity", "mode", "venue_words", "venue", "room", "area", "join_link")

    def _needless(self) -> tuple[str, ...]:
        """What need not be asked, because the course is always online or always in person."""
        if self.course.mode == Course.Mode.IN_PERSON:
            return "mode", "area", "join_link"
        online = ("mode", "venue_words", "venue", "room")
        return online if self.course.mode == Course.Mode.ONLINE else ()

    def _ask_for_parts(self, today: date) -> None:
        asked: dict[str, forms.Field] = {}
        for number, (title, minutes) in enumerate(self.version.timed_parts, start=1):
            asked[f"date_{number}"] = GovDateField(
                label=f"{title}: date" if title else "Date",
                help_text=f"For example, {today.day} {today.month} {today.year + 1}",
                earliest=today,
                latest=add_months(today, MONTHS_AHEAD),
                from_year=today.year,
                to_year=today.year + MONTHS_AHEAD // 12,
            )
            asked[f"start_{number}"] = TimeField(
                label=f"{title}: start time" if title else "Start time",
                help_text=f"For example, 9:30am. It lasts {hours_words(minutes)}.",
            )
        for field in asked.values():
            field.error_messages["required"] = f"Enter the {str(field.label).lower()}"
        # First on the page; a field added to a form comes last.
        self.fields = {**asked, **self.fields}

    def clean_join_link(self) -> str:
        """A web address that starts with https."""
        link: str = self.cleaned_data["join_link"].strip()
        if link:
            try:
                URLValidator(schemes=["https"])(link)
            except ValidationError:
                message = "Enter a web address that starts with https://"
                raise ValidationError(message) from None
        return link

    def clean(self) -> dict[str, Any]:
        """A date in person has a venue, one online an area; its link may come later."""
        cleaned = super().clean() or {}
        # Not asked where the course decides it.
        cleaned.setdefault("mode", self.course.mode)
        name, words = "area", "Choose an area"
        if cleaned["mode"] == Course.Mode.IN_PERSON:
            name, words = "venue", NO_VENUE
        # What has a fault of its own is not called missing as well.
        if name not in self.errors and not cleaned.get(name):
            self.add_error(name, words)
        return cleaned

    @property
    def chosen_venue(self) -> Venue | None:
        """Where people come to; none online, whatever was chosen before."""
        in_person = self.cleaned_data["mode"] == Course.Mode.IN_PERSON
        return self.venue_of("venue") if in_person else None

    @property
    def chosen_area(self) -> Area:
        """The venue's, or of a date online the one chosen."""
        venue = self.chosen_venue
        return venue.area if venue else self.areas[self.cleaned_data["area"]]

    @property
    def chosen_room(self) -> str:
        return self.cleaned_data.get("room", "") if self.chosen_venue else ""

    @property
    def blocks(self) -> list[Block]:
        """The blocks of time of a valid form, in the order of the parts."""
        cleaned, room = self.cleaned_data, self.chosen_room
        return [
            block_of(cleaned[f"date_{number}"], cleaned[f"start_{number}"], minutes, room)
            for number, (_, minutes) in enumerate(self.version.timed_parts, start=1)
        ]

    @property
    def answers(self) -> dict[str, Any]:
        """What schedule_event() wants to know of a valid form."""
        return {"blocks": self.blocks, "area": self.chosen_area, **self.shared}

    @property
    def shared(self) -> dict[str, Any]:
        """What is the same for every date of a series."""
        cleaned = self.cleaned_data
        link = cleaned.get("join_link", "")
        kept = {"capacity": cleaned["capacity"], "mode": cleaned["mode"]}
        return {**kept, "venue": self.chosen_venue, "join_link": link}

"""When and where a date is from now on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator

from core.clock import LONDON
from core.dates import add_months
from core.forms import CleanCharField, GovDateField, HeadcountField, KeyedForm, TimeField
from core.forms.widgets import CheckboxInput, RadioSelect, Select, URLInput
from training.courses.models import Course
from training.events.forms.venue import ROOM_HELP, VenueChoiceMixin
from training.events.models import Event, Session, Venue
from training.events.queries.venue import VenueChoices
from training.events.rules.blocks import Block, block_of

MONTHS_AHEAD = 36
SHORTEST, LONGEST = 15, 12 * 60  # minutes
HTTPS = URLValidator(schemes=["https"], message="Enter a web address that starts with https://")


class EventMoveForm(VenueChoiceMixin, KeyedForm):
    """When each part not yet begun is and how long, the place, and what people are asked."""

    venue = forms.ChoiceField(label="Venue", widget=Select)
    join_link = forms.CharField(
        label="Link to join",
        help_text="Only people with a place see it, from 24 hours before the start.",
        required=False,
        max_length=300,
        validators=[HTTPS],
        widget=URLInput,
    )
    asks_again = forms.ChoiceField(
        label="What about people who have a place?",
        choices=[
            ("no", "They keep it, and are told"),
            ("yes", "They are asked whether they still come"),
        ],
        widget=RadioSelect(
            hints={"yes": "A place nobody confirms in time goes to the waiting list."}
        ),
    )
    releases = forms.BooleanField(
        label="Take facilitators who cannot come then off this date",
        help_text="Without it, a facilitator who is elsewhere then stops the change.",
        required=False,
        widget=CheckboxInput,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sessions: Sequence[Session],
        venues: VenueChoices,
        add_url: str,
        asks_again: bool,
        today: date,
        now: datetime,
        chosen: str = "",
    ):
        """`chosen` is the venue that was added a moment ago."""
        self.sessions = sessions
        # What has begun stays as it was: people were there.
        self.open = [row for row in sessions if not row.has_started(now)]
        event = sessions[0].event
        venue = chosen or (event.venue.ref if event.venue else "")
        initial = {"venue": venue, "join_link": event.join_link}
        super().__init__(data, initial={**initial, "asks_again": "yes" if asks_again else "no"})
        self.several = len(sessions) > 1
        places = self._asked_places(event)
        self.fields.update(places)
        self.order_fields(["venue_words", "venue", *places])
        own = [name for name in self.fields if name.startswith("venue_") and name[6:].isdigit()]
        self.offer_venues(venues, ["venue"], add_url, "Choose a venue")
        for name in own:
            same = [("", "The venue above"), *self.fields["venue"].choices[1:]]  # type: ignore[attr-defined]
            self.fields[name].choices = same  # type: ignore[attr-defined]
        if event.mode == Course.Mode.IN_PERSON:
            del self.fields["join_link"]
        if event.mode == Course.Mode.ONLINE:
            for name in ("venue_words", "venue", *own):
                self.fields.pop(name, None)
        else:
            self.fields["venue"].required = event.mode == Course.Mode.IN_PERSON
        # First on the page; a field added to a form comes last.
        self.fields = {**self._asked(today), **self.fields}

    def _asked_places(self, event: Event) -> dict[str, forms.Field]:
        """The room of each part; of several also the venue, when it is not the date's."""
        asked: dict[str, forms.Field] = {}
        if event.mode == Course.Mode.ONLINE:
            return asked
        for row in self.open:
            title = f"Part {row.number}: " if self.several else ""
            if self.several:
                asked[f"venue_{row.number}"] = forms.ChoiceField(
                    label=f"{title}venue",
                    initial=row.venue.ref if row.venue else "",
                    required=False,
                    widget=Select,
                )
            asked[f"place_{row.number}"] = CleanCharField(
                label=f"{title}room" if title else "Room",
                help_text=ROOM_HELP,
                initial=row.room_words,
                required=False,
                max_length=80,
            )
        return asked

    def _asked(self, today: date) -> dict[str, forms.Field]:
        asked: dict[str, forms.Field] = {}
        several = self.several
        for row in self.open:
            start, title = row.starts_at.astimezone(LONDON), f"Part {row.number}: "
            asked[f"date_{row.number}"] = GovDateField(
                label=f"{title}date" if several else "Date",
                initial=start.date(),
                earliest=today,
                latest=add_months(today, MONTHS_AHEAD),
            )
            asked[f"start_{row.number}"] = TimeField(
                label=f"{title}start time" if several else "Start time",
                initial=start.time(),
            )
            asked[f"minutes_{row.number}"] = HeadcountField(
                label=f"{title}length in minutes" if several else "Length in minutes",
                help_text="Breaks included.",
                initial=row.minutes,
                least=SHORTEST,
                most=LONGEST,
            )
        for field in asked.values():
            field.error_messages["required"] = f"Enter the {str(field.label).lower()}"
        return asked

    @property
    def blocks(self) -> list[Block]:
        """The blocks of time of a valid form, those that have begun as they are."""
        return [
            self._block(row)
            if row in self.open
            else Block(row.starts_at, row.ends_at, row.room_words)
            for row in self.sessions
        ]

    def _block(self, row: Session) -> Block:
        cleaned, number = self.cleaned_data, row.number
        minutes = cleaned[f"minutes_{number}"]
        made = block_of(cleaned[f"date_{number}"], cleaned[f"start_{number}"], minutes)
        place = cleaned.get(f"place_{number}", row.room_words)
        return Block(made.starts_at, made.ends_at, place)

    def venue_of_part(self, row: Session) -> Venue | None:
        return self.venue_of(f"venue_{row.number}")

    @property
    def answers(self) -> dict[str, Any]:
        """What move_event() wants to know of a valid form."""
        event, cleaned = self.sessions[0].event, self.cleaned_data
        return {
            "blocks": self.blocks,
            "venue": self.venue_of("venue"),
            "elsewhere": {
                row.number: venue for row in self.open if (venue := self.venue_of_part(row))
            },
            "join_link": cleaned.get("join_link", event.join_link),
            "asks_again": cleaned["asks_again"] == "yes",
            "releases": cleaned["releases"],
        }

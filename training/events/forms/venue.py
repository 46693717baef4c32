"""A venue: chosen for a date, or described by the office."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.html import format_html

from accounts.models import Area
from core.forms import BaseForm, CleanCharField, CleanTextField, HeadcountField, KeyedForm
from core.forms.widgets import NumberInput, SearchInput, Select
from training.events.models import StepFree, Venue
from training.events.queries.venue import RoomDetails, VenueChoices, VenueDetails
from training.events.rules.national_grid import EASTINGS, NORTHINGS
from training.events.rules.venue import is_postcode, tidy_postcode

FIND = "find_venue"  # the button that looks for venues, and shows the form again
ROOM_HELP = (
    "As on the venue's page, or in your own words. What is known of its size limits the places."
)


class VenueChoiceMixin(BaseForm):
    """A form that has venues to choose from: a list, and words that find more in a long one.

    The words are sent by a button of their own, so that it all works without scripts.
    """

    venue_words = CleanCharField(
        label="Find a venue",
        help_text="Words of its name, address or borough, or its postcode.",
        required=False,
        max_length=100,
        widget=SearchInput(button="Find venues", button_name=FIND),
    )

    def offer_venues(
        self, choices: VenueChoices, names: Sequence[str], add_url: str, empty: str
    ) -> None:
        """Fill the lists of these fields; the first says where the rest are."""
        self.venues = choices
        options = [("", empty), *((row.ref, option_words(row)) for row in choices.rows)]
        for name in names:
            field = self.fields[name]
            field.choices = options  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = "Choose a venue of the list"
        # The bound field: it has copied the words of the field already.
        self[names[0]].help_text = _help(choices, add_url)
        if not choices.asks_words:
            del self.fields["venue_words"]

    def keep_unjudged(self) -> None:
        """Show again what was typed, without judging it yet."""
        self._errors = ErrorDict()

    def venue_of(self, name: str) -> Venue | None:
        """The venue chosen in a field of a valid form."""
        return self.venues.by_ref.get(self.cleaned_data.get(name, ""))


def option_words(venue: Venue) -> str:
    retired = "" if venue.is_active else " (not used for new dates)"
    return f"{venue.words}{retired}"


def _help(choices: VenueChoices, add_url: str) -> str:
    number = ""
    if choices.asks_words and not choices.total:
        number = "No venue has these words. "
    elif choices.left_out:
        number = f"These are the first of {choices.total:,}. "
    return format_html('{}Not there? <a href="{}">Add a venue</a> first.', number, add_url)


class VenueEditForm(KeyedForm):
    """What the office says of a venue. A school's name and address are the school's own."""

    name = CleanCharField(label="Name", max_length=200)
    address = CleanCharField(
        label="Street and town", help_text="Everyone can read it.", required=False
    )
    postcode = CleanCharField(label="Postcode", max_length=10)
    area = forms.ChoiceField(
        label="Area", help_text="The dates that are held there are in it.", widget=Select
    )
    step_free = forms.ChoiceField(
        label="Is it step-free?",
        help_text="Everyone can read it.",
        choices=[("", "Not known"), *(pair for pair in StepFree.choices if pair[0])],
        required=False,
        widget=Select,
    )
    contact = CleanCharField(
        label="Whom to ask for",
        help_text="Name and number of the venue, for people with a place and for facilitators.",
        required=False,
    )
    arrival_notes = CleanTextField(
        label="How to get in",
        help_text="Parking, entrance, lift: for people with a place and for facilitators.",
        max_length=1000,
        required=False,
    )
    easting = forms.IntegerField(
        label="Easting",
        help_text="In metres on the British National Grid, for maps in calendars.",
        required=False,
        min_value=EASTINGS.start,
        max_value=EASTINGS.stop - 1,
        widget=NumberInput(width="width-10"),
    )
    northing = forms.IntegerField(
        label="Northing",
        required=False,
        min_value=NORTHINGS.start,
        max_value=NORTHINGS.stop - 1,
        widget=NumberInput(width="width-10"),
    )

    SCHOOLS = ("name", "address", "postcode", "area", "arrival_notes", "easting", "northing")

    def __init__(self, data: Any = None, *, areas: Sequence[Area], venue: Venue | None = None):
        self.areas = {row.code: row for row in areas}
        self.venue = venue
        super().__init__(data, initial=_initial_of(venue))
        for name in ("easting", "northing"):
            for code in ("min_value", "max_value"):
                message = "This is not on the British National Grid: check the figures"
                self.fields[name].error_messages[code] = message
            self.fields[name].error_messages["invalid"] = "Enter whole metres, for example 406689"
        area = self.fields["area"]
        named = [(code, row.name) for code, row in self.areas.items()]
        area.choices = [("", "Choose an area"), *named]  # type: ignore[attr-defined]
        if venue and venue.organisation_id:
            for name in self.SCHOOLS:
                del self.fields[name]

    def clean_postcode(self) -> str:
        postcode = tidy_postcode(self.cleaned_data["postcode"])
        if not is_postcode(postcode):
            raise ValidationError("Enter a postcode in the usual form, like B1 1BB")
        return postcode

    def clean(self) -> dict[str, Any]:
        """Both coordinates, or none."""
        cleaned = super().clean() or {}
        given = {
            name: cleaned.get(name)
            for name in ("easting", "northing")
            if name in self.fields and name not in self.errors
        }
        if len(given) == len(("easting", "northing")) and None in given.values():
            for name, value in given.items():
                if value is None and any(other is not None for other in given.values()):
                    self.add_error(name, f"Enter the {name} too, or neither of the two")
        return cleaned

    @property
    def details(self) -> VenueDetails:
        """What the actions want to know of a valid form."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("form_key", None)
        if self.venue and self.venue.organisation_id:
            known = {name: getattr(self.venue, name) for name in self.SCHOOLS}
            return VenueDetails(**{**known, **cleaned})
        return VenueDetails(**{**cleaned, "area": self.areas[cleaned["area"]]})


def _initial_of(venue: Venue | None) -> dict[str, Any]:
    if venue is None:
        return {}
    names = (*VenueEditForm.SCHOOLS, "step_free", "contact")
    return {name: getattr(venue, name) for name in names} | {"area": venue.area.code}


class RoomEditForm(KeyedForm):
    """A room of a venue."""

    name = CleanCharField(label="Name of the room", max_length=80)
    capacity = HeadcountField(
        label="How many people does it hold?",
        help_text="A date in this room never offers more places. Leave it empty if nobody knows.",
        least=1,
        most=5000,
        required=False,
    )
    step_free = forms.ChoiceField(
        label="Is it step-free?",
        choices=[("", "Not known"), *(pair for pair in StepFree.choices if pair[0])],
        required=False,
        widget=Select,
    )

    @property
    def details(self) -> RoomDetails:
        cleaned = self.cleaned_data
        return RoomDetails(cleaned["name"], cleaned["capacity"], cleaned["step_free"])

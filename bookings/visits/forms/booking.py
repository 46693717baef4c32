"""A request for a visit, and taking it back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from accounts.models import Organisation
from accounts.models.organisation_kind import Year
from bookings.visits.forms.booking_group import BaseGroupFormSet, BookingGroupFormSet
from bookings.visits.models import Booking
from bookings.visits.presenters.booking import large_words
from bookings.visits.queries.booking import oversized
from bookings.visits.rules.visit_request import VisitRequest
from core.dates import working_days_words
from core.forms import CleanCharField, CleanTextField, GovDateField, KeyedForm
from core.forms.widgets import CheckboxSelectMultiple, RadioSelect, Select, TelInput
from training.courses.models import Course
from training.courses.rules.facts import NOTICE_DAYS

INCIDENT = "incident"
AGREEMENT = (
    ("present", "A member of staff stays in the room throughout"),
    ("dsl", "Our designated safeguarding lead knows what the session covers, and when"),
    ("disclosure", "Anything a child tells us goes to our safeguarding lead, under our own policy"),
    (
        "affected",
        "We have thought about anyone whom the subject may affect, and what they can do instead",
    ),
    ("parents", "We have told parents where our policy asks for it"),
    ("photos", "Nobody takes photos or records unless we have agreed it with the facilitator"),
)
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{8,24}")  # digits, and what people write between them


@dataclass(frozen=True)
class Section:
    """Some fields of a form, as far as the list of what is wrong needs to know."""

    form: forms.Form
    names: Sequence[str]
    is_first: bool = True

    @property
    def is_bound(self) -> bool:
        return self.form.is_bound

    def non_field_errors(self) -> list[str]:
        """What is wrong with the whole, said once."""
        return list(map(str, self.form.non_field_errors())) if self.is_first else []

    def __iter__(self) -> Iterator[BoundField]:
        return (self.form[name] for name in self.names)


class BookingCreateForm(KeyedForm):
    """What an organisation asks for. The groups are a set of their own beside it."""

    organisation = forms.ChoiceField(label="Who is the visit for?", widget=Select)
    course = forms.ChoiceField(label="Which workshop or course?", widget=Select)
    why_now = forms.ChoiceField(
        label="Why now?",
        choices=[*Booking.WhyNow.choices, (INCIDENT, "After an incident")],
        widget=RadioSelect(
            hints={INCIDENT: "We will show you whom to call. Do not write about it here."}
        ),
    )
    one_off_reason = CleanCharField(
        label="How does this visit fit your year?",
        help_text="A sentence is enough. Sessions work best as part of a plan.",
        max_length=250,
    )
    large_groups_agreed = forms.BooleanField(
        label="Yes, we want larger groups than recommended", required=False
    )
    preferred_date = GovDateField(
        label="Which day would you like?",
        help_text=f"Most workshops need {working_days_words(NOTICE_DAYS)} to prepare",
    )
    preferred_part = forms.ChoiceField(
        label="Which part of the day?",
        choices=Booking.DayPart.choices,
        initial=Booking.DayPart.ANY,
        widget=RadioSelect,
    )
    place = CleanCharField(label="Room or hall", help_text="If you know it already", required=False)
    staff_in_room = CleanCharField(
        label="Who stays in the room?",
        help_text=(
            "The name of a member of staff. Our facilitators are visitors: someone the group "
            "knows stays in charge throughout."
        ),
        max_length=120,
        error_messages={
            "required": (
                "Name the member of staff who stays in the room. "
                "A group is never alone with a visitor"
            )
        },
    )
    contact_phone = CleanCharField(
        label="Phone number on the day",
        help_text="So that the facilitator can reach you on the way",
        max_length=30,
        widget=TelInput,
    )
    notes = CleanTextField(
        label="Anything we should know?",
        help_text=(
            "Access, parking, equipment, languages. "
            "<strong>Do not include names or details of a child or family.</strong>"
        ),
        max_length=1000,
        required=False,
    )
    agreement = forms.MultipleChoiceField(
        label="Safeguarding agreement",
        help_text="Tick every statement",
        choices=AGREEMENT,
        widget=CheckboxSelectMultiple,
        error_messages={"required": "Tick every statement of the safeguarding agreement"},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        organisations: Sequence[Organisation],
        courses: Sequence[Course],
        chosen: str = "",
    ):
        """`chosen`: the slug of the course the visitor came from."""
        self.organisations = {row.ref: row for row in organisations}
        self.courses = {row.slug: row for row in courses}
        super().__init__(data, initial={"course": chosen})
        self.groups: BaseGroupFormSet = BookingGroupFormSet(data, prefix="groups")
        if len(self.organisations) == 1:
            del self.fields["organisation"]
        else:
            self._offer(
                "organisation", [(ref, row.name) for ref, row in self.organisations.items()]
            )
        if any(row.facts.year != Year.NONE for row in organisations):
            asked = self["preferred_date"]  # made with the form: the field's own words are copied
            asked.help_text = f"In term time. {asked.help_text}"
        self._offer("course", [(slug, row.title) for slug, row in self.courses.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]

    def clean_contact_phone(self) -> str:
        phone: str = self.cleaned_data["contact_phone"]
        if not PHONE.fullmatch(phone):
            raise ValidationError("Enter a phone number, for example 0121 496 0000")
        return phone

    def clean_agreement(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["agreement"]
        if set(ticked) != {code for code, _ in AGREEMENT}:
            raise ValidationError("Tick every statement of the safeguarding agreement")
        return ticked

    def is_valid(self) -> bool:
        """The answers and the groups together; larger groups than usual need a tick."""
        # A list, so that both are judged: whoever sends the form sees all that is wrong at once.
        fits = all([super().is_valid(), self.groups.is_valid()])
        if fits and not self.cleaned_data["large_groups_agreed"]:
            requests = self.groups.group_requests
            large = oversized(self.chosen_course, [group.expected for group in requests])
            if large:
                words = large_words(self.chosen_course, requests[large[0]].label)
                self.add_error("large_groups_agreed", words)
                return False
        return fits

    @property
    def parts(self) -> list[Any]:
        """The form and its groups in the order of the page, for the list of what is wrong."""
        names = list(self.fields)
        cut = names.index("large_groups_agreed")
        first, rest = Section(self, names[:cut]), Section(self, names[cut:], is_first=False)
        return [first, self.groups, rest]

    @property
    def asks_about_large_groups(self) -> bool:
        """Whether the tick for larger groups is shown."""
        return self.is_bound and bool(
            self.errors.get("large_groups_agreed") or self.data.get("large_groups_agreed")
        )

    def keep_unjudged(self) -> None:
        """Show again what was typed, without judging it yet."""
        self._errors = ErrorDict()
        self.groups.keep_unjudged()

    @property
    def chosen_organisation(self) -> Organisation:
        ref = self.cleaned_data.get("organisation") or next(iter(self.organisations))
        return self.organisations[ref]

    @property
    def chosen_course(self) -> Course:
        return self.courses[self.cleaned_data["course"]]

    @property
    def visit_request(self) -> VisitRequest:
        given = self.cleaned_data
        return VisitRequest(
            why_now=given["why_now"],
            one_off_reason=given["one_off_reason"],
            date=given["preferred_date"],
            part=given["preferred_part"],
            staff_in_room=given["staff_in_room"],
            place=given["place"],
            contact_phone=given["contact_phone"],
            notes=given["notes"],
            safeguarding_agreed=True,
            large_groups_agreed=given["large_groups_agreed"],
        )


class BookingStepForm(KeyedForm):
    """One button that changes something: accept, confirm, release."""


class BookingEndForm(KeyedForm):
    """Why it ends. A list, so that nobody writes of a child."""

    reason = forms.ChoiceField(label="Why?", widget=RadioSelect)

    def __init__(self, data: Any = None, *, reasons: Sequence[Booking.EndReason]):
        """`reasons`: those that fit who is asking."""
        super().__init__(data)
        choices = [(reason.value, reason.label) for reason in reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]

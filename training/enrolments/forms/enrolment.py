"""What a person is asked when they want a place, or want to give it back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Area, Organisation, User
from accounts.queries.line_manager import is_own_address, managers_of
from core.forms import CleanTextField, KeyedForm, OtherEmailField
from core.forms.widgets import CheckboxSelectMultiple, RadioSelect, Select
from training.courses.models import Course
from training.courses.queries.openness import role_choices_of
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.framework.models import RoleGroup
from training.framework.queries.role_group import role_groups_of

NONE = "none"


def access_needs_field() -> CleanTextField:
    return CleanTextField(
        label="What would help you take part?",
        help_text=(
            "For example captions, a sign language interpreter, step-free access or breaks. "
            "Only the people who lead this date see it. It is deleted 30 days after the date."
        ),
        required=False,
        max_length=1000,
    )


def somebody_elses(email: str, person: User) -> str:
    """A manager's address; raises ValidationError for one of the person's own."""
    # Any address of theirs: with a second one they would approve for themselves.
    if email and is_own_address(person, email):
        raise ValidationError("Enter your manager's email address, not your own")
    return email


def roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="What is your work?",
        help_text="Choose all that fit. We keep your answer for the next time.",
        widget=CheckboxSelectMultiple,
    )


def offer_roles(form: KeyedForm, course: Course, person: User) -> dict[str, RoleGroup]:
    """Fill in the roles a course asks about, or leave the question out; the groups by ref."""
    limits, choices = role_choices_of(course)
    groups = {choice.ref: choice.role_group for choice in choices}
    if not choices:
        del form.fields["roles"]
        return groups
    field = form.fields["roles"]
    form.offer("roles", [(choice.ref, choice.title) for choice in choices])
    field.widget.hints = {choice.ref: choice.examples for choice in choices}
    field.required = bool(limits.roles)
    if not form.is_bound:
        mine = role_groups_of(person)
        field.initial = [ref for ref, row in groups.items() if row.pk in mine]
    return groups


class EnrolmentCreateForm(KeyedForm):
    """Who comes, for whom, and what helps them take part."""

    organisation = forms.ChoiceField(label="Who are you coming for?", widget=RadioSelect)
    area = forms.ChoiceField(
        label="Area where you work",
        help_text="The one you do most of your work in. We count whom we reach by area.",
        widget=Select,
    )
    roles = roles_field()
    manager_email = OtherEmailField(
        label="Your manager's work email address",
        help_text=(
            "We tell them about your place and whether you came. They have some days to decline it "
            "if you cannot be spared. We never tell them what helps you take part."
        ),
        required=False,
    )
    access_needs = access_needs_field()

    def __init__(
        self,
        data: Any = None,
        *,
        person: User,
        course: Course,
        organisations: Sequence[Organisation],
        areas: Sequence[Area],
    ):
        """`organisations` are the person's own; with none of them the question is left out."""
        self.person = person
        self.organisations = {row.ref: row for row in organisations}
        self.areas = {row.code: row for row in areas}
        super().__init__(data)
        self._offer_organisations()
        self._offer_areas(organisations)
        self._offer_roles(course)
        self._offer_manager(course)

    def _offer_organisations(self) -> None:
        if not self.organisations:
            del self.fields["organisation"]
            return
        named = [(ref, row.name) for ref, row in self.organisations.items()]
        self.offer("organisation", [*named, (NONE, "Not for an organisation")])
        self.fields["organisation"].initial = named[0][0]

    def _offer_areas(self, organisations: Sequence[Organisation]) -> None:
        named = [(code, row.name) for code, row in self.areas.items()]
        self.offer("area", [("", "Choose an area"), *named])
        mine = {row.area_id for row in organisations[:1]}
        self.fields["area"].initial = next(
            (code for code, row in self.areas.items() if row.pk in mine), ""
        )

    def _offer_roles(self, course: Course) -> None:
        """Only where the course is for some roles, or offers them places first."""
        self.role_groups = offer_roles(self, course, self.person)

    def _offer_manager(self, course: Course) -> None:
        field = self.fields["manager_email"]
        if course.manager_approval:
            field.required = True
            self["manager_email"].help_text = (
                "A manager approves places on this course: we write to them with a link. "
                "We never tell them what helps you take part."
            )
        if not self.is_bound:
            known = managers_of(self.person).exclude(state="ended").first()
            field.initial = known.email if known else ""

    def clean_organisation(self) -> Organisation | None:
        """The organisation chosen; None when the person comes for themselves."""
        return self.organisations.get(self.cleaned_data["organisation"])

    def clean_area(self) -> Area:
        return self.areas[self.cleaned_data["area"]]

    def clean_roles(self) -> list[RoleGroup]:
        return [self.role_groups[code] for code in self.cleaned_data["roles"]]

    def clean_manager_email(self) -> str:
        return somebody_elses(self.cleaned_data["manager_email"], self.person)

    @property
    def answers(self) -> EnrolmentRequest:
        return EnrolmentRequest(
            organisation=self.cleaned_data.get("organisation"),
            area=self.cleaned_data["area"],
            roles=self.cleaned_data.get("roles", []),
            manager_email=self.cleaned_data["manager_email"],
            access_needs=self.cleaned_data["access_needs"],
        )

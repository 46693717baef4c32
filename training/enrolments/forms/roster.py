"""What the office is asked when it works on the people of a date."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from accounts.queries.organisation import organisations_called
from core.forms import (
    CleanCharField,
    CleanTextField,
    KeyedForm,
    OtherEmailField,
    PersonEmailField,
    PersonNameField,
)
from core.forms.widgets import CheckboxSelectMultiple
from training.enrolments.forms.account_meant import AccountMeantForm
from training.enrolments.forms.move import reason_field
from training.enrolments.models import Enrolment
from training.enrolments.presenters.roster import StatusTab
from training.enrolments.queries.enrolment_request import EnrolmentRequest


class OrganisationField(CleanCharField):
    """An organisation by its URN or its whole name; its row, or None for nothing."""

    def clean(self, value: Any) -> Organisation | None:
        """The one open organisation of these words."""
        words = super().clean(value)
        if not words:
            return None
        found = organisations_called([words])[words.lower()]
        if not found:
            raise ValidationError(
                "No open organisation has this URN or name. Check it, or leave it empty"
            )
        if len(found) > 1:
            raise ValidationError("Several organisations have this name. Enter the URN")
        return found[0]


class PersonAddForm(AccountMeantForm):
    name = PersonNameField(label="Full name", max_length=120)
    email = PersonEmailField(
        label="Work email address",
        help_text="Their own, not a shared inbox. We write to them at once.",
    )
    organisation = OrganisationField(
        label="Organisation",
        help_text="Its URN or whole name, as the office has it",
        required=False,
    )
    manager_email = OtherEmailField(
        label="Their manager's work email address",
        help_text="Needed when a manager approves places on the course.",
        required=False,
    )
    override = CleanCharField(
        label="Reason for an exception",
        help_text=(
            "Only to pass over whom the course is for, its cap and its approvals. "
            "It never makes a place where there is none. Do not name people."
        ),
        required=False,
    )

    @property
    def answers(self) -> EnrolmentRequest:
        return EnrolmentRequest(
            self.cleaned_data["organisation"], manager_email=self.cleaned_data["manager_email"]
        )


class EnrolmentDeclineForm(KeyedForm):
    reason = reason_field()


class RosterMessageForm(KeyedForm):
    """To whom, and what. Shown once more before it goes."""

    to = forms.MultipleChoiceField(
        label="To whom?",
        widget=CheckboxSelectMultiple,
        error_messages={"required": "Choose whom to write to"},
    )
    subject = CleanCharField(
        label="Subject", help_text="The course's name is put after it", max_length=80
    )
    message = CleanTextField(
        label="Message",
        help_text="Plain text. Each person gets their own copy, with the way to their place.",
        max_length=4000,
    )
    people = forms.MultipleChoiceField(
        required=False, widget=forms.MultipleHiddenInput(attrs={"id": False})
    )
    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(
        self,
        data: Any = None,
        *,
        parts: Sequence[StatusTab],
        rows: Sequence[Enrolment],
        chosen: Sequence[str] = (),
    ):
        """`parts` of the roster have anyone; `chosen` names people, and nobody asks for states."""
        self.parts = {part.code: part for part in parts}
        super().__init__(data, initial={"people": list(chosen)})
        self.offer("people", [(row.ref, "") for row in rows])
        if chosen:
            del self.fields["to"]
            return
        self.offer("to", [(part.code, f"{part.label} ({part.count})") for part in parts])

    @property
    def statuses(self) -> list[str]:
        """The states that a valid form writes to; none when it names people."""
        codes = self.cleaned_data.get("to", [])
        return [status for code in codes for status in self.parts[code].statuses]

    @property
    def number(self) -> int:
        """How many people a valid form writes to, as they stand now."""
        if "to" not in self.fields:
            return len(self.cleaned_data["people"])
        return sum(self.parts[code].count for code in self.cleaned_data["to"])

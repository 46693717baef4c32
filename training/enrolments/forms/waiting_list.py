"""What a person is asked about waiting for a place, and when one is offered."""

from typing import Any

from django import forms

from core.forms import KeyedForm, OtherEmailField
from training.enrolments.forms.enrolment import (
    access_needs_field,
    offer_roles,
    roles_field,
    somebody_elses,
)
from training.enrolments.models import Enrolment
from training.framework.models import RoleGroup

YES, NO = "yes", "no"


class OfferAcceptForm(KeyedForm):
    """Yes to a place: only what is not known yet is asked, and often that is nothing."""

    roles = roles_field()
    manager_email = OtherEmailField(
        label="Your manager's work email address",
        help_text="A manager approves places on this course. We write to them.",
    )
    access_needs = access_needs_field()

    def __init__(self, data: Any = None, *, enrolment: Enrolment):
        self.enrolment = enrolment
        self.role_groups: dict[str, RoleGroup] = {}
        super().__init__(data)
        course = enrolment.event.course
        if enrolment.awaits_consent:
            self.role_groups = offer_roles(self, course, enrolment.person)
        else:
            del self.fields["roles"]
        asks = course.manager_approval and not enrolment.approval_carried_over
        if not asks or (enrolment.manager_email and not enrolment.awaits_consent):
            del self.fields["manager_email"]
        elif enrolment.manager_email:
            self._show_manager(enrolment)
        if not enrolment.booked_by_id or enrolment.access_needs:
            del self.fields["access_needs"]

    def _show_manager(self, enrolment: Enrolment) -> None:
        """Who manages a person, and reads what they learn from then on, is theirs to say."""
        self.initial["manager_email"] = enrolment.manager_email
        self["manager_email"].help_text = (
            "Whoever booked this place named them. They approve it, and can ask to see what you "
            "take part in from then on. Change the address if this is not your manager."
        )

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return len(self.fields) > 1

    def clean_roles(self) -> list[RoleGroup]:
        return [self.role_groups[code] for code in self.cleaned_data["roles"]]

    def clean_manager_email(self) -> str:
        return somebody_elses(self.cleaned_data["manager_email"], self.enrolment.person)

    @property
    def answers(self) -> dict[str, Any]:
        """What accept_offer() wants to know of a valid form."""
        return {
            name: self.cleaned_data[name]
            for name in ("roles", "manager_email", "access_needs")
            if name in self.fields
        }


class ConsentForm(OfferAcceptForm):
    """Yes or no to a place that somebody else booked. With a no nothing else is asked."""

    answer = forms.ChoiceField(
        choices=[(YES, "Yes"), (NO, "No")],
        widget=forms.HiddenInput,
        error_messages={"required": "Press Yes or No"},
    )

    def __init__(self, data: Any = None, *, enrolment: Enrolment):
        super().__init__(data, enrolment=enrolment)
        if self.data.get("answer") == NO:
            for name in ("roles", "manager_email", "access_needs"):
                self.fields.pop(name, None)

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == YES)

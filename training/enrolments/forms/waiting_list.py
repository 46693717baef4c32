"""What a person is asked about waiting for a place, and when one is offered."""

from typing import Any

from core.forms import KeyedForm, OtherEmailField
from training.enrolments.forms.enrolment import access_needs_field, somebody_elses
from training.enrolments.models import Enrolment


class OfferAcceptForm(KeyedForm):
    """Yes to a place: only what is not known yet is asked, and often that is nothing."""

    manager_email = OtherEmailField(
        label="Your manager's work email address",
        help_text="A manager approves places on this course. We write to them.",
    )
    access_needs = access_needs_field()

    def __init__(self, data: Any = None, *, enrolment: Enrolment):
        self.enrolment = enrolment
        super().__init__(data)
        asks = enrolment.event.course.manager_approval and not enrolment.approval_carried_over
        if enrolment.manager_email or not asks:
            del self.fields["manager_email"]
        if not enrolment.booked_by_id or enrolment.access_needs:
            del self.fields["access_needs"]

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return len(self.fields) > 1

    def clean_manager_email(self) -> str:
        return somebody_elses(self.cleaned_data["manager_email"], self.enrolment.person)

    @property
    def answers(self) -> dict[str, str]:
        """What accept_offer() wants to know of a valid form."""
        return {
            name: self.cleaned_data[name]
            for name in ("manager_email", "access_needs")
            if name in self.fields
        }

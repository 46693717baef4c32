"""A colleague who comes instead."""

from typing import Any

from core.forms import KeyedForm, OtherEmailField, PersonEmailField, PersonNameField
from training.courses.models import Course
from training.enrolments.forms.account_meant import AccountMeantForm
from training.enrolments.forms.move import reason_field


class SubstitutionForm(KeyedForm):
    name = PersonNameField(label="Colleague's full name", max_length=120)
    email = PersonEmailField(
        label="Colleague's work email address",
        help_text="Their own, not a shared inbox. We write to them at once.",
    )
    manager_email = OtherEmailField(
        label="Their manager's work email address",
        help_text="The manager says yes to the place before it is theirs.",
    )

    def __init__(self, data: Any = None, *, course: Course):
        """The manager is asked for where the course has managers approve places."""
        super().__init__(data)
        if not course.manager_approval:
            del self.fields["manager_email"]

    @property
    def answers(self) -> dict[str, str]:
        """What substitute_named() wants to know of a valid form."""
        others = {"form_key", "meant"}
        return {name: text for name, text in self.cleaned_data.items() if name not in others}


class TeamSubstitutionForm(AccountMeantForm, SubstitutionForm):
    reason = reason_field()

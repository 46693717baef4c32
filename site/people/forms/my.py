"""What people set about themselves: their manager, and where they work."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import Organisation
from core.forms import CleanEmailField, KeyedForm, OtherEmailField
from core.forms.widgets import RadioSelect


class ManagerNameForm(KeyedForm):
    email = OtherEmailField(label="Your manager's email address")


class ManagerEndForm(KeyedForm):
    """One of the addresses on the page, named by its button."""

    email = CleanEmailField(widget=forms.HiddenInput)


class MembershipRequestForm(KeyedForm):
    """One of the organisations found."""

    organisation = forms.ChoiceField(
        label="Which one do you work for?",
        widget=RadioSelect,
        error_messages={"required": "Choose the organisation you work for"},
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any):
        self.rows = {row.ref: row for row in organisations}
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.choices = [(row.ref, row.name) for row in organisations]  # type: ignore[attr-defined]
        field.widget.hints = {row.ref: row.area.name for row in organisations}

    @property
    def chosen(self) -> Organisation:
        return self.rows[self.cleaned_data["organisation"]]


class RequestAnswerForm(KeyedForm):
    """Yes or no, by the button pressed."""

    YES, NO = "yes", "no"

    answer = forms.ChoiceField(choices=[(YES, "Yes"), (NO, "No")], widget=forms.HiddenInput)

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == self.YES)

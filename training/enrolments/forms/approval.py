"""A manager's yes or no."""

from django import forms

from core.forms import KeyedForm

APPROVE, DECLINE = "approve", "decline"


class ApprovalForm(KeyedForm):
    """Two buttons, and the key that makes a press work once."""

    answer = forms.ChoiceField(
        choices=[(APPROVE, "Approve"), (DECLINE, "Decline")],
        widget=forms.HiddenInput,
        error_messages={"required": "Press Approve or Decline"},
    )

    @property
    def is_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == APPROVE)

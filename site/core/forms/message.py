"""What the office asks of messages."""

from django import forms

from core.forms import BaseForm, CleanCharField, KeyedForm
from core.forms.widgets import Select
from core.mail.message_types import labelled
from core.models import MessageState
from core.presenters.message import BADGES
from core.queries.message import MessageFilters


class MessageFilterForm(BaseForm):
    mark_optional = False

    q = CleanCharField(
        label="Recipient or reference",
        help_text="A part of the email address, or the reference of a place or booking",
        # An index of three letters in a row finds it; of less, every address would be read.
        min_length=3,
        max_length=100,
        required=False,
        error_messages={"min_length": "Type at least three letters or figures"},
    )
    kind = forms.ChoiceField(label="Kind of message", required=False, widget=Select)
    state = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((state.value, badge.label) for state, badge in BADGES.items())],
        widget=forms.HiddenInput(attrs={"id": False}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.name, one.label) for one in labelled()]
        self.offer("kind", [("", "Every kind"), *known])

    @property
    def wanted(self) -> MessageFilters:
        """What is asked for; nonsense asks for nothing."""
        answers = self.cleaned_data if self.is_valid() else {}
        state = answers.get("state")
        return MessageFilters(
            MessageState(state) if state else None, answers.get("kind", ""), answers.get("q", "")
        )


class MessageCancelForm(KeyedForm):
    reason = CleanCharField(
        label="Why should it not go out?",
        help_text="For the log, which the team reads. Do not name people.",
    )

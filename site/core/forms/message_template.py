"""The words of a message type, as the office types them."""

from typing import Any

from django import forms

from core.forms import CleanCharField, CleanTextField, KeyedForm
from core.mail import message_types
from core.mail.message_types import MessageType, Text


class MessageTemplateForm(KeyedForm):
    """A subject and a message, with placeholders of the type's own list and no others."""

    subject = CleanCharField(
        label="Subject",
        help_text="One line. What people see in their inbox.",
        max_length=200,
        widget=forms.TextInput(),
    )
    body = CleanTextField(
        label="Message",
        help_text="Leave an empty line between paragraphs.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, message_type: MessageType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.message_type = message_type

    @property
    def text(self) -> Text:
        return Text(self.cleaned_data["subject"], self.cleaned_data["body"])

    def clean(self) -> dict[str, Any] | None:
        """Refuse placeholders that nothing would be put in for, by their names."""
        answers = super().clean()
        if not self.errors:
            for field, words in message_types.faults(self.message_type, self.text).items():
                self.add_error(field, words)
        return answers

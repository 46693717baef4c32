"""A person's own details."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanCharField, KeyedForm, PersonNameField


class NameField(PersonNameField):
    """A person's name, on one line, as it should be printed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Full name",
            help_text="As it should be printed on your certificates",
            max_length=120,
            error_messages={"required": "Enter your full name"},
            widget=CleanCharField.widget(attrs={"autocomplete": "name", "spellcheck": "false"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """The cleaned name. Several lines are no slip of the finger, so they are not joined."""
        if re.search(r"[\r\n\x0b\x0c\x85\u2028\u2029]", str(value or "").strip()):
            raise ValidationError("Write your name on one line", code="lines")
        return super().to_python(value)


class SignupForm(forms.Form):
    """What sign-up asks besides the address and a password: allauth builds its own form on this."""

    name = NameField()

    def signup(self, request: object, user: object) -> None:
        """allauth asks for this once the person is kept; the adapter has set the name before."""


class PersonEditForm(KeyedForm):
    name = NameField()
    job_title = CleanCharField(
        required=False,
        max_length=120,
        widget=CleanCharField.widget(attrs={"autocomplete": "organization-title"}),
    )

    field_order = ["name", "job_title"]

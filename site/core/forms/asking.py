"""A form with free text, which asks once about what looks like somebody's details."""

from copy import copy
from datetime import date
from typing import Any

from django import forms

from core.forms.base import KeyedForm
from core.privacy.personal_information import personal_details_in

NOT_FOR_DISCLOSURES = (
    "Do not include names or details of a child or family. If you are worried about a child, "
    "speak to your safeguarding lead."
)


class AskingForm(KeyedForm):
    """Its long texts are looked through. What is found is asked about once, never refused."""

    asked_once = forms.CharField(
        required=False, max_length=3, widget=forms.HiddenInput(attrs={"id": False})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask about each text that seems to hold details, unless that was asked before."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("asked_once"):
            return cleaned
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                self._ask(name, personal_details_in(cleaned.get(name) or "", self.today))
        return cleaned

    def _ask(self, name: str, found: list[str]) -> None:
        if not found:
            return
        self.add_error(
            name,
            f"This looks as if it holds {' and '.join(found)}. Take it out, "
            "or send it again as it is if it is not about a person",
        )
        # A copy: what was posted cannot be written to, and the page has to send this along.
        data: Any = copy(self.data)
        data[self.add_prefix("asked_once")] = "yes"
        self.data = data

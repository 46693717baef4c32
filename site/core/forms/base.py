"""The two bases of our forms."""

import uuid
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.dates import hour_fault
from core.forms.drawing import ErrorLink, error_links
from core.forms.fields import TOO_LONG
from core.forms.widgets import ChoiceSegment

GONE = "What you chose is not offered any more. Choose from what is left"
CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


class BaseForm(forms.Form):
    """A form whose missing answers are asked for by name and whose errors link to their inputs."""

    # The server says what is missing, in the same words for everyone; browsers do not get in first.
    use_required_attribute = False
    # Filters turn this off: nothing in them has to be filled in.
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            standard = str(forms.Field.default_error_messages["required"])
            if str(field.error_messages.get("required", "")) == standard:
                field.error_messages["required"] = missing_words(self[name])
            if isinstance(field, forms.CharField):
                field.error_messages.setdefault("max_length", TOO_LONG)

    def full_clean(self) -> None:
        for field in self.fields.values():  # those that a form adds to itself as well
            # Django's own names what was sent, which is a reference nobody has seen.
            if str(field.error_messages.get("invalid_choice", "")).startswith("Select a valid"):
                field.error_messages["invalid_choice"] = GONE
        super().full_clean()

    def _post_clean(self) -> None:
        """A day and the hour asked beside it name one moment: not none, nor two."""
        for name in list(self.fields):
            if not name.startswith("start_"):
                continue
            day: Any = self.cleaned_data.get(name.replace("start_", "date_", 1))
            at: Any = self.cleaned_data.get(name)
            is_known = isinstance(day, date) and isinstance(at, time)
            fault = hour_fault(day, at) if is_known else ""
            if fault:
                self.add_error(name, fault)

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """The answers that a field has to choose from, once they are known."""
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    @property
    def error_summary(self) -> list[ErrorLink]:
        return error_links(self)


class KeyedForm(BaseForm):
    """A form that changes something. Its key lets a second press of the button do nothing more."""

    # Set by core.changes.submission: an action said no, or its rows were held by others.
    was_refused = was_busy = False

    form_key = forms.UUIDField(
        initial=uuid.uuid4,
        # Several such forms may share a page, so the hidden input has no id.
        widget=forms.HiddenInput(attrs={"id": False}),
        error_messages={
            "required": "This page was open too long. Check your answers and send them again",
            "invalid": "This page was open too long. Check your answers and send them again",
        },
    )

    @property
    def key(self) -> uuid.UUID:
        key: uuid.UUID = self.cleaned_data["form_key"]
        return key


def missing_words(bound: BoundField) -> str:
    label = str(bound.label).strip().rstrip(":")
    if label.endswith("?"):
        return f"Answer the question: {label}"
    if isinstance(bound.field, forms.FileField):
        return f"Choose a file for “{label}”"
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return f"Tick the box: {label}"
    if isinstance(bound.field.widget, ChoiceSegment):
        return f"Choose an answer for {label}"
    if isinstance(bound.field, forms.IntegerField):
        return f"Enter a number for {label}"
    verb = "Choose" if isinstance(bound.field.widget, CHOOSING) else "Enter"
    return f"{verb} {lower_first(label)}"


def lower_first(label: str) -> str:
    """The label inside a sentence: capitals of names and abbreviations stay."""
    first = label.split(" ", 1)[0]
    return label if first[1:] != first[1:].lower() else label[:1].lower() + label[1:]

"""Asked once more before somebody is on two dates at the same time."""

from django import forms

from core.forms import KeyedForm

BOTH = "both_dates"


def ask_about_both(form: KeyedForm, words: str) -> None:
    """Add a tick to a form when there are words on what else is at that time.

    A warning, not a refusal: people change their plans, and know which of the two they mean.
    """
    if not words:
        return
    form.fields[BOTH] = forms.BooleanField(
        label="Take this place as well",
        help_text=words,
        error_messages={"required": f"{words} Tick that this is meant, or choose another date"},
    )

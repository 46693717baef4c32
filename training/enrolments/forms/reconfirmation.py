"""Whether somebody still comes to a date that moved."""

from django import forms

from core.forms import KeyedForm


class ReconfirmationForm(KeyedForm):
    """Two buttons: yes or no."""

    answer = forms.ChoiceField(choices=[("yes", "I still come"), ("no", "I cannot come")])

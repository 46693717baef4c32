"""Asking to hear of a course's next date: a button, and the key that makes it work once."""

from core.forms import KeyedForm


class InterestForm(KeyedForm):
    """Tell me when there is a date."""


class InterestWithdrawForm(KeyedForm):
    """Do not tell me any more."""

"""The buttons beside one's own calendar."""

from core.forms import KeyedForm


class CalendarForm(KeyedForm):
    """Nothing but the key that lets a second press do nothing more."""

"""Why the office cancels a date."""

from core.forms import CleanTextField, KeyedForm


class EventCancelForm(KeyedForm):
    reason = CleanTextField(
        label="Why is it cancelled?",
        help_text="For the log, which the team reads. Do not name people.",
        max_length=200,
    )

"""Why the office cancels a date."""

from core.forms import KeyedForm
from training.enrolments.forms.move import reason_field


class EventCancelForm(KeyedForm):
    reason = reason_field("Why is it cancelled?")

"""What the office asks of automatic steps."""

from core.forms import CleanCharField, KeyedForm


class StepRetryForm(KeyedForm):
    """Which step is to be tried again: the button's own value; all of them without one."""

    step = CleanCharField(required=False, max_length=12)

"""What editors say of a question after a session."""

from typing import Any

from django import forms

from bookings.evaluation.models import Question
from bookings.evaluation.queries.evaluation import has_answers
from core import clock
from training.courses.forms.course import LinesField

FEWEST_CHOICES = 2
FIXED_ONCE_ANSWERED = ("words", "kind", "course", "choices")
FIXED_WORDS = "People have answered this question, so it stays as it is. Retire it and add another."


class QuestionFields(forms.ModelForm[Question]):
    """A question keeps its words once it has answers: they would mean something else."""

    choices = LinesField(
        required=False, help_text="Only for “one of several answers”: an answer a line."
    )
    is_retired = forms.BooleanField(
        required=False,
        label="Retired",
        help_text="It is not asked any more. The answers it has are kept.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["is_retired"].initial = self.instance.retired_at is not None
        if self.instance.pk and has_answers(self.instance):
            for name in FIXED_ONCE_ANSWERED:
                self.fields[name].disabled = True
            self.fields["words"].help_text = FIXED_WORDS

    def clean(self) -> dict[str, Any]:
        """A choice needs answers to choose from; nothing else has any."""
        cleaned = super().clean() or {}
        chooses = cleaned.get("kind") == Question.Kind.CHOICE
        if chooses and len(cleaned.get("choices") or []) < FEWEST_CHOICES:
            self.add_error("choices", f"Write {FEWEST_CHOICES} answers or more, one a line")
        elif not chooses:
            cleaned["choices"] = []
        retired_at = self.instance.retired_at or clock.now()
        self.instance.retired_at = retired_at if cleaned.get("is_retired") else None
        return cleaned

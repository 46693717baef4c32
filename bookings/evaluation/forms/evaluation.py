"""The questions after a session, as a form."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from bookings.evaluation.models import Question
from bookings.evaluation.queries.answer import AnswerInput
from core.forms import NOT_FOR_DISCLOSURES, AskingForm, CleanTextField
from core.forms.base import missing_words
from core.forms.widgets import ChoiceSegment, RadioSelect

Kind = Question.Kind
SCALE_HINT = "1 is strongly disagree, 5 is strongly agree."
LONGEST = 1000


class EvaluationForm(AskingForm):
    """A field for each question, named by its reference."""

    def __init__(self, data: Any = None, *, questions: Sequence[Question], today: date):
        self.questions = questions
        super().__init__(data, today=today)
        for question in questions:
            self.fields[question.ref] = field_of(question)
            self.fields[question.ref].error_messages["required"] = missing_words(self[question.ref])

    @property
    def given(self) -> list[AnswerInput]:
        """What a valid form answers; questions left empty are left out."""
        values = {one: self.cleaned_data.get(one.ref) for one in self.questions}
        return [given_to(question, value) for question, value in values.items() if value]


def given_to(question: Question, value: str) -> AnswerInput:
    """One answer as it is kept."""
    if question.kind == Kind.SCALE:
        return AnswerInput(question, number=int(value))
    return AnswerInput(question, text=value)


def field_of(question: Question) -> forms.Field:
    """The field that fits a question's kind."""
    if question.kind == Kind.TEXT:
        return CleanTextField(
            label=question.words,
            required=question.is_required,
            max_length=LONGEST,
            help_text=NOT_FOR_DISCLOSURES,
            widget=CleanTextField.widget(attrs={"rows": "3"}),
        )
    if question.kind == Kind.SCALE:  # the page shows figures; what they mean is in the hint
        choices = [(value, value) for value, _ in reversed(question.SCALE)]
    else:
        choices = question.options
    segment = question.kind in {Kind.SCALE, Kind.YES_NO}
    return forms.ChoiceField(
        label=question.words,
        required=question.is_required,
        choices=choices,
        help_text=SCALE_HINT if question.kind == Kind.SCALE else "",
        widget=ChoiceSegment if segment else RadioSelect,
    )

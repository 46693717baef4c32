"""An answer as somebody gave it. Values only: a tool without database or clock."""

from dataclasses import dataclass

from bookings.evaluation.models import Question


@dataclass(frozen=True)
class AnswerInput:
    """An answer to one question: a number for a scale, words otherwise."""

    question: Question
    number: int | None = None
    text: str = ""

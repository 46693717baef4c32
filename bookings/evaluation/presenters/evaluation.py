"""What the people of an event said, in words for the office's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bookings.evaluation.queries.evaluation import EventResults, QuestionResult


@dataclass(frozen=True)
class QuestionSection:
    """One question of the page, with what was answered to it."""

    words: str
    is_retired: bool
    number: int
    average_words: str
    counts: list[tuple[str, int]]
    texts: list[str]


def question_sections(results: Iterable[QuestionResult]) -> list[QuestionSection]:
    return [question_section(result) for result in results]


def question_section(result: QuestionResult) -> QuestionSection:
    return QuestionSection(
        words=result.question.words,
        is_retired=result.question.retired_at is not None,
        number=result.number,
        average_words=average_words(result.average),
        counts=result.counts,
        texts=result.texts,
    )


def average_words(average: float | None) -> str:
    """4.3 out of 5; empty when there is none to show."""
    return "" if average is None else f"{average:.1f} out of 5"


def rate_words(results: EventResults) -> str:
    """How many of those who came answered."""
    return f"{results.answered} of {results.came} people answered"

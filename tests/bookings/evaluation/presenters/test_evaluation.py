"""What people said, in words."""

from datetime import UTC, datetime

import pytest

from bookings.evaluation.models import Question
from bookings.evaluation.presenters.evaluation import average_words, question_section, rate_words
from bookings.evaluation.queries.evaluation import EventResults, QuestionResult


@pytest.mark.parametrize(
    ("average", "words"),
    [(None, ""), (1.0, "1.0 out of 5"), (26 / 6, "4.3 out of 5"), (5.0, "5.0 out of 5")],
)
def test_an_average_has_one_decimal_place(average: float | None, words: str) -> None:
    assert average_words(average) == words


def test_the_rate_is_of_those_who_came() -> None:
    assert rate_words(EventResults(came=9, answered=4, questions=[])) == "4 of 9 people answered"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([("5: strongly agree", 4), ("4", 0)], ""),  # too few to be of the course
        ([("5: strongly agree", 4), ("4", 2)], "4.7 out of 5"),
    ],
)
def test_a_section_says_what_its_question_is(counts: list[tuple[str, int]], words: str) -> None:
    retired_at = datetime(2026, 11, 11, tzinfo=UTC)
    question = Question(words="Was it clear?", kind=Question.Kind.SCALE, retired_at=retired_at)

    section = question_section(QuestionResult(question, counts, []))

    assert (section.words, section.is_retired) == ("Was it clear?", True)
    assert (section.counts, section.average_words) == (counts, words)

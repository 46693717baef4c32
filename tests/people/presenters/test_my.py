"""What a person reads of what is over and of what is asked."""

from datetime import timedelta

import pytest

from people.presenters.my import evaluation_line, past_line
from people.queries.my import PastEnrolment
from tests.cast import NOW
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

Status, Outcome = Enrolment.Status, Enrolment.Outcome


def past(questions: int = 0, event: Event | None = None, **values: object) -> PastEnrolment:
    """A course that ended yesterday."""
    day = timedelta(days=1)
    event = event or Event(starts_at=NOW - day, ends_at=NOW - day, course=Course())
    values = {"status": Status.CONFIRMED, "changed_at": NOW - 2 * day, **values}
    return PastEnrolment(Enrolment(event=event, **values), None, questions)


@pytest.mark.parametrize(
    ("values", "words", "tone"),
    [
        ({"outcome": Outcome.ATTENDED}, "Attended", "teal"),
        ({"outcome": Outcome.PART}, "Attended in part", "warm"),
        ({"outcome": Outcome.ABSENT}, "Did not attend", "stone"),
        ({}, "Register still open", "stone"),
        ({"status": Status.WAITING}, "No place came free", "stone"),
        ({"status": Status.EXPIRED}, "Offer ran out", "stone"),
        ({"status": Status.EXPIRED, "changed_at": NOW}, "No place came free", "stone"),
        ({"status": Status.SUBSTITUTED}, "Given to a colleague", "stone"),
        ({"status": Status.DECLINED}, "Declined", "stone"),
    ],
)
def test_what_is_over_says_what_came_of_it(
    values: dict[str, object], words: str, tone: str
) -> None:
    line = past_line(past(**values))
    assert (line.state, line.tone) == (words, tone)


def test_a_place_on_a_cancelled_date_says_so() -> None:
    event = Event(status=Event.Status.CANCELLED, starts_at=NOW, ends_at=NOW)
    line = past_line(past(event=event, status=Status.CANCELLED))
    assert line.state == "The date was cancelled"


@pytest.mark.parametrize(("number", "words"), [(1, "1 question"), (4, "4 questions")])
def test_what_is_asked_says_how_much(number: int, words: str) -> None:
    line = evaluation_line(past(number, outcome=Outcome.ATTENDED))
    assert line.questions == words

"""What a manager reads of an enrolment and its certificate."""

from datetime import timedelta

import pytest

from certificates.papers.models import Certificate
from core.clock import london_date
from people.presenters.managed import certificate_words, state_of
from tests.cast import NOW
from training.enrolments.models import Enrolment
from training.events.models import Event

Outcome = Enrolment.Outcome
TODAY = london_date(NOW)


@pytest.mark.parametrize(
    ("outcome", "ended_ago", "words", "tone"),
    [
        (Outcome.ATTENDED, 1, "Attended", "teal"),
        (Outcome.PART, 1, "Attended in part", "warm"),
        (Outcome.ABSENT, 1, "Did not attend", "rose"),
        (Outcome.NONE_YET, 1, "Register still open", "stone"),
        (Outcome.NONE_YET, 0, "Confirmed", "plum"),
    ],
)
def test_an_enrolment_says_what_came_of_it(
    outcome: Enrolment.Outcome, ended_ago: int, words: str, tone: str
) -> None:
    event = Event(ends_at=NOW - timedelta(hours=ended_ago))
    enrolment = Enrolment(event=event, status=Enrolment.Status.CONFIRMED, outcome=outcome)
    assert state_of(enrolment, NOW) == (words, tone)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "Certificate valid"),
        (0, "Certificate valid, refresh by 11 November 2026"),
        (-1, "Certificate to be refreshed since 10 November 2026"),
    ],
)
def test_a_certificate_says_until_when_it_holds(days: int | None, words: str) -> None:
    expires = None if days is None else TODAY + timedelta(days=days)
    assert certificate_words(Certificate(expires_date=expires), NOW) == words


def test_a_certificate_that_was_withdrawn_holds_no_more() -> None:
    certificate = Certificate(status=Certificate.Status.REVOKED, expires_date=TODAY)
    assert certificate_words(certificate, NOW) == "Certificate withdrawn"

"""What a booker reads of the colleagues they booked."""

from datetime import UTC, datetime

import pytest

from training.enrolments.models import Enrolment
from training.enrolments.presenters.colleague import colleague_line

Status = Enrolment.Status


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_words(status: Enrolment.Status) -> None:
    until = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)
    line = colleague_line(Enrolment(status=status, name_given="Sam Lee", held_until=until))
    assert line.name == "Sam Lee"
    assert line.words
    assert line.may_take_back == (status in Enrolment.UNANSWERED)


def test_a_place_nobody_answered_says_until_when_it_is_held() -> None:
    until = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)
    line = colleague_line(Enrolment(status=Status.OFFERED, held_until=until))
    assert line.words == "Has not answered yet: held until Thursday 12 November 2026 at 5pm"

"""The demonstration has a waiting list to look at, and an offer to answer."""

import pytest

from config.demo.world import World
from training.enrolments.models import Enrolment
from training.enrolments.queries.interest import courses_asked_for, interests_due
from training.enrolments.queries.waiting_list import events_owing_offers, position_of
from training.events.queries.event import next_event_with_seats

pytestmark = pytest.mark.django_db


def test_amina_is_second_on_a_list_and_holds_an_offer(demo: World) -> None:
    mine = Enrolment.objects.filter(person=demo.accounts["amina@learner.example"])
    waiting, offer = mine.get(status="waiting"), mine.get(status="offered")
    position = position_of(waiting)
    assert position is not None
    assert position.words == "2nd of 5"
    assert waiting.event.is_full
    assert offer.event.is_full
    assert offer.held_until is not None
    assert demo.now < offer.held_until
    assert not events_owing_offers(demo.now).exists()


def test_somebody_wants_to_hear_of_a_date(demo: World) -> None:
    (course,) = courses_asked_for()
    assert course.asked == 2  # type: ignore[attr-defined]
    assert next_event_with_seats(course, demo.now) is None
    assert not interests_due(demo.now).exists()

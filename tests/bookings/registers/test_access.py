"""Whose visit, session and register it is: for anybody else there is nothing there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import Area, Organisation, User
from bookings.registers.access import access_needs_for, register_for
from bookings.rota.access import assignment_for_team, facilitator_user_for_team, session_for_team
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.access import booking_for, team_booking_for
from bookings.visits.models import Booking
from tests.factories.registers import give, make_session, make_visit, put_on
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import ACCESS_NEEDS_KEPT
from training.events.models import Session

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Things:
    """A visit to a school that Farah delivers."""

    session: Session
    booking: Booking
    assignment: Assignment
    person: User


@pytest.fixture
def things(
    workshop: Course, school: Organisation, booker: User, facilitator: Facilitator
) -> Things:
    session = make_visit(workshop, school, booker)
    part = give(session, facilitator)
    return Things(session, Booking.objects.get(), part, facilitator.user)


Find = Callable[[Things, object], object]
OWN: dict[str, tuple[list[str], Find]] = {
    "a booking": (["booker"], lambda of, who: booking_for(who, of.booking.reference)),
    "any booking": (
        ["coordinator"],
        lambda of, who: team_booking_for(who, of.booking.reference),
    ),
    "a session": (["coordinator"], lambda of, who: session_for_team(who, of.session.ref)),
    "a part in it": (
        ["coordinator"],
        lambda of, who: assignment_for_team(who, of.session.ref, of.person.ref),
    ),
    "a facilitator": (
        ["coordinator"],
        lambda of, who: facilitator_user_for_team(who, of.person.ref),
    ),
    "a register": (
        ["coordinator", "facilitator_user"],
        lambda of, who: register_for(who, of.session.ref),
    ),
}


@pytest.mark.guard("bookings, sessions, registers")
@pytest.mark.parametrize("name", OWN)
def test_only_whose_it_is_finds_it(
    name: str,
    things: Things,
    stranger: User,
    other_booker: User,
    other_facilitator: Facilitator,
    request: pytest.FixtureRequest,
) -> None:
    whose, find = OWN[name]

    assert all(find(things, request.getfixturevalue(who)) for who in whose)
    for other in (stranger, other_booker, other_facilitator.user, AnonymousUser()):
        with pytest.raises(Http404):
            find(things, other)


def test_who_gave_a_session_back_finds_its_register_no_more(
    things: Things, facilitator_user: User
) -> None:
    Assignment.objects.update(state=Assignment.State.RELEASED)

    with pytest.raises(Http404):
        register_for(facilitator_user, things.session.ref)


@pytest.mark.guard("what people need on the day")
def test_what_people_need_is_for_those_who_deliver_the_date_and_nobody_else(
    course: Course,
    birmingham: Area,
    learner: User,
    coordinator: User,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
    now: datetime,
) -> None:
    session = make_session(course, birmingham)
    give(session, facilitator)
    put_on(session, learner)
    Enrolment.objects.update(access_needs="Captions")

    def seen_by(person: object, at: datetime = now) -> int:
        return access_needs_for(person, session.event, at).count()

    assert seen_by(facilitator.user) == 1
    for other in (coordinator, other_facilitator.user, learner, AnonymousUser()):
        assert seen_by(other) == 0
    assert seen_by(facilitator.user, session.event.ends_at + ACCESS_NEEDS_KEPT) == 1
    later = now.replace(year=2027)
    assert seen_by(facilitator.user, later) == 0

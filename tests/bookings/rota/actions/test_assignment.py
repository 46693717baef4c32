"""Putting facilitators on sessions: every clash, and who may not be sent."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Area, Organisation, User
from bookings.rota.actions import assignment as actions
from bookings.rota.actions.assignment import assign, release_assignment
from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import sessions_of
from tests.factories.bookings import NINE_THIRTY, later, make_request, offer
from tests.factories.registers import make_session
from tests.factories.venues import VenueFactory, VenueRoomFactory, guild_hall
from tests.refusals import refused
from training.courses.models import Course
from training.events.models import Session

pytestmark = pytest.mark.django_db
State = Assignment.State


@pytest.fixture
def first(workshop: Course, birmingham: Area) -> Session:
    """An hour from 9:30am on Thursday 3 December 2026, at the Guild Hall in Birmingham."""
    return make_session(workshop, birmingham, starts_at=NINE_THIRTY)


# Time


def test_assign_holds_the_session_for_the_facilitator(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assignment = assign(first, facilitator, actor=coordinator, now=now)

    assert assignment.is_holding
    assert assignment.role == Assignment.Role.LEAD
    assert (assignment.starts_at, assignment.ends_at) == (first.starts_at, first.ends_at)
    assert list(sessions_of(facilitator)) == [first]


@pytest.mark.parametrize("minutes", [-119, -60, -1])
def test_assign_refuses_an_overlap(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime, minutes: int
) -> None:
    """From one minute into the first session's start to one minute before its end."""
    assign(first, facilitator, actor=coordinator, now=now)

    with refused(
        "facilitator_clash",
        match="Priya Nandra already has a session on Thursday 3 December 2026, 9:30am to 10:30am",
    ):
        assign(later(first, minutes), facilitator, actor=coordinator, now=now)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("minutes", [-120, 0])
def test_end_may_meet_start_at_one_place(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime, minutes: int
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)

    assert assign(later(first, minutes), facilitator, actor=coordinator, now=now)


@pytest.mark.parametrize(("minutes", "fits"), [(0, False), (29, False), (30, True)])
def test_another_place_in_the_borough_is_half_an_hour_away(
    first: Session,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
    minutes: int,
    *,
    fits: bool,
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)
    other = later(first, minutes, venue=VenueFactory(area=first.event.area))

    if fits:
        assert assign(other, facilitator, actor=coordinator, now=now)
        return
    with refused("facilitator_clash", match="needs 30 minutes to travel"):
        assign(other, facilitator, actor=coordinator, now=now)


def test_two_rooms_of_a_venue_need_no_travel(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)
    other = later(first, 0)
    hall = first.event.venue
    Session.objects.filter(pk=other.pk).update(
        room=VenueRoomFactory(venue=hall), venue=VenueFactory(area=first.event.area)
    )
    other.refresh_from_db()
    with refused("facilitator_clash", match="travel"):  # a part may be somewhere else
        assign(other, facilitator, actor=coordinator, now=now)
    Session.objects.filter(pk=other.pk).update(venue=None)
    other.refresh_from_db()
    assert assign(other, facilitator, actor=coordinator, now=now)


@pytest.mark.parametrize(("minutes", "fits"), [(30, False), (59, False), (60, True)])
def test_another_borough_is_an_hour_away(
    first: Session,
    facilitator: Facilitator,
    walsall: Area,
    coordinator: User,
    now: datetime,
    minutes: int,
    *,
    fits: bool,
) -> None:
    facilitator.areas.add(walsall)
    assign(first, facilitator, actor=coordinator, now=now)
    other = later(first, minutes, area=walsall, venue=guild_hall(walsall))

    if fits:
        assert assign(other, facilitator, actor=coordinator, now=now)
        return
    with refused("facilitator_clash", match="needs 60 minutes to travel"):
        assign(other, facilitator, actor=coordinator, now=now)


def test_travel_counts_before_a_session_too(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)
    before = later(first, -60 - 60 - 29, venue=VenueFactory(area=first.event.area))

    with refused("facilitator_clash", match="travel"):
        assign(before, facilitator, actor=coordinator, now=now)


def test_two_schools_with_a_main_hall_are_two_places(
    school: Organisation,
    other_school: Organisation,
    workshop: Course,
    booker: User,
    other_booker: User,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    facilitator.areas.add(other_school.area)
    one = offer(make_request(school, workshop, booker), coordinator)
    other = offer(
        make_request(other_school, workshop, other_booker),
        coordinator,
        NINE_THIRTY + timedelta(minutes=60),
    )
    assign(Session.objects.get(event=one.event), facilitator, actor=coordinator, now=now)

    with refused("facilitator_clash", match="travel"):
        assign(Session.objects.get(event=other.event), facilitator, actor=coordinator, now=now)


def test_online_sessions_need_no_travel(
    course: Course,
    regional: Area,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    one = make_session(course, regional, starts_at=NINE_THIRTY, mode=Course.Mode.ONLINE)
    other = make_session(course, regional, starts_at=one.ends_at, mode=Course.Mode.ONLINE)
    assign(one, facilitator, actor=coordinator, now=now)

    assert assign(other, facilitator, actor=coordinator, now=now)


def test_a_released_session_is_in_nobodys_way(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assignment = assign(first, facilitator, actor=coordinator, now=now)
    release_assignment(assignment, actor=coordinator, now=now)

    assert assign(later(first, -30), facilitator, actor=coordinator, now=now)
    assert list(sessions_of(facilitator)) != [first]


@pytest.mark.postgres
def test_postgresql_refuses_an_overlap_by_itself(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)
    other = later(first, -30)

    insert = (
        "INSERT INTO rota_assignment (session_id, facilitator_id, role, state, starts_at,"
        " ends_at, changed_at, calendar_uid, calendar_sequence)"
        " VALUES (%s, %s, 'lead', 'accepted', %s, %s, %s, 'x', 0)"
    )
    values = [other.pk, facilitator.pk, other.starts_at, other.ends_at, now]
    with (
        pytest.raises(IntegrityError, match="assignment_no_overlap"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, values)


@pytest.mark.postgres
def test_the_databases_refusal_is_the_same_refusal(
    first: Session,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)
    monkeypatch.setattr(actions, "clash_words", lambda session, held, times: "")

    with refused("facilitator_clash", match="already has a session"):
        assign(later(first, -30), facilitator, actor=coordinator, now=now)

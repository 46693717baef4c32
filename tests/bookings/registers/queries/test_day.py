"""A facilitator's agenda, and the sessions nobody has said anything about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Area, Organisation, User
from bookings.registers.models import Register
from bookings.registers.presenters.day import Agenda
from bookings.registers.presenters.day import agenda_of as agenda_in_words
from bookings.registers.queries.day import day_of, sessions_today
from bookings.registers.queries.register import unconfirmed_sessions
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import Booking
from tests.cast import NOW
from tests.factories.registers import (
    closed_register,
    give,
    make_booking,
    make_session,
    make_visit,
    people,
    put_on,
)
from training.courses.models import Course
from training.events.models import Event, Session

AtTime = Callable[[datetime], Session]


@pytest.fixture
def mine_at(course: Course, birmingham: Area, facilitator: Facilitator) -> AtTime:
    """Make a session of the facilitator's that starts at a moment."""

    def make(starts_at: datetime) -> Session:
        session = make_session(course, birmingham, starts_at=starts_at)
        give(session, facilitator)
        return session

    return make


def agenda_of(facilitator: Facilitator, now: datetime) -> Agenda:
    """What the facilitator's page of today shows."""
    day = day_of(facilitator, now)
    return agenda_in_words(day.today, day.waiting, day.coming)


def sessions(agenda: Agenda) -> list[list[Session]]:
    return [
        [brief.session for brief in part] for part in (agenda.today, agenda.waiting, agenda.coming)
    ]


def test_a_day_is_in_order_with_what_waits_before_and_what_comes_after(
    mine_at: AtTime, facilitator: Facilitator
) -> None:
    afternoon = mine_at(NOW + timedelta(hours=4))
    morning = mine_at(NOW - timedelta(hours=1))
    last_week = mine_at(NOW - timedelta(days=7))
    yesterday = mine_at(NOW - timedelta(days=1))
    next_week = mine_at(NOW + timedelta(days=7))
    tomorrow = mine_at(NOW + timedelta(days=1))
    mine_at(NOW + timedelta(days=15))

    agenda = agenda_of(facilitator, NOW)

    assert sessions(agenda) == [
        [morning, afternoon],
        [last_week, yesterday],
        [tomorrow, next_week],
    ]
    assert agenda.next == agenda.today[0]


def test_what_is_settled_is_done(
    mine_at: AtTime, facilitator: Facilitator, birmingham: Area
) -> None:
    closed_register(mine_at(NOW - timedelta(days=1)), birmingham)
    done = mine_at(NOW - timedelta(hours=2))
    closed_register(done, birmingham, state=Register.State.NOT_DELIVERED)
    reopened = mine_at(NOW - timedelta(days=2))
    closed_register(reopened, birmingham, state=Register.State.REOPENED)

    agenda = agenda_of(facilitator, NOW)

    assert sessions(agenda) == [[done], [reopened], []]
    assert agenda.today[0].is_settled
    assert agenda.next == agenda.waiting[0]


def test_sessions_of_others_cancelled_and_given_up_are_not_shown(
    mine_at: AtTime,
    course: Course,
    birmingham: Area,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
) -> None:
    give(make_session(course, birmingham), other_facilitator)
    cancelled = mine_at(NOW)
    Event.objects.filter(pk=cancelled.event_id).update(status=Event.Status.CANCELLED)
    given_up = mine_at(NOW + timedelta(hours=1))
    Assignment.objects.filter(session=given_up).update(state=Assignment.State.RELEASED)

    agenda = agenda_of(facilitator, NOW)

    assert sessions(agenda) == [[], [], []]
    assert agenda.next is None


@pytest.mark.parametrize(
    ("starts_at", "is_today"),
    [
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), True),  # 0:30am on the 25th, summer time
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), True),  # 11:30pm, the clocks have gone back
        (datetime(2026, 10, 26, 0, 0, tzinfo=UTC), False),
    ],
)
def test_today_is_londons_on_the_day_the_clocks_change(
    mine_at: AtTime, facilitator: Facilitator, starts_at: datetime, is_today: bool
) -> None:
    session = mine_at(starts_at)
    noon = datetime(2026, 10, 25, 12, tzinfo=UTC)

    assert (session in sessions_today(facilitator, noon)) is is_today
    assert (session in sessions(agenda_of(facilitator, noon))[0]) is is_today


def test_a_visit_says_how_to_get_in_and_whom_to_ask_for(
    workshop: Course,
    school: Organisation,
    booker: User,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
) -> None:
    Organisation.objects.filter(pk=school.pk).update(
        address="1 Canal Street", postcode="B1 1AA", arrival_notes="Ring the bell at gate B."
    )
    visit = make_visit(workshop, school, booker)
    give(visit, facilitator)
    give(visit, other_facilitator, role="second")

    (brief,) = agenda_of(facilitator, NOW).today

    (host,) = brief.hosts
    assert brief.title == "Healthy relationships workshop, Canalside Academy (example)"
    assert (host.address, host.room) == ("1 Canal Street, B1 1AA", "Main hall")
    assert (host.phone, host.tel) == ("0121 496 0000", "01214960000")
    assert host.arrival_notes == "Ring the bell at gate B."
    assert host.staff_in_room == "Head of Year 9"
    assert (brief.expected, brief.with_whom) == (90, ["Priya Nandra", "Jordan Ellis"])


def test_a_shared_session_names_each_organisation_still_coming(
    workshop: Course,
    school: Organisation,
    other_school: Organisation,
    booker: User,
    facilitator: Facilitator,
) -> None:
    visit = make_visit(workshop, school, booker)
    make_booking(visit, other_school, booker, groups=1)
    make_booking(visit, school, booker, status=Booking.Status.CANCELLED_BY_SCHOOL)
    give(visit, facilitator)

    (brief,) = agenda_of(facilitator, NOW).today

    assert [host.name for host in brief.hosts] == [school.name, other_school.name]
    assert brief.expected == 120


@pytest.mark.parametrize("phone", ["ask at the desk", "12", "call 999; now <b>"])
def test_what_is_no_number_is_not_dialled(
    workshop: Course, school: Organisation, booker: User, facilitator: Facilitator, phone: str
) -> None:
    visit = make_visit(workshop, school, booker)
    give(visit, facilitator)
    Booking.objects.update(contact_phone=phone)

    (brief,) = agenda_of(facilitator, NOW).today

    assert brief.hosts[0].tel in {"", "999"}


def test_people_by_name_are_expected_too(mine_at: AtTime, facilitator: Facilitator) -> None:
    session = mine_at(NOW)
    put_on(session, *people(7))

    (brief,) = agenda_of(facilitator, NOW).today

    assert brief.expected == 7


def test_only_what_is_over_and_unsettled_is_unconfirmed(mine_at: AtTime, birmingham: Area) -> None:
    untouched = mine_at(NOW - timedelta(days=1))
    begun = mine_at(NOW - timedelta(days=2))
    closed_register(begun, birmingham, state=Register.State.OPEN)
    closed_register(mine_at(NOW - timedelta(days=3)), birmingham)
    still_running = mine_at(NOW - timedelta(minutes=59))
    called_off = mine_at(NOW - timedelta(days=4))
    Session.objects.filter(pk=called_off.pk).update(state=Session.State.CANCELLED)

    assert list(unconfirmed_sessions(NOW)) == [begun, untouched]
    assert list(unconfirmed_sessions(still_running.ends_at)) == [begun, untouched, still_running]

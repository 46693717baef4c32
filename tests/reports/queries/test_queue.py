"""What waits for the office."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from bookings.registers.models import Register
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import Booking
from core.models import JobItem, Message
from reports.queries.queue import office_queue
from tests.factories.registers import closed_register, give, make_booking, make_session
from training.courses.models import Course
from training.events.models import Event, Session

COMING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def requested(workshop: Course, school: Organisation, booker: User) -> Booking:
    """A request of the school without a date."""
    session = make_session(workshop, school.area, starts_at=COMING, status=Event.Status.CANCELLED)
    [group] = make_booking(session, school, booker, groups=1, status=Booking.Status.REQUESTED)
    Booking.objects.update(event=None)
    return Booking.objects.get(pk=group.booking_id)


def test_nothing_waits_at_first(db: None, now: datetime) -> None:
    queue = office_queue(now)
    assert queue.is_empty
    assert queue.events == []


def test_a_request_waits_for_a_date(requested: Booking, now: datetime) -> None:
    queue = office_queue(now)
    assert (queue.requests_number, queue.requests) == (1, [requested])
    assert not queue.is_empty


@pytest.mark.parametrize(
    "status", [Booking.Status.NEEDS_INFO, Booking.Status.DECLINED, Booking.Status.WITHDRAWN]
)
def test_other_bookings_do_not_wait_for_us(requested: Booking, status: str, now: datetime) -> None:
    Booking.objects.update(status=status)
    assert office_queue(now).requests_number == 0


def test_the_oldest_five_requests_come_first(
    requested: Booking, workshop: Course, school: Organisation, booker: User, now: datetime
) -> None:
    session = Session.objects.get()
    for _ in range(6):
        make_booking(session, school, booker, groups=1, status=Booking.Status.REQUESTED)
    for age, booking in enumerate(Booking.objects.order_by("pk")):
        Booking.objects.filter(pk=booking.pk).update(created_at=now - timedelta(days=age))
    queue = office_queue(now)
    ages = [(now - booking.created_at).days for booking in queue.requests]
    assert (queue.requests_number, ages) == (7, [6, 5, 4, 3, 2])


@pytest.mark.parametrize("status", [Event.Status.HELD, Event.Status.SCHEDULED])
def test_a_coming_session_without_a_lead_waits(
    workshop: Course, birmingham: Area, status: str, now: datetime
) -> None:
    session = make_session(workshop, birmingham, starts_at=COMING, status=status)
    queue = office_queue(now)
    assert (queue.unstaffed_number, queue.unstaffed) == (1, [session])


def test_a_session_with_a_lead_does_not_wait(
    workshop: Course, birmingham: Area, facilitator: Facilitator, now: datetime
) -> None:
    session = make_session(workshop, birmingham, starts_at=COMING)
    assignment = give(session, facilitator)
    assert office_queue(now).unstaffed_number == 0
    Assignment.objects.filter(pk=assignment.pk).update(state=Assignment.State.RELEASED)
    assert office_queue(now).unstaffed_number == 1


def test_sessions_that_are_off_or_begun_do_not_wait(
    workshop: Course, birmingham: Area, now: datetime
) -> None:
    make_session(workshop, birmingham, starts_at=COMING, status=Event.Status.CANCELLED)
    make_session(workshop, birmingham)
    off = make_session(workshop, birmingham, starts_at=COMING)
    Session.objects.filter(pk=off.pk).update(state=Session.State.CANCELLED)
    assert office_queue(now).unstaffed_number == 0


def test_a_past_session_waits_for_its_register(
    workshop: Course, birmingham: Area, now: datetime
) -> None:
    session = make_session(workshop, birmingham)
    queue = office_queue(now)
    assert (queue.unconfirmed_number, queue.unconfirmed) == (1, [session])
    closed_register(session, birmingham, state=Register.State.CLOSED)
    assert office_queue(now).unconfirmed_number == 0


def test_open_dates_of_four_weeks_with_places_are_shown(
    course: Course, regional: Area, now: datetime
) -> None:
    shown = make_session(course, regional, starts_at=COMING).event
    make_session(course, regional, starts_at=now + timedelta(weeks=4))
    make_session(course, regional, starts_at=COMING, entry=Event.Entry.RESERVED)
    full = make_session(course, regional, starts_at=COMING).event
    Event.objects.filter(pk=full.pk).update(places_taken=full.capacity)
    assert office_queue(now).events == [shown]


def test_what_is_stuck_is_counted(db: None, now: datetime) -> None:
    for number, reason in enumerate(["", "SMTPException 550"]):
        Message.objects.create(
            dedupe_key=str(number), kind="x", to="a@b.example", subject="s", body_text="b",
            created_at=now, due_at=now, message_id=f"<{number}@x>", failed_reason=reason,
        )  # fmt: skip
        JobItem.objects.create(
            job="x", row=str(number), next_at=now, failed_reason=reason, attempts=5
        )
    queue = office_queue(now)
    assert (queue.failed_messages, queue.failed_jobs) == (1, 1)
    assert not queue.is_empty


def test_the_number_of_queries_is_constant(
    workshop: Course, course: Course, birmingham: Area, requested: Booking, now: datetime
) -> None:
    counts = []
    for size in (1, 6):
        for _ in range(size):
            make_session(workshop, birmingham)
            make_session(course, birmingham, starts_at=COMING)
        with CaptureQueriesContext(connection) as captured:
            office_queue(now)
        counts.append(len(captured))
    assert counts == [7, 7]

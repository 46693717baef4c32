"""Opening, reserving, confirming and cancelling dates."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from core.changes.locks import lock_resources, transact
from core.models import Message
from tests.factories.training import EnrolmentFactory, add_version
from tests.factories.venues import guild_hall
from tests.refusals import refused
from tests.training.calendars import entries_of, last_message
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.event_cancel import cancel_event, cancel_event_locked
from training.enrolments.models import Enrolment
from training.events.actions.event import confirm_event_locked, reserve_event_locked, schedule_event
from training.events.models import Event, Session
from training.events.rules.blocks import Block

pytestmark = pytest.mark.django_db
DAY_1 = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def block(starts_at: datetime, hours: float = 3, place: str = "") -> Block:
    return Block(starts_at, starts_at + hours * HOUR, place)


def open_date(
    course: Course, area: Area, actor: User, now: datetime, *blocks: Block, capacity: int = 20
) -> Event:
    return schedule_event(
        course,
        blocks=blocks,
        capacity=capacity,
        area=area,
        mode=Course.Mode.ONLINE,
        venue=None,
        join_link="https://meet.example/room",
        actor=actor,
        now=now,
    )


@transact
def reserve(
    course: Course,
    area: Area,
    organisations: Sequence[Organisation],
    actor: User,
    now: datetime,
) -> Event:
    return reserve_event_locked(
        course,
        organisations=organisations,
        blocks=[block(DAY_1, 1, "Hall"), block(DAY_1 + HOUR, 1)],
        area=area,
        mode=Course.Mode.IN_PERSON,
        venue=guild_hall(area),
        actor=actor,
        now=now,
    )


def test_schedule_opens_a_date_with_its_sessions(
    course: Course, regional: Area, coordinator: User, now: datetime
) -> None:
    Course.objects.update(tier=Course.Tier.SECONDARY)
    newest = add_version(course).current_version
    first, second = block(DAY_1), block(DAY_1 + timedelta(days=7), 2, "Room 2")
    event = open_date(course, regional, coordinator, now, first, second)
    event.refresh_from_db()
    assert (event.entry, event.status) == (Event.Entry.OPEN, Event.Status.SCHEDULED)
    assert (event.starts_at, event.ends_at) == (first.starts_at, second.ends_at)
    assert (event.course_version, event.tier, event.capacity) == (newest, "secondary", 20)
    sessions = list(event.sessions.values_list("number", "starts_at", "ends_at", "place"))
    assert sessions == [
        (1, first.starts_at, first.ends_at, ""),
        (2, second.starts_at, second.ends_at, "Room 2"),
    ]
    entry = ModelLogEntry.objects.get(action="upstander.schedule_event")
    assert (entry.label, entry.user) == (event.ref, coordinator)


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([], "at least one"),
        ([block(DAY_1, 0)], "end after it starts"),
        ([block(DAY_1, -1)], "end after it starts"),
        ([block(DAY_1, 3), block(DAY_1 + HOUR)], "follow each other"),
        ([block(DAY_1 + 5 * HOUR), block(DAY_1)], "follow each other"),
        ([block(datetime(2029, 12, 3, tzinfo=UTC))], "next 3 years"),
        ([block(datetime(2016, 11, 1, tzinfo=UTC))], "next 3 years"),
    ],
)
def test_schedule_refuses_blocks_that_make_no_event(
    course: Course,
    regional: Area,
    coordinator: User,
    now: datetime,
    blocks: list[Block],
    words: str,
) -> None:
    with refused("blocks", match=words):
        open_date(course, regional, coordinator, now, *blocks)
    assert not Event.objects.exists()
    assert not Session.objects.exists()


def test_parts_may_follow_without_a_gap(
    course: Course, regional: Area, coordinator: User, now: datetime
) -> None:
    event = open_date(course, regional, coordinator, now, block(DAY_1), block(DAY_1 + 3 * HOUR))
    assert event.sessions.count() == 2


@pytest.mark.parametrize(("capacity", "words"), [(0, "at least 1"), (31, "the size of the room")])
def test_schedule_refuses_a_capacity_the_course_cannot_have(
    course: Course,
    regional: Area,
    coordinator: User,
    now: datetime,
    capacity: int,
    words: str,
) -> None:
    Course.objects.update(group_max=30, group_hard_max=30, hard_max_reason="the size of the room")
    course.refresh_from_db()
    with refused("capacity", match=words):
        open_date(course, regional, coordinator, now, block(DAY_1), capacity=capacity)


def test_reserve_holds_a_date_for_organisations(
    workshop: Course, birmingham: Area, school: Organisation, coordinator: User, now: datetime
) -> None:
    event = reserve(workshop, birmingham, [school], coordinator, now)
    event.refresh_from_db()
    assert (event.entry, event.status) == (Event.Entry.RESERVED, Event.Status.HELD)
    assert event.capacity == 0
    assert list(event.reserved_for.all()) == [school]
    assert list(event.sessions.values_list("place", flat=True)) == ["Hall", ""]
    assert ModelLogEntry.objects.filter(action="upstander.reserve_event").count() == 1


@transact
def confirm(event: Event, actor: User, now: datetime) -> Event:
    return confirm_event_locked(lock_resources(event)[event], actor=actor, now=now)


@transact
def call_off(event: Event, actor: User, now: datetime) -> Event:
    return cancel_event_locked(lock_resources(event)[event], actor=actor, now=now)


def test_confirm_makes_a_held_date_firm_once(
    workshop: Course, birmingham: Area, school: Organisation, coordinator: User, now: datetime
) -> None:
    event = reserve(workshop, birmingham, [school], coordinator, now)
    assert confirm(event, coordinator, now).status == Event.Status.SCHEDULED
    assert confirm(event, coordinator, now).status == Event.Status.SCHEDULED
    assert ModelLogEntry.objects.filter(action="upstander.confirm_event").count() == 1


def test_a_cancelled_date_cannot_be_confirmed(
    workshop: Course, birmingham: Area, school: Organisation, coordinator: User, now: datetime
) -> None:
    event = reserve(workshop, birmingham, [school], coordinator, now)
    call_off(event, coordinator, now)
    with refused("event_cancelled"):
        confirm(event, coordinator, now)
    assert set(event.sessions.values_list("state", flat=True)) == {Session.State.CANCELLED}
    call_off(event, coordinator, now)
    assert ModelLogEntry.objects.filter(action="upstander.cancel_event").count() == 1


@pytest.mark.guard("cancel a date: every place ends")
def test_cancel_ends_every_place_and_tells_everyone(
    open_event: Event, learner: User, member: User, stranger: User, lead: User, now: datetime
) -> None:
    for person in (learner, member):
        enrol(person, open_event, actor=person, now=now)
    EnrolmentFactory(event=open_event, person=lead, status=Enrolment.Status.WAITING)
    left = EnrolmentFactory(
        event=open_event, person=stranger, status=Enrolment.Status.CANCELLED_LATE
    )
    invitations = {
        row.to: entries_of(row.calendar)[0]
        for row in Message.objects.filter(kind="enrolments/enrolment_confirmed")
    }
    cancel_event(open_event, actor=lead, now=now, reason="The room flooded")
    open_event.refresh_from_db()
    left.refresh_from_db()
    assert (open_event.status, open_event.places_taken) == (Event.Status.CANCELLED, 0)
    assert open_event.sessions.get().state == Session.State.CANCELLED
    assert left.status == Enrolment.Status.CANCELLED_LATE
    assert Enrolment.objects.filter(status=Enrolment.Status.CANCELLED).count() == 3
    told = Message.objects.filter(kind="enrolments/event_cancelled")
    assert {row.to for row in told} == {learner.email, member.email, lead.email}
    for row in told.exclude(to=lead.email):
        (entry,) = entries_of(row.calendar)
        assert row.calendar_method == "CANCEL"
        assert entry["UID"] == invitations[row.to]["UID"]
        assert entry["SEQUENCE"] > invitations[row.to]["SEQUENCE"]
        assert "flooded" not in row.body_text
    entry = ModelLogEntry.objects.get(action="upstander.cancel_event")
    assert entry.data == {"reason": "The room flooded", "told": 3}


def test_cancel_twice_is_success_twice(open_event: Event, lead: User, now: datetime) -> None:
    cancel_event(open_event, actor=lead, now=now, reason="No facilitator")
    again = cancel_event(open_event, actor=lead, now=open_event.ends_at, reason="No facilitator")
    assert (again.status, again.calendar_sequence) == (Event.Status.CANCELLED, 1)


def test_cancel_refuses_a_date_that_started(open_event: Event, lead: User) -> None:
    with refused("event_started", match="register"):
        cancel_event(open_event, actor=lead, now=open_event.starts_at, reason="Late")
    open_event.refresh_from_db()
    assert open_event.status == Event.Status.SCHEDULED


@pytest.mark.guard("cancel a date: not a reserved one, nor once begun")
def test_cancel_refuses_a_date_that_a_booking_holds(
    workshop: Course, birmingham: Area, school: Organisation, lead: User, now: datetime
) -> None:
    event = reserve(workshop, birmingham, [school], lead, now)
    with refused("event_reserved", match="Cancel the booking"):
        cancel_event(event, actor=lead, now=now, reason="x")


def test_the_mail_of_a_cancelled_date_leads_to_other_dates(
    open_event: Event, learner: User, lead: User, now: datetime
) -> None:
    enrol(learner, open_event, actor=learner, now=now)
    cancel_event(open_event, actor=lead, now=now, reason="x")
    message = last_message("event_cancelled")
    assert "/dates/" in message.body_text
    assert "Thursday 3 December 2026" in message.body_html

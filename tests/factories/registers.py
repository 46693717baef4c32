"""Visits with groups, people on a course, and registers: what register tests begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from bookings.registers.actions.mark import MarkAnswer, record_marks
from bookings.registers.actions.register import close_register
from bookings.registers.actions.register_state import event_facts, group_facts, kind_facts
from bookings.registers.models import Attendance, Headcount, Register
from bookings.registers.queries.sheet import group_cell, person_cell
from bookings.registers.rules.fold import WALK_IN, Cell, NewMark
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import Booking, BookingGroup
from tests.cast import NOW
from tests.factories.venues import guild_hall
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

STARTED = datetime(2026, 11, 11, 9, 0, tzinfo=UTC)  # an hour before the cast's NOW
BEFORE = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def make_session(
    course: Course,
    area: Area,
    *,
    starts_at: datetime = STARTED,
    minutes: int = 60,
    entry: str = Event.Entry.OPEN,
    mode: str = Course.Mode.IN_PERSON,
    status: str = Event.Status.SCHEDULED,
    capacity: int = 200,
) -> Session:
    """The one session of a scheduled event."""
    ends_at = starts_at + timedelta(minutes=minutes)
    event = Event.objects.create(
        course=course,
        course_version=course.current_version,
        entry=entry,
        status=status,
        capacity=capacity,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        venue=None if mode == Course.Mode.ONLINE else guild_hall(area),
        area=area,
    )
    return Session.objects.create(event=event, number=1, starts_at=starts_at, ends_at=ends_at)


def add_session(session: Session, *, starts_at: datetime) -> Session:
    """One more session of the same event."""
    number = session.event.sessions.count() + 1
    ends_at = starts_at + (session.ends_at - session.starts_at)
    return Session.objects.create(
        event=session.event, number=number, starts_at=starts_at, ends_at=ends_at
    )


def make_booking(
    session: Session,
    organisation: Organisation,
    booker: User,
    *,
    groups: int = 3,
    who: str = BookingGroup.Who.PUPILS,
    year_group: str = "Y9",
    expected: int = 30,
    status: str = Booking.Status.CONFIRMED,
) -> list[BookingGroup]:
    """A booking of some groups on a session, of one year ("Y9") or mixed ("Y7 to Y8")."""
    first, _, last = year_group.partition(" to ")
    booking = Booking.objects.create(
        reference=f"VRP-2627-{Booking.objects.count():06d}",
        organisation=organisation,
        requested_by=booker,
        course=session.event.course,
        status=status,
        why_now=Booking.WhyNow.CURRICULUM,
        preferred_date=session.starts_at.date(),
        place="Main hall",
        staff_in_room="Head of Year 9",
        contact_phone="0121 496 0000",
        safeguarding_agreed_at=BEFORE,
        event=session.event,
        created_at=BEFORE,
        changed_at=BEFORE,
    )
    session.event.host_staff.append(booking.staff_in_room)
    session.event.save(update_fields=["host_staff"])
    return BookingGroup.objects.bulk_create(
        BookingGroup(
            booking=booking,
            number=number,
            who=who,
            year_group=first if who == BookingGroup.Who.PUPILS else "",
            last_year_group=last,
            label=f"Class 9{letter}",
            expected=expected,
            session=session,
        )
        for number, letter in enumerate("ABCDEFGH"[:groups], start=1)
    )


def make_visit(
    course: Course,
    organisation: Organisation,
    booker: User,
    *,
    groups: int = 3,
    starts_at: datetime = STARTED,
) -> Session:
    """A session at an organisation, by default an hour ago, with its groups."""
    session = make_session(
        course,
        organisation.area,
        entry=Event.Entry.RESERVED,
        capacity=0,
        starts_at=starts_at,
    )
    make_booking(session, organisation, booker, groups=groups)
    return session


def give(session: Session, facilitator: Facilitator, *, role: str = "lead") -> Assignment:
    """Let the facilitator deliver the session."""
    return Assignment.objects.create(
        session=session,
        facilitator=facilitator,
        role=role,
        state=Assignment.State.ACCEPTED,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=BEFORE,
    )


def put_on(
    session: Session,
    *people: User,
    status: str = Enrolment.Status.CONFIRMED,
) -> list[Enrolment]:
    """Places on the session's event."""
    return [
        Enrolment.objects.create(
            event=session.event,
            person=person,
            status=status,
            waitlisted_at=BEFORE if status == Enrolment.Status.WAITING else None,
            created_at=BEFORE,
            changed_at=BEFORE,
        )
        for person in people
    ]


def people(number: int) -> list[User]:
    """So many professionals."""
    return User.objects.bulk_create(
        User(email=f"person{one}@people.example", name=f"Person {one:03d}") for one in range(number)
    )


def closed_register(
    session: Session,
    area: Area,
    *,
    counts: dict[BookingGroup, int] | None = None,
    values: dict[Enrolment, str] | None = None,
    participant: str = "",
    state: str = Register.State.CLOSED,
    outcomes_due_at: datetime | None = None,
) -> Register:
    """A register as closing leaves it."""
    event = Event.objects.select_related("course").get(pk=session.event_id)
    register = Register.objects.create(
        session=session,
        state=state,
        why_not=Register.Why.NO_ROOM if state == Register.State.NOT_DELIVERED else "",
        delivered_area=area,
        **event_facts(event),
        opened_at=session.starts_at,
        closed_at=session.ends_at,
        outcomes_due_at=outcomes_due_at,
    )
    Headcount.objects.bulk_create(
        Headcount(
            register=register,
            group=group,
            people_kind=group.kinds[0],
            number=number,
            **{
                **kind_facts(group.kinds[0]),
                **({"participant": participant} if participant else {}),
            },
            **group_facts(group),
        )
        for group, number in (counts or {}).items()
    )
    Attendance.objects.bulk_create(
        Attendance(register=register, enrolment=enrolment, value=value)
        for enrolment, value in (values or {}).items()
    )
    return register


def mark(cell: Cell, value: object, base: UUID | None = None, **more: Any) -> NewMark:
    return NewMark(uuid4(), cell, str(value), base, NOW, **more)


def walk_in(name: str, email: str, value: str = "present", **more: Any) -> NewMark:
    """A mark about somebody who has no place, as the page makes it."""
    return mark(Cell(WALK_IN), value, name=name, email=email, **more)


def groups_of(session: Session) -> list[Cell]:
    """The first cell of each group."""
    return [group_cell(group) for group in session.groups.order_by("booking", "number")]


def record(session: Session, actor: User, *marks: NewMark) -> list[MarkAnswer]:
    return record_marks(session, marks, actor=actor, now=NOW)


def fill(session: Session, actor: User, *numbers: int) -> Register:
    """Record a number for each group, and close."""
    cells = zip(groups_of(session), numbers, strict=True)
    record(session, actor, *(mark(cell, number) for cell, number in cells))
    return close_register(session, actor=actor, now=NOW)


def attend(session: Session, actor: User, values: dict[Enrolment, str]) -> Register:
    """Mark people, and close."""
    record(session, actor, *(mark(person_cell(one), value) for one, value in values.items()))
    return close_register(session, actor=actor, now=NOW)


def numbers_of(session: Session) -> list[int]:
    rows = Headcount.objects.filter(register__session=session).order_by("group", "pk")
    return list(rows.values_list("number", flat=True))


def outcomes_of(session: Session) -> list[str]:
    return list(session.event.enrolments.order_by("pk").values_list("outcome", flat=True))


def work_of(captured: CaptureQueriesContext) -> list[str]:
    """The statements of a change, its transaction's own apart.

    Rows that go into one table at once are one: SQLite takes them 999 values at a time.
    """
    transaction = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    work = [one["sql"] for one in captured if not one["sql"].startswith(transaction)]
    pairs = zip(["", *work], work, strict=False)
    return [sql for before, sql in pairs if not _continues(before, sql)]


def _continues(before: str, sql: str) -> bool:
    head = sql.partition("(")[0]
    return head.startswith("INSERT INTO") and before.partition("(")[0] == head

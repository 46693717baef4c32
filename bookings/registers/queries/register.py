"""Registers: which sessions still need one, and what the closed ones add up to."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.registers.rules.fold import GROUP, PERSON, STAFF, Cell, Mark, RegisterState, fold
from bookings.visits.models import Booking, BookingGroup
from core.dates import moment_words
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

STAFF_CELL = Cell(STAFF)
NAMED = 3  # how many missing answers are named
OPENS_BEFORE = timedelta(minutes=60)
# Sessions about which nobody has said yet whether and how they went.
UNSETTLED = Q(register__isnull=True) | Q(register__state__in=Register.TAKES_MARKS)


@dataclass(frozen=True)
class AnswerLine:
    label: str
    value: str
    about: str = ""


@dataclass(frozen=True)
class RegisterSheet:
    """Who is expected at a session, and what has been marked of them."""

    session: Session
    register: Register | None
    groups: list[BookingGroup]
    enrolments: list[Enrolment]
    marks: list[RegisterMark]
    state: RegisterState

    @property
    def takes_marks(self) -> bool:
        """Whether it is open, or nobody has begun it."""
        return self.register is None or self.register.takes_marks

    @property
    def cells(self) -> set[Cell]:
        return {STAFF_CELL, *map(group_cell, self.groups), *map(person_cell, self.enrolments)}

    @property
    def groups_missing(self) -> list[BookingGroup]:
        return [one for one in self.groups if group_cell(one) not in self.state.cells]

    @property
    def people_missing(self) -> list[Enrolment]:
        return [one for one in self.enrolments if person_cell(one) not in self.state.cells]

    @property
    def missing_words(self) -> str:
        """Whose answers are missing, the first few by name; nothing when all are there."""
        groups = [f"a number for {one.label}" for one in self.groups_missing]
        things = groups + [f"an answer for {one.person}" for one in self.people_missing]
        more = len(things) - NAMED
        shown = [*things[:NAMED], f"{more} more"] if more > 0 else things
        words = " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
        return f"Add {words} before you close the register." if words else ""

    @property
    def disputed(self) -> list[Cell]:
        return [cell for cell in self.state.disputed if cell in self.cells]

    @property
    def is_off(self) -> bool:
        """Whether the session will not take place, or nobody has confirmed it yet."""
        session = self.session
        planned = session.state == Session.State.PLANNED
        return not (planned and session.event.status == Event.Status.SCHEDULED)

    @property
    def opens_at(self) -> datetime:
        return self.session.starts_at - OPENS_BEFORE

    @property
    def opens_words(self) -> str:
        return f"You can fill in this register from {moment_words(self.opens_at)}."

    @property
    def is_closed(self) -> bool:
        """Whether it counts."""
        return self.register is not None and self.register.state == Register.State.CLOSED

    @property
    def settled_words(self) -> str:
        """Who settled it and when, and why there is nothing in it."""
        register = self.register
        if register is None or register.closed_at is None:
            return ""
        words = f"by {register.closed_by} on {moment_words(register.closed_at)}."
        if register.why_not:
            return f"{register.get_why_not_display()}. Recorded {words}"
        return f"Closed {words}"

    @property
    def is_complete(self) -> bool:
        """Whether every group and every person has a mark, and nothing is disputed."""
        return not (self.groups_missing or self.people_missing or self.disputed)

    @property
    def progress_words(self) -> str:
        expected = len(self.groups) + len(self.enrolments)
        saved = expected - len(self.groups_missing) - len(self.people_missing)
        return f"{saved} of {expected} answers saved" if expected else "Nothing to save"

    @property
    def total(self) -> int:
        found = (self.state.cells.get(group_cell(one)) for one in self.groups)
        return sum(int(state.value) for state in found if state)

    @property
    def group_lines(self) -> list[AnswerLine]:
        return [
            AnswerLine(
                f"{one.label}, {one.booking.organisation.name}" if self.is_joint else one.label,
                self._value(group_cell(one)),
                f"{one.who_words}, expected {one.expected}",
            )
            for one in self.groups
        ]

    @property
    def people_lines(self) -> list[AnswerLine]:
        labels = dict(Attendance.Value.choices)
        return [
            AnswerLine(str(one.person), labels.get(self._value(person_cell(one)), ""))
            for one in self.enrolments
        ]

    @property
    def staff(self) -> str:
        """How many staff stayed in the room; nobody said so: none."""
        return self._value(STAFF_CELL) or "0"

    @property
    def is_joint(self) -> bool:
        """Whether it is shared by several bookings."""
        return len({one.booking_id for one in self.groups}) > 1

    def _value(self, cell: Cell) -> str:
        state = self.state.cells.get(cell)
        return state.value if state else ""


def group_cell(group: BookingGroup) -> Cell:
    return Cell(GROUP, group.pk)


def person_cell(enrolment: Enrolment) -> Cell:
    return Cell(PERSON, enrolment.pk)


def register_of(session: Session) -> Register | None:
    """The register of a session, once somebody has begun it."""
    return Register.objects.select_related("closed_by").filter(session=session).first()


def sheet_of(session: Session, register: Register | None) -> RegisterSheet:
    """Everything a register says, in three queries."""
    marks = marks_of(register) if register else []
    return RegisterSheet(
        session=session,
        register=register,
        groups=list(groups_of(session)),
        enrolments=list(enrolments_of(session)),
        marks=marks,
        state=fold(map(as_mark, marks)),
    )


def groups_of(session: Session) -> QuerySet[BookingGroup]:
    """The groups that are to come, organisation by organisation.

    A group that has no session of its own comes to every session of its booking's event.
    """
    every = Q(session__isnull=True, booking__event=session.event_id)
    return (
        BookingGroup.objects.filter(Q(session=session) | every, booking__status__in=Booking.LIVE)
        .select_related("booking__organisation")
        .order_by("booking", "number")
    )


def enrolments_of(session: Session) -> QuerySet[Enrolment]:
    """The people with a confirmed place, by name."""
    return (
        Enrolment.objects.filter(event=session.event_id, status=Enrolment.Status.CONFIRMED)
        .select_related("person")
        .order_by("person__name", "pk")
    )


def marks_of(register: Register) -> list[RegisterMark]:
    """Every mark, in the order of receiving."""
    return list(register.marks.select_related("captured_by").order_by("pk"))


def as_mark(row: RegisterMark) -> Mark:
    """A stored mark as the fold takes it."""
    number = row.enrolment_id or row.group_id or 0
    return Mark(row.uuid, Cell(row.cell, number), row.value, row.base, row.pk)


def unconfirmed_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions that are over and whose register nobody has closed, the oldest first."""
    return _going_ahead().filter(UNSETTLED, ends_at__lte=now).order_by("starts_at", "pk")


def _going_ahead() -> QuerySet[Session]:
    return Session.objects.filter(
        state=Session.State.PLANNED, event__status=Event.Status.SCHEDULED
    ).select_related("event__course", "event__area", "register")


@dataclass(frozen=True)
class ContactSum:
    """How many contacts one course had with one kind of people in one area."""

    participant: str
    area_id: int
    course_id: int
    contacts: int


def contacts(starts_from: datetime, starts_before: datetime) -> list[ContactSum]:
    """The contacts of the sessions that start in a span of time, from closed registers only.

    One contact is one person present at one session (domain 5.3.1 to 5.3.4). Lessons led by
    student mentors and activities with partners are counted elsewhere.
    """
    sums: Counter[tuple[str, int, int]] = Counter()
    for part in headcount_contacts(starts_from, starts_before):
        sums[part.participant, part.area_id, part.course_id] += part.contacts
    for part in attendance_contacts(starts_from, starts_before):
        sums[part.participant, part.area_id, part.course_id] += part.contacts
    return [ContactSum(*key, contacts=number) for key, number in sorted(sums.items())]


def headcount_contacts(starts_from: datetime, starts_before: datetime) -> list[ContactSum]:
    """What the groups add up to, in the area of each group's own organisation."""
    rows = (
        Headcount.objects.filter(**_counted(starts_from, starts_before))
        .values_list(
            "participant",
            Coalesce("area", "register__delivered_area"),
            "register__session__event__course",
        )
        .annotate(contacts=Sum("number"))
        .order_by()
    )
    return [ContactSum(*row) for row in rows]


def attendance_contacts(starts_from: datetime, starts_before: datetime) -> list[ContactSum]:
    """The people who came by name: professionals, where the session was delivered."""
    rows = (
        Attendance.objects.filter(value__in=Attendance.HERE, **_counted(starts_from, starts_before))
        .values_list("register__delivered_area", "register__session__event__course")
        .annotate(contacts=Count("pk"))
        .order_by()
    )
    professional = str(Headcount.Participant.PROFESSIONAL)
    return [ContactSum(professional, *row) for row in rows]


def _counted(starts_from: datetime, starts_before: datetime) -> dict[str, Any]:
    return {
        "register__state": Register.State.CLOSED,
        "register__session__starts_at__gte": starts_from,
        "register__session__starts_at__lt": starts_before,
        "register__session__event__course__counts_as": Course.Counts.REACH,
    }

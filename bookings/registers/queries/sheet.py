"""A register's sheet: who is expected at a session, and what has been marked of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Q, QuerySet

from bookings.registers.models import Register, RegisterMark, WalkIn
from bookings.registers.queries.mark import marks_of, marks_of_page
from bookings.registers.rules.answer_words import words_of
from bookings.registers.rules.fold import (
    GROUP,
    PERSON,
    STAFF,
    WALK_IN,
    Cell,
    Mark,
    RegisterState,
    fold,
)
from bookings.registers.rules.judgement import CLOSED, WITHOUT_CELL, is_pending
from bookings.visits.models import Booking, BookingGroup
from bookings.visits.rules.people_kind import UNKNOWN, in_order, kind_words
from core.dates import moment_words
from core.queries.prepared_read import PreparedRead
from core.search.namesakes import Named, called
from core.search.plain import search_key
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

STAFF_CELL = Cell(STAFF)
NAMED = 3  # how many missing answers are named
OPENS_BEFORE = timedelta(minutes=60)


@dataclass(frozen=True)
class AnswerLine:
    label: str
    value: str
    about: str = ""
    ref: str = ""


@dataclass(frozen=True)
class RegisterSheet:
    """Who is expected at a session, and what has been marked of them."""

    session: Session
    register: Register | None
    groups: list[BookingGroup]
    enrolments: list[Enrolment]
    marks: list[RegisterMark]
    state: RegisterState
    # Groups and kinds that a page sent numbers of, which were booked when it was opened.
    sent_kinds: frozenset[tuple[int, str]] = frozenset()

    @property
    def takes_marks(self) -> bool:
        """Whether it is open, or nobody has begun it."""
        return self.register is None or self.register.takes_marks

    @property
    def takes_walk_ins(self) -> bool:
        """Whether somebody may be added by name: professionals, never those a school brings."""
        return self.session.event.course.is_for_professionals

    @cached_property
    def walk_ins(self) -> list[WalkIn]:
        """Who came without a place, by name, as far as the marks tell."""
        rows = {mark.walk_in_id: mark.walk_in for mark in self.marks if mark.walk_in}
        return sorted(rows.values(), key=lambda row: (search_key(row.name), row.pk))

    @property
    def without_place(self) -> list[WalkIn]:
        """Those of them who were given no place since."""
        return [one for one in self.walk_ins if one.enrolment_id is None]

    @cached_property
    def called(self) -> Mapping[str, str]:
        """Everyone's name by their address, namesakes told apart."""
        others = [Named(one.email, one.name) for one in self.walk_ins]
        return called([*(one.named for one in self.enrolments), *others])

    @cached_property
    def booked_cells(self) -> set[Cell]:
        """The cells there are before anybody marks one."""
        groups = {group_cell(one, kind) for one in self.groups for kind in one.kinds}
        return {STAFF_CELL, *groups, *map(person_cell, self.enrolments)}

    @cached_property
    def cells(self) -> set[Cell]:
        """All that the register is about, with the kinds and people added to it."""
        groups = {cell for one in self.groups for cell in self.cells_of(one)}
        return self.booked_cells | groups | set(map(walk_in_cell, self.without_place))

    def cells_of(self, group: BookingGroup) -> list[Cell]:
        """A group's cells in order: the kinds it was booked with, and those marked since."""
        marked = self._marked_kinds.get(group.pk, set())
        return [group_cell(group, kind) for kind in in_order({*group.kinds, *marked})]

    @cached_property
    def _marked_kinds(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        sent = [Cell(GROUP, number, kind) for number, kind in self.sent_kinds]
        for cell in (*self.state.cells, *self.state.pending, *sent):
            if cell.kind == GROUP:
                found.setdefault(cell.number, set()).add(cell.people)
        return found

    @cached_property
    def missing(self) -> list[Cell]:
        """The booked cells without an answer.

        Who could not tell a group's kinds apart gives one number for those of unknown age.
        """
        groups = [
            group_cell(one, kind)
            for one in self.groups
            if group_cell(one, UNKNOWN) not in self.state.cells
            for kind in one.kinds
        ]
        people = list(map(person_cell, self.enrolments))
        return [cell for cell in (*groups, *people) if cell not in self.state.cells]

    def is_added(self, cell: Cell) -> bool:
        """Whether an answer of a page adds a kind of people, having shown that it is not booked."""
        sent = cell.kind == GROUP and (cell.number, cell.people) in self.sent_kinds
        is_known = cell in self.state.cells or cell in self.state.pending
        return cell not in self.booked_cells and (is_known or not sent)

    @property
    def missing_words(self) -> str:
        """Whose answers are missing, the first few by name; nothing when all are there."""
        words = listed_words(
            f"{'an answer' if cell.kind == PERSON else 'a number'} for {self.label_of(cell)}"
            for cell in self.missing
        )
        return f"Add {words} before you close the register." if words else ""

    @property
    def pending(self) -> list[Cell]:
        """The cells with an answer that does not count before somebody has looked at it."""
        return [cell for cell in self.state.pending if cell in self.cells]

    @property
    def pending_words(self) -> str:
        """Of whom such answers are, the first few by name; nothing for none."""
        words = listed_words(self.label_of(cell) for cell in self.pending)
        if not words:
            return ""
        return f"Look at the answers for {words}, and save them, before you close the register."

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
        ends = moment_words(self.session.ends_at)
        later = f" It counts from the end of the session, {ends}."
        return f"Closed {words}{later if register.closed_at < self.session.ends_at else ''}"

    @property
    def is_complete(self) -> bool:
        """Whether every group and every person has a mark, and nothing is left to decide."""
        return not (self.missing or self.disputed or self.pending)

    @property
    def progress_words(self) -> str:
        expected = len(self.booked_cells) - 1  # the staff need no answer
        return (
            f"{expected - len(self.missing)} of {expected} answers saved"
            if expected
            else "Nothing to save"
        )

    @property
    def total(self) -> int:
        cells = (self.state.cells.get(cell) for one in self.groups for cell in self.cells_of(one))
        return sum(int(state.value) for state in cells if state)

    @property
    def group_lines(self) -> list[AnswerLine]:
        """Each group's cells, without those that one number of unknown age stands in for."""
        return [
            AnswerLine(
                self.label_of(cell),
                self._answer_words(cell),
                about_words(one),
            )
            for one in self.groups
            for cell in self.cells_of(one)
            if cell in self.state.cells or cell in self.missing
        ]

    @property
    def people_lines(self) -> list[AnswerLine]:
        return [
            AnswerLine(self.called[one.person.email], self._answer_words(person_cell(one)))
            for one in self.enrolments
        ]

    @property
    def walk_in_lines(self) -> list[AnswerLine]:
        return [
            AnswerLine(
                self.called[one.email], self._answer_words(walk_in_cell(one)), one.email, one.ref
            )
            for one in self.without_place
        ]

    @property
    def staff(self) -> str:
        """How many staff stayed in the room; nobody said so: none."""
        state = self.state.cells.get(STAFF_CELL)
        return state.value if state else "0"

    @property
    def is_joint(self) -> bool:
        """Whether it is shared by several bookings."""
        return len({one.booking_id for one in self.groups}) > 1

    def group_label(self, group: BookingGroup) -> str:
        """Class 9A; at a shared session with its organisation."""
        name = group.booking.organisation.name
        return f"{group.label}, {name}" if self.is_joint else group.label

    def label_of(self, cell: Cell) -> str:
        """What a cell is called: Amina Rashid; Class 9A; Year 8 in 7 and 8 mixed."""
        return self._labels.get(cell, "")

    @cached_property
    def _labels(self) -> dict[Cell, str]:
        labels = {STAFF_CELL: "staff who stayed in the room"}
        labels |= {person_cell(one): self.called[one.person.email] for one in self.enrolments}
        labels |= {walk_in_cell(one): self.called[one.email] for one in self.walk_ins}
        for one in self.groups:
            label = self.group_label(one)
            for cell in self.cells_of(one):
                is_all = one.kinds == (cell.people,)
                labels[cell] = label if is_all else f"{label}, {kind_words(cell.people)}"
        return labels

    def _answer_words(self, cell: Cell) -> str:
        state = self.state.cells.get(cell)
        return words_of(cell.kind, state.answer) if state else ""


def about_words(group: BookingGroup) -> str:
    """Year 9, expected 30; of several kinds together: Years 7 and 8, expected 30 in all."""
    in_all = " in all" if len(group.kinds) > 1 else ""
    return f"{group.who_words}, expected {group.expected}{in_all}"


def listed_words(things: Iterable[str]) -> str:
    """The first few by name, and how many more."""
    every = list(things)
    more = len(every) - NAMED
    shown = [*every[:NAMED], f"{more} more"] if more > 0 else every
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def group_cell(group: BookingGroup, kind: str = "") -> Cell:
    """A group's cell of a kind; without one, of the first kind it was booked with."""
    return Cell(GROUP, group.pk, kind or group.kinds[0])


def person_cell(enrolment: Enrolment) -> Cell:
    return Cell(PERSON, enrolment.pk)


def walk_in_cell(walk_in: WalkIn) -> Cell:
    return Cell(WALK_IN, walk_in.pk)


REGISTERS = PreparedRead(
    lambda session: Register.objects.select_related("closed_by").filter(session=session)
)


def register_of(session: Session) -> Register | None:
    """The register of a session, once somebody has begun it."""
    return next(iter(REGISTERS.rows(session.pk)), None)


def sheet_of(
    session: Session, register: Register | None, *, shown_only: bool = False
) -> RegisterSheet:
    """Everything a register says, in three queries.

    `shown_only`: without the marks that others were made upon since, which a page never shows.
    """
    read = marks_of_page if shown_only else marks_of
    marks = read(register) if register else []
    return RegisterSheet(
        session=session,
        register=register,
        groups=GROUPS.rows(session.pk, session.event_id),
        enrolments=ENROLMENTS.rows(session.event_id),
        marks=marks,
        state=folded(marks, register),
    )


def groups_of(session: int, event: int) -> QuerySet[BookingGroup]:
    """The groups that are to come, organisation by organisation.

    A group that has no session of its own comes to every session of its booking's event.
    """
    every = Q(session__isnull=True, booking__event=event)
    return (
        BookingGroup.objects.filter(Q(session=session) | every, booking__status__in=Booking.LIVE)
        .select_related("booking__organisation")
        .order_by("booking", "number")
    )


def enrolments_of(event: int) -> QuerySet[Enrolment]:
    """The people with a confirmed place, by name."""
    return (
        Enrolment.objects.filter(event=event, status=Enrolment.Status.CONFIRMED)
        .select_related("person", "organisation")
        .order_by("person__search_key", "pk")
    )


GROUPS = PreparedRead(groups_of, int, int)
ENROLMENTS = PreparedRead(enrolments_of)


def counts_in(mark: RegisterMark, register: Register | None) -> bool:
    """Whether the register folds a mark: it is about a cell, and did not come too late for it."""
    is_late = register is not None and came_too_late(mark, register)
    return mark.flag not in WITHOUT_CELL and not is_late


def folded(marks: Iterable[RegisterMark], register: Register | None) -> RegisterState:
    """What the marks of a register come to."""
    return fold(as_mark(mark) for mark in marks if counts_in(mark, register))


def came_too_late(mark: RegisterMark, register: Register) -> bool:
    """Whether a mark came while the register was closed: kept, but without effect."""
    closed_at = register.closed_at
    if register.takes_marks or mark.flag != CLOSED or closed_at is None:
        return False
    return mark.received_at >= closed_at


def as_mark(row: RegisterMark) -> Mark:
    """A stored mark as the fold takes it."""
    number = row.enrolment_id or row.group_id or row.walk_in_id or 0
    return Mark(
        uuid=row.uuid,
        cell=Cell(row.cell, number, row.people_kind),
        value=row.value,
        base=row.base,
        received=row.pk,
        is_estimated=row.is_estimated,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        is_pending=is_pending(row.flag),
    )

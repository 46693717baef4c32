"""What must always be true of bookings, the rota and registers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, Q

from bookings.registers.actions.attendance_result import outcome_of
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.registers.queries.register import as_mark
from bookings.registers.rules.fold import GROUP, PERSON, Cell, Mark, fold
from bookings.visits.models import Booking
from core.changes.invariants import declare
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

AT_ONCE = 200  # registers folded together, so that memory does not grow with the years
Folded = dict[Cell, tuple[str, bool]]


@declare("attendance-is-its-marks", "What a register says of people is what its marks fold to.")
def unlike_marks(now: datetime) -> Iterable[str]:
    rows = Attendance.objects.values_list("register", "enrolment", "value", "is_disputed")
    for registers, folds in _folded():
        found: dict[int, Folded] = defaultdict(dict)
        for register, enrolment, value, is_disputed in rows.filter(register__in=registers):
            found[register][Cell(PERSON, enrolment)] = (value, is_disputed)
        yield from _differing(registers, folds, found, PERSON)


@declare("headcounts-are-their-marks", "What a register says of groups is what its marks fold to.")
def unlike_counts(now: datetime) -> Iterable[str]:
    rows = Headcount.objects.values_list("register", "group", "number", "is_disputed")
    for registers, folds in _folded():
        found: dict[int, Folded] = defaultdict(dict)
        for register, group, number, is_disputed in rows.filter(register__in=registers):
            found[register][Cell(GROUP, group)] = (str(number), is_disputed)
        yield from _differing(registers, folds, found, GROUP)


@declare("closed-register-is-complete", "A closed register says of everyone whether they came.")
def unanswered(now: datetime) -> Iterable[str]:
    """Sessions with a closed register that is silent about somebody with a place."""
    about = Attendance.objects.filter(enrolment=OuterRef("pk"), register=OuterRef(OuterRef("pk")))
    silent = Enrolment.objects.filter(
        ~Exists(about), event=OuterRef("session__event"), status=Enrolment.Status.CONFIRMED
    )
    closed = Register.objects.filter(Exists(silent), state=Register.State.CLOSED)
    return list(closed.values_list("session__ref", flat=True))


@declare("closed-register-has-no-dispute", "Nothing in a closed register is in dispute.")
def disputed(now: datetime) -> Iterable[str]:
    closed = Register.objects.filter(state=Register.State.CLOSED)
    in_doubt = Q(attendances__is_disputed=True) | Q(headcounts__is_disputed=True)
    return list(closed.filter(in_doubt).values_list("session__ref", flat=True))


@declare("outcome-is-the-registers", "What came of a place is what the event's registers say.")
def other_outcomes(now: datetime) -> Iterable[str]:
    events = Event.objects.filter(starts_at__lte=now).order_by("pk").values_list("pk", flat=True)
    each = events.iterator(chunk_size=AT_ONCE)
    while some := list(islice(each, AT_ONCE)):
        yield from _other_outcomes(some)


def _folded() -> Iterator[tuple[dict[int, Register], dict[int, Folded]]]:
    """Registers by id, some at a time, with what the marks that count in them come to."""
    counted = Register.objects.exclude(state=Register.State.NOT_DELIVERED)
    each = counted.select_related("session").order_by("pk").iterator(chunk_size=AT_ONCE)
    while some := {register.pk: register for register in islice(each, AT_ONCE)}:
        marks: dict[int, list[Mark]] = defaultdict(list)
        for row in RegisterMark.objects.filter(register__in=some).order_by("pk"):
            if not _came_too_late(row, some[row.register_id]):
                marks[row.register_id].append(as_mark(row))
        yield (
            some,
            {
                pk: {
                    cell: (state.value, state.is_disputed)
                    for cell, state in fold(marks[pk]).cells.items()
                }
                for pk in some
            },
        )


def _came_too_late(mark: RegisterMark, register: Register) -> bool:
    """Whether a mark came while the register was closed: kept, but without effect."""
    closed_at = register.closed_at
    if register.takes_marks or not mark.flag or closed_at is None:
        return False
    return mark.received_at >= closed_at


def _differing(
    registers: dict[int, Register],
    folds: dict[int, Folded],
    found: dict[int, Folded],
    kind: str,
) -> Iterator[str]:
    """The sessions where what is written is not what the marks come to.

    A mark without a row is of somebody who has left the sheet since; a row needs its mark.
    """
    for pk, register in registers.items():
        if any(folds[pk].get(cell) != state for cell, state in found[pk].items()):
            yield register.session.ref
        elif register.state == Register.State.CLOSED:
            continue  # closed-register-is-complete says who is missing
        elif _unwritten(folds[pk], found[pk], kind) & _expected(register, kind):
            yield register.session.ref


def _unwritten(folded: Folded, found: Folded, kind: str) -> set[int]:
    return {cell.number for cell in folded if cell.kind == kind and cell not in found}


def _expected(register: Register, kind: str) -> set[int]:
    """Whom an open register is about now: asked only of those with a mark that was not written."""
    if kind == PERSON:
        rows = Enrolment.objects.filter(
            event=register.session.event_id, status=Enrolment.Status.CONFIRMED
        )
        return set(rows.values_list("pk", flat=True))
    groups = register.marks.filter(cell=GROUP, group__booking__status__in=Booking.LIVE)
    return {pk for pk in groups.values_list("group", flat=True) if pk}


def _other_outcomes(events: list[int]) -> Iterator[str]:
    delivered = _delivered(events)
    values: dict[int, list[str]] = defaultdict(list)
    registers = [pk for closed in delivered.values() for pk in closed]
    rows = Attendance.objects.filter(register__in=registers)
    for enrolment, value in rows.values_list("enrolment", "value"):
        values[enrolment].append(value)
    enrolments = Enrolment.objects.filter(event__in=events, status=Enrolment.Status.CONFIRMED)
    for pk, ref, event, outcome in enrolments.values_list("pk", "ref", "event", "outcome"):
        if outcome != outcome_of(values[pk], len(delivered.get(event, []))):
            yield ref


def _delivered(events: list[int]) -> dict[int, list[int]]:
    """The closed registers of each event all of whose sessions are settled."""
    states: dict[int, list[tuple[int | None, str | None]]] = defaultdict(list)
    rows = Session.objects.filter(event__in=events, state=Session.State.PLANNED).order_by("pk")
    for event, register, state in rows.values_list("event", "register", "register__state"):
        states[event].append((register, state))
    return {
        event: [pk for pk, state in some if pk and state == Register.State.CLOSED]
        for event, some in states.items()
        if all(state in Register.SETTLED for _, state in some)
    }

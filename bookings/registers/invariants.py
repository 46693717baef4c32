"""What must always be true of bookings, the rota and registers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from bookings.registers.actions.attendance_result import outcome_of
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark, WalkIn
from bookings.registers.queries.sheet import as_mark, counts_in
from bookings.registers.rules.counting import EDITION, age_band_of, participant_of
from bookings.registers.rules.fold import GROUP, PERSON, WALK_IN, Answer, Cell, Mark, fold
from bookings.visits.models import Booking
from core.changes.invariants import declare
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

AT_ONCE = 200  # registers folded together, so that memory does not grow with the years
Folded = dict[Cell, tuple[Answer, bool]]
TIMES = ("arrived_at", "left_at")


@declare("attendance-is-its-marks", "What a register says of people is what its marks fold to.")
def unlike_marks(now: datetime) -> Iterable[str]:
    rows = Attendance.objects.values_list("register", "enrolment", "value", "is_disputed", *TIMES)
    for registers, folds in _folded():
        found: dict[int, Folded] = defaultdict(dict)
        for register, enrolment, value, is_disputed, *times in rows.filter(register__in=registers):
            found[register][Cell(PERSON, enrolment)] = (Answer(value, False, *times), is_disputed)
        yield from _differing(registers, folds, found, PERSON)


@declare("settled-has-a-register", "A session that counts as settled has a register that says how.")
def settled_by_nobody(now: datetime) -> Iterable[str]:
    """Sessions that the office would not be asked about, though nobody said how they went."""
    settled = Session.objects.filter(is_settled=True)
    said = settled.filter(register__state__in=Register.SETTLED)
    return list(settled.exclude(pk__in=said.values("pk")).values_list("ref", flat=True))


@declare("walk-ins-are-their-marks", "What a register says of those without a place is its marks.")
def unlike_walk_ins(now: datetime) -> Iterable[str]:
    said = WalkIn.objects.exclude(value="")
    rows = said.values_list("register", "pk", "value", "is_disputed", *TIMES)
    for registers, folds in _folded(pk__in=WalkIn.objects.values("register")):
        found: dict[int, Folded] = defaultdict(dict)
        for register, walk_in, value, is_disputed, *times in rows.filter(register__in=registers):
            found[register][Cell(WALK_IN, walk_in)] = (Answer(value, False, *times), is_disputed)
        yield from _differing(registers, folds, found, WALK_IN)


@declare("headcounts-are-their-marks", "What a register says of groups is what its marks fold to.")
def unlike_counts(now: datetime) -> Iterable[str]:
    rows = Headcount.objects.values_list(
        "register", "group", "people_kind", "number", "is_estimated", "is_disputed"
    )
    for registers, folds in _folded():
        found: dict[int, Folded] = defaultdict(dict)
        for register, group, kind, number, *rest in rows.filter(register__in=registers):
            is_estimated, is_disputed = rest
            cell = Cell(GROUP, group, kind)
            found[register][cell] = (Answer(str(number), is_estimated), is_disputed)
        yield from _differing(registers, folds, found, GROUP)


@declare("headcount-line-is-its-kinds", "A headcount is in the line of its kind of people.")
def misplaced_headcounts(now: datetime) -> Iterable[str]:
    """Of registers that count by the present rules; an older edition's lines stay as they are."""
    rows = Headcount.objects.exclude(register__counting_edition__lt=EDITION).order_by("pk")
    kinds = rows.order_by().values_list("people_kind", "participant", "age_band").distinct()
    for kind, participant, band in kinds:
        if (participant, band) != (participant_of(kind), age_band_of(kind)):
            wrong = rows.filter(people_kind=kind, participant=participant, age_band=band)
            yield from wrong.values_list("register__session__ref", flat=True)


@declare("closed-register-keeps-where", "A closed register's numbers say where and of what kind.")
def without_copies(now: datetime) -> Iterable[str]:
    rows = Headcount.objects.filter(register__state=Register.State.CLOSED, area__isnull=True)
    return list(rows.order_by("pk").values_list("register__session__ref", flat=True))


@declare("walk-in-has-its-place", "Whoever was given a place has it on the date they came to.")
def misplaced_walk_ins(now: datetime) -> Iterable[str]:
    rows = WalkIn.objects.filter(enrolment__isnull=False)
    rows = rows.exclude(enrolment__event=F("register__session__event"))
    return list(rows.order_by("pk").values_list("ref", flat=True))


@declare("nothing-before-the-end", "Nobody has an outcome before the end of the date.")
def early_outcomes(now: datetime) -> Iterable[str]:
    rows = Enrolment.objects.filter(event__ends_at__gt=now).exclude(outcome="")
    return list(rows.order_by("pk").values_list("ref", flat=True))


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
    in_doubt |= Q(walk_ins__is_disputed=True, walk_ins__enrolment__isnull=True)
    return list(closed.filter(in_doubt).values_list("session__ref", flat=True))


@declare("outcome-is-the-registers", "What came of a place is what the event's registers say.")
def other_outcomes(now: datetime) -> Iterable[str]:
    soon = Session.objects.filter(
        register__outcomes_due_at__isnull=False
    )  # the worker's next round
    over = Event.objects.filter(ends_at__lte=now).exclude(pk__in=soon.values("event"))
    events = over.order_by("pk").values_list("pk", flat=True)
    each = events.iterator(chunk_size=AT_ONCE)
    while some := list(islice(each, AT_ONCE)):
        yield from _other_outcomes(some)


def _folded(**of: Any) -> Iterator[tuple[dict[int, Register], dict[int, Folded]]]:
    """Registers by id, some at a time, with what the marks that count in them come to."""
    counted = Register.objects.exclude(state=Register.State.NOT_DELIVERED).filter(**of)
    each = counted.select_related("session").order_by("pk").iterator(chunk_size=AT_ONCE)
    while some := {register.pk: register for register in islice(each, AT_ONCE)}:
        marks: dict[int, list[Mark]] = defaultdict(list)
        for row in RegisterMark.objects.filter(register__in=some).order_by("pk"):
            if counts_in(row, some[row.register_id]):
                marks[row.register_id].append(as_mark(row))
        yield (
            some,
            {
                pk: {
                    cell: (state.answer, state.is_disputed)
                    for cell, state in fold(marks[pk]).cells.items()
                }
                for pk in some
            },
        )


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
        else:
            unwritten = _unwritten(folds[pk], found[pk], kind)
            if unwritten and unwritten & _expected(register, kind):
                yield register.session.ref


def _unwritten(folded: Folded, found: Folded, kind: str) -> set[int]:
    """Of whom there is a mark and no row."""
    return {cell.number for cell in folded if cell.kind == kind and cell not in found}


def _expected(register: Register, kind: str) -> set[int]:
    """Whom an open register is about now: asked only of those with a mark that was not written."""
    if kind == PERSON:
        rows = Enrolment.objects.filter(
            event=register.session.event_id, status=Enrolment.Status.CONFIRMED
        )
        return set(rows.values_list("pk", flat=True))
    if kind == WALK_IN:
        return set(register.walk_ins.values_list("pk", flat=True))
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

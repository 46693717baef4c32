"""Take marks: store each one first, then judge it, then write what the register comes to."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from bookings.registers.actions.register_state import write_state_locked
from bookings.registers.models import Attendance, Register, RegisterMark, WalkIn
from bookings.registers.queries.sheet import (
    RegisterSheet,
    as_mark,
    folded,
    register_of,
    sheet_of,
)
from bookings.registers.rules.fold import BY_NAME, GROUP, PERSON, WALK_IN, Cell, NewMark
from bookings.registers.rules.judgement import (
    NOT_BY_NAME,
    UNKNOWN_CELL,
    Circumstances,
    flag_of,
    is_pending,
)
from bookings.visits.models import BookingGroup
from bookings.visits.rules.people_kind import NAMES
from core.changes.locks import lock_resources, transact
from core.email_addresses import AddressError, clean_address, is_shared, same_address
from core.errors import Refusal
from core.text import clean_text
from training.enrolments.models import Enrolment
from training.events.models import Session

MOST = 2_000  # people in a group, as headcount_within_reason says
MOST_AT_ONCE = 2_000  # marks in one sending
MOST_WALK_INS = 100  # in one register
LONGEST_DEVICE, LONGEST_NAME = 36, 120
LARGEST, LARGEST_OFFSET = 2**63 - 1, 2**31 - 1
STORED, DUPLICATE, STORED_FLAGGED, REFUSED = "stored", "duplicate", "stored_flagged", "refused"
NOT_A_MARK, NOT_AN_ANSWER, NOT_A_NUMBER = "not_a_mark", "not_an_answer", "not_a_number"
NOT_A_NAME, TOO_MANY = "not_a_name", "too_many"


@dataclass(frozen=True)
class MarkAnswer:
    """What became of one mark: stored, duplicate, stored with a flag, or refused as no mark."""

    uuid: UUID
    answer: str
    reason: str = ""


@dataclass(frozen=True)
class Batch:
    """The marks of one sending as rows, and what has been said of those that are none."""

    rows: list[RegisterMark]
    answers: dict[UUID, MarkAnswer]


@transact
def record_marks(
    session: Session,
    marks: Sequence[NewMark],
    *,
    actor: User,
    now: datetime,
    lost_right: bool = False,
) -> list[MarkAnswer]:
    """Store marks and bring the register up to date with them. The first one opens it.

    Every well-formed mark is stored, whatever has become of the session, the register, the group
    or the right of whoever sends it; then it is judged, and what does not count says why. A mark
    that came before is answered, not kept twice. Refuses too_many_marks, and nothing else.
    """
    if len(marks) > MOST_AT_ONCE:
        raise too_many_marks(len(marks))
    faults = {mark.uuid: fault for mark in marks if (fault := fault_of(mark))}
    good = [mark for mark in marks if mark.uuid not in faults]
    answers = {uuid: MarkAnswer(uuid, REFUSED, fault) for uuid, fault in faults.items()}
    if good:
        # Not the event: marks change nobody's place, and its sessions are marked side by side.
        registers = Register.objects.filter(session=session)
        session = lock_resources(session, then=lambda _: registers)[session]
        register = opened_locked(session, now)
        batch = _stored(register, good, actor=actor, now=now)
        sheet = _judged(sheet_of(session, register), batch, now=now, lost_right=lost_right)
        if register.takes_marks:
            write_state_locked(register, sheet)
        answers |= batch.answers
    return _in_turn(marks, answers)


def reasons_of(answers: Sequence[MarkAnswer]) -> list[str]:
    """Why some of the marks do not count, each reason once."""
    return sorted({one.reason for one in answers if one.reason})


def opened_locked(session: Session, now: datetime) -> Register:
    """The session's register; the session's lock keeps two from being made."""
    found = register_of(session) or Register.objects.create(session=session, opened_at=now)
    found.session = session
    return found


def too_many_marks(number: int) -> Refusal:
    return Refusal(
        f"These are {number:,} answers at once. Send {MOST_AT_ONCE:,} or fewer, and then the rest.",
        code="too_many_marks",
    )


def fault_of(mark: NewMark) -> str:
    """What keeps it from being a mark at all; empty for a well-formed one."""
    if not _is_well_formed(mark):
        return NOT_A_MARK
    if mark.cell.kind in BY_NAME:
        if mark.value not in Attendance.Value.values:
            return NOT_AN_ANSWER
        is_new = mark.cell.kind == WALK_IN and not mark.cell.number
        return NOT_A_NAME if is_new and not _names_somebody(mark) else ""
    if mark.cell.kind == GROUP and mark.cell.people not in NAMES:
        return NOT_A_MARK
    return "" if _is_number(mark.value) else NOT_A_NUMBER


def _is_well_formed(mark: NewMark) -> bool:
    """Whether its columns can hold it."""
    return (
        mark.cell.kind in RegisterMark.Cell.values
        and 0 <= mark.cell.number <= LARGEST
        and len(mark.device) <= LONGEST_DEVICE
        and mark.device.isprintable()
        and mark.captured_at.tzinfo is not None
        and 0 <= (mark.sequence or 0) <= LARGEST
        and abs(mark.clock_offset or 0) <= LARGEST_OFFSET
    )


def _names_somebody(mark: NewMark) -> bool:
    try:
        address = clean_address(mark.email)
    except AddressError:
        return False
    is_own = bool(address) and not is_shared(address)
    return is_own and 0 < len(clean_text(mark.name)) <= LONGEST_NAME


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,4}", value)) and int(value) <= MOST


def _in_turn(marks: Sequence[NewMark], answers: dict[UUID, MarkAnswer]) -> list[MarkAnswer]:
    """The answers in the order of the marks; one that is sent twice at once is a duplicate."""
    seen: set[UUID] = set()
    found = []
    for mark in marks:
        again = mark.uuid in seen and answers[mark.uuid].answer != REFUSED
        found.append(MarkAnswer(mark.uuid, DUPLICATE) if again else answers[mark.uuid])
        seen.add(mark.uuid)
    return found


def _stored(register: Register, marks: Sequence[NewMark], *, actor: User, now: datetime) -> Batch:
    """Store each mark that has not come before, about whomever it is."""
    uuids = {mark.uuid for mark in marks}
    known = set(RegisterMark.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
    answers = {uuid: MarkAnswer(uuid, DUPLICATE) for uuid in known}
    new = {mark.uuid: mark for mark in reversed(marks) if mark.uuid not in known}
    subjects = _subjects(register, new.values())
    rows = []
    for mark in reversed(new.values()):
        row = _row(register, mark, actor, now)
        if not subjects.fill(row, mark):
            answers[mark.uuid] = MarkAnswer(mark.uuid, REFUSED, TOO_MANY)
            continue
        rows.append(row)
    return Batch(RegisterMark.objects.bulk_create(rows), answers)


@dataclass
class Subjects:
    """Whom marks are about, as rows that exist."""

    enrolments: set[int]
    groups: set[int]
    walk_ins: dict[str | int, WalkIn]  # by address, and by number
    takes_names: bool

    def fill(self, row: RegisterMark, mark: NewMark) -> bool:
        """Put into a row whom it is about, or say that nobody knows; no when there are too many."""
        kind, number = mark.cell.kind, mark.cell.number
        if kind == WALK_IN:
            return self._fill_walk_in(row, mark)
        row.people_kind = mark.cell.people if kind == GROUP else ""
        if kind == PERSON and number in self.enrolments:
            row.enrolment_id = number
        elif kind == GROUP and number in self.groups:
            row.group_id = number
        elif kind in {PERSON, GROUP}:
            row.flag, row.unknown_ref = UNKNOWN_CELL, f"{kind} {number}"
        return True

    def _fill_walk_in(self, row: RegisterMark, mark: NewMark) -> bool:
        if not self.takes_names:
            row.flag = NOT_BY_NAME
            return True
        row.name_given = clean_text(mark.name)
        row.walk_in = self.walk_ins.get(mark.cell.number or same_address(mark.email))
        if row.walk_in is None and mark.cell.number:
            row.flag, row.unknown_ref = UNKNOWN_CELL, f"{WALK_IN} {mark.cell.number}"
            return True
        return row.walk_in is not None


def _subjects(register: Register, marks: Collection[NewMark]) -> Subjects:
    numbers: dict[str, set[int]] = defaultdict(set)
    for mark in marks:
        numbers[mark.cell.kind].add(mark.cell.number)
    people, groups = numbers[PERSON], numbers[GROUP]
    is_named = bool(numbers[WALK_IN]) and register.session.event.course.is_for_professionals
    return Subjects(
        enrolments=_existing(Enrolment.objects.filter(pk__in=people)) if people else set(),
        groups=_existing(BookingGroup.objects.filter(pk__in=groups)) if groups else set(),
        walk_ins=_walk_ins(register, marks) if is_named else {},
        takes_names=is_named,
    )


def _existing(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _walk_ins(register: Register, marks: Collection[NewMark]) -> dict[str | int, WalkIn]:
    """Who was added to the register before, and who is added now, up to the limit."""
    known = {row.email: row for row in register.walk_ins.order_by("pk")}
    named = [mark for mark in marks if mark.cell.kind == WALK_IN and not mark.cell.number]
    wanted = {same_address(mark.email): clean_text(mark.name) for mark in named}
    new = [
        WalkIn(register=register, email=email, name=name)
        for email, name in wanted.items()
        if email not in known
    ]
    room = max(MOST_WALK_INS - len(known), 0)
    known |= {row.email: row for row in WalkIn.objects.bulk_create(new[:room])}
    found: dict[str | int, WalkIn] = {}
    for row in known.values():
        found[row.email] = found[row.pk] = row
    return found


def _row(register: Register, mark: NewMark, actor: User, now: datetime) -> RegisterMark:
    by_name = mark.cell.kind in BY_NAME
    return RegisterMark(
        register=register,
        uuid=mark.uuid,
        device=mark.device,
        device_sequence=mark.sequence,
        cell=mark.cell.kind,
        value=mark.value,
        is_estimated=mark.is_estimated and not by_name,
        is_added=mark.is_added,
        arrived_at=mark.arrived_at if by_name else None,
        left_at=mark.left_at if by_name else None,
        base=mark.base,
        captured_at=mark.captured_at,
        clock_offset=mark.clock_offset,
        received_at=now,
        captured_by=actor,
        uploaded_by=actor,
    )


def _judged(
    sheet: RegisterSheet, batch: Batch, *, now: datetime, lost_right: bool
) -> RegisterSheet:
    """Say of each new mark whether it counts, note it, and fold what does."""
    circumstances = Circumstances(
        lost_right=lost_right,
        is_off=sheet.is_off,
        is_early=now < sheet.opens_at,
        is_closed=not sheet.takes_marks,
    )
    new = {row.uuid: row.flag for row in batch.rows}
    before = [row for row in sheet.marks if row.uuid not in new]
    expected = sheet.booked_cells | _counted_cells(before)
    groups = {one.pk for one in sheet.groups}
    by_flag: dict[str, list[int]] = defaultdict(list)
    for row in sheet.marks:
        if row.uuid not in new:
            continue
        if not row.flag:
            cell = as_mark(row).cell
            row.flag = flag_of(
                cell, circumstances, expected=expected, groups=groups, is_added=row.is_added
            )
            by_flag[row.flag].append(row.pk)
        answer = STORED_FLAGGED if row.flag else STORED
        batch.answers[row.uuid] = MarkAnswer(row.uuid, answer, row.flag)
    by_flag.pop("", None)
    for flag, rows in sorted(by_flag.items()):
        RegisterMark.objects.filter(pk__in=rows).update(flag=flag)
    # A new sheet, so that nothing of what the old one had worked out is left.
    return replace(sheet, state=folded(sheet.marks, sheet.register))


def _counted_cells(marks: Sequence[RegisterMark]) -> set[Cell]:
    return {as_mark(row).cell for row in marks if not is_pending(row.flag)}

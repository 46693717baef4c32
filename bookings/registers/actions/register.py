"""Take marks, close a register, say that a session did not go ahead, open one again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from accounts.models import User
from bookings.registers.actions.attendance_result import recompute_outcomes_locked
from bookings.registers.actions.register_state import (
    delivered_area,
    forget_state_locked,
    write_state_locked,
)
from bookings.registers.models import Attendance, Register, RegisterMark
from bookings.registers.queries.register import (
    OPENS_BEFORE,
    RegisterSheet,
    as_mark,
    enrolments_of,
    register_of,
    sheet_of,
)
from bookings.registers.rules.fold import PERSON, NewMark, fold
from core import audit
from core.changes.locks import lock_resources, transact
from core.dates import moment_words
from core.errors import Refusal
from training.events.models import Event, Session

MOST = 2000  # people in a group, as headcount_within_reason says
STORED, DUPLICATE, STORED_FLAGGED = "stored", "duplicate", "stored_flagged"
CLOSED_WHEN_RECEIVED = "closed_when_received"


def session_off() -> Refusal:
    return Refusal("This session is not going ahead, so it has no register.", code="session_off")


def settled() -> Refusal:
    return Refusal("This register is closed. Open it again to change it.", code="settled")


def no_reason() -> Refusal:
    return Refusal("Choose a reason.", code="no_reason")


@dataclass(frozen=True)
class MarkAnswer:
    """What became of one mark: stored, duplicate, or stored but flagged for a reason."""

    uuid: UUID
    answer: str
    reason: str = ""


@transact
def record_marks(
    session: Session, marks: Sequence[NewMark], *, actor: User, now: datetime
) -> list[MarkAnswer]:
    """Keep marks and bring the register up to date with them. The first one opens it.

    A mark that came before is answered, not kept twice. While the register is closed, marks are
    kept with a flag and change nothing. Refuses marks about others than those expected, values
    that cannot be, and a session that begins in more than an hour.
    """
    # Not the event: marks change nobody's place, and its sessions are marked side by side.
    held = lock_resources(session, *_registers(session))
    session = _going_ahead(held[session])
    _refuse_before(session.starts_at - OPENS_BEFORE, now, "You can fill in this register from")
    if not marks:
        return []
    register = _opened(session, now)
    sheet = sheet_of(session, register)
    for mark in marks:
        _refuse_nonsense(mark, sheet)
    flag = "" if register.takes_marks else CLOSED_WHEN_RECEIVED
    stored, answers = _store(register, marks, actor=actor, now=now, flag=flag)
    if register.takes_marks:
        write_state_locked(register, _with_marks(sheet, stored))
    return answers


@transact
def close_register(session: Session, *, actor: User, now: datetime) -> Register:
    """Close the register: from now on it counts. Closing a closed one changes nothing.

    Refuses while someone has no mark, while answers differ, and before the session begins.
    """
    session = _going_ahead(_locked(session))
    register = _opened(session, now)
    if register.state == Register.State.CLOSED:
        return register
    if not register.may_become(Register.State.CLOSED):
        raise settled()
    _refuse_before(session.starts_at, now, "You can close this register from")
    sheet = sheet_of(session, register)
    _refuse_incomplete(sheet)
    write_state_locked(register, sheet, closing=True)
    register.delivered_area = delivered_area(sheet)
    return _settle(register, Register.State.CLOSED, "close_register", actor=actor, now=now)


@transact
def mark_not_delivered(session: Session, why: str, *, actor: User, now: datetime) -> Register:
    """Say that the session did not go ahead: its marks are kept, nothing of it counts.

    Refuses without a reason of the list, when the register is closed, and too early.
    """
    if why not in Register.Why.values:
        raise no_reason()
    session = _going_ahead(_locked(session))
    _refuse_before(session.starts_at - OPENS_BEFORE, now, "You can say so from")
    register = _opened(session, now)
    if register.state == Register.State.NOT_DELIVERED:
        return register
    if not register.may_become(Register.State.NOT_DELIVERED):
        raise settled()
    forget_state_locked(register)
    register.why_not = why
    return _settle(
        register, Register.State.NOT_DELIVERED, "not_delivered", actor=actor, now=now, reason=why
    )


@transact
def reopen_register(session: Session, *, reason: str, actor: User, now: datetime) -> Register:
    """Open a closed register again, for a reason. Its marks stay; it counts once closed again."""
    if not reason.strip():
        raise no_reason()
    session = _going_ahead(_locked(session))
    register = _opened(session, now)
    if register.takes_marks:
        return register
    register.why_not = ""
    register.delivered_area = None
    _settle(
        register, Register.State.REOPENED, "reopen_register", actor=actor, now=now, reason=reason
    )
    write_state_locked(register, sheet_of(session, register))
    return register


def _registers(session: Session) -> list[Register]:
    return list(Register.objects.filter(session=session))


def _locked(session: Session) -> Session:
    """The session as it is now, with everything locked that closing or reopening changes."""
    event = session.event
    held = lock_resources(event, session, *enrolments_of(session), *_registers(session))
    session = held[session]
    session.event = held[event]
    return session


def _opened(session: Session, now: datetime) -> Register:
    """The session's register; the session's lock keeps two from being made."""
    found = register_of(session)
    return found or Register.objects.create(session=session, opened_at=now)


def _going_ahead(session: Session) -> Session:
    """The session, when it is to take place. Refuses with session_off."""
    if session.state == Session.State.CANCELLED:
        raise session_off()
    if session.event.status == Event.Status.CANCELLED:
        raise session_off()
    if session.event.status != Event.Status.SCHEDULED:
        raise Refusal(
            "This session is not confirmed yet, so it has no register.", code="session_off"
        )
    return session


def _refuse_before(moment: datetime, now: datetime, words: str) -> None:
    if now < moment:
        raise Refusal(f"{words} {moment_words(moment)}.", code="too_early")


def _refuse_nonsense(mark: NewMark, sheet: RegisterSheet) -> None:
    if mark.cell not in sheet.cells:
        raise Refusal(
            "This register has changed. Open it again to see who is on it now.",
            code="not_on_register",
        )
    if mark.cell.kind == PERSON and mark.value not in Attendance.Value.values:
        raise Refusal("Choose present, late, left early or absent.", code="not_an_answer")
    if mark.cell.kind != PERSON and not _is_number(mark.value):
        raise Refusal(f"Enter a whole number from 0 to {MOST:,}.", code="not_a_number")


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,4}", value)) and int(value) <= MOST


def _store(
    register: Register, marks: Sequence[NewMark], *, actor: User, now: datetime, flag: str
) -> tuple[list[RegisterMark], list[MarkAnswer]]:
    """Keep each mark once, and say for each what became of it."""
    uuids = [mark.uuid for mark in marks]
    known = set(RegisterMark.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
    rows: dict[UUID, RegisterMark] = {}
    answers = []
    for mark in marks:
        if mark.uuid in known or mark.uuid in rows:
            answers.append(MarkAnswer(mark.uuid, DUPLICATE))
            continue
        rows[mark.uuid] = _row(register, mark, actor, now, flag)
        answers.append(MarkAnswer(mark.uuid, STORED_FLAGGED if flag else STORED, flag))
    return RegisterMark.objects.bulk_create(rows.values()), answers


def _row(register: Register, mark: NewMark, actor: User, now: datetime, flag: str) -> RegisterMark:
    kind, number = mark.cell.kind, mark.cell.number
    return RegisterMark(
        register=register,
        uuid=mark.uuid,
        device=mark.device,
        cell=kind,
        enrolment_id=number if kind == RegisterMark.Cell.PERSON else None,
        group_id=number if kind == RegisterMark.Cell.GROUP else None,
        value=mark.value,
        base=mark.base,
        captured_at=mark.captured_at,
        received_at=now,
        captured_by=actor,
        flag=flag,
    )


def _with_marks(sheet: RegisterSheet, stored: list[RegisterMark]) -> RegisterSheet:
    marks = [*sheet.marks, *stored]
    return replace(sheet, marks=marks, state=fold(map(as_mark, marks)))


def _refuse_incomplete(sheet: RegisterSheet) -> None:
    if sheet.disputed:
        raise Refusal(
            "Two people gave different answers. Choose which is right before you close the "
            "register.",
            code="disputed",
        )
    if sheet.missing_words:
        raise Refusal(sheet.missing_words, code="incomplete")


def _settle(
    register: Register,
    state: Register.State,
    verb: str,
    *,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Register:
    """Move the register, note who did it, and work out again what came of everyone's place."""
    before = register.state
    ends = state not in Register.TAKES_MARKS
    register.become(state)
    register.closed_at = now if ends else None
    register.closed_by = actor if ends else None
    register.save()
    recompute_outcomes_locked(register.session.event, actor=actor, now=now)
    title = register.session.ref
    audit.record(
        register, verb, title=title, actor=actor, now=now, reason=reason, was=before, state=state
    )
    return register

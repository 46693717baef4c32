"""Close a register, say that a session did not go ahead, open a register again."""

from datetime import datetime

from accounts.models import User
from bookings.registers.actions.attendance_result import recompute_outcomes_locked
from bookings.registers.actions.mark import opened_locked
from bookings.registers.actions.register_state import (
    copy_facts_locked,
    forget_facts_locked,
    forget_state_locked,
    write_state_locked,
)
from bookings.registers.models import Register
from bookings.registers.queries.sheet import (
    OPENS_BEFORE,
    RegisterSheet,
    enrolments_of,
    sheet_of,
)
from core import audit
from core.changes.locks import lock_resources, transact
from core.dates import moment_words
from core.errors import Refusal
from training.events.actions.session import set_settled_locked
from training.events.models import Event, Session


def session_off() -> Refusal:
    return Refusal("This session is not going ahead, so it has no register.", code="session_off")


def settled() -> Refusal:
    return Refusal("This register is closed. Open it again to change it.", code="settled")


def no_reason() -> Refusal:
    return Refusal("Choose a reason.", code="no_reason")


@transact
def close_register(session: Session, *, actor: User, now: datetime) -> Register:
    """Close the register: it counts from now on, but not before the end of the session.

    Closing a closed one changes nothing. Refuses while someone has no mark, while answers differ
    or nobody has looked at one, and before the session begins.
    """
    session = _going_ahead(_locked(session))
    register = opened_locked(session, now)
    if register.state == Register.State.CLOSED:
        return register
    if not register.may_become(Register.State.CLOSED):
        raise settled()
    _refuse_before(session.starts_at, now, "You can close this register from")
    sheet = sheet_of(session, register)
    _refuse_incomplete(sheet)
    write_state_locked(register, sheet, closing=True)
    copy_facts_locked(register, sheet)
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
    register = opened_locked(session, now)
    if register.state == Register.State.NOT_DELIVERED:
        return register
    if not register.may_become(Register.State.NOT_DELIVERED):
        raise settled()
    forget_state_locked(register)
    forget_facts_locked(register)
    register.why_not = why
    return _settle(
        register, Register.State.NOT_DELIVERED, "not_delivered", actor=actor, now=now, reason=why
    )


@transact
def reopen_register(session: Session, *, reason: str, actor: User, now: datetime) -> Register:
    """Open a closed register again, for a reason. Its marks stay; it counts once closed again.

    What closing had copied of the course and the organisations stays too.
    """
    if not reason.strip():
        raise no_reason()
    session = _going_ahead(_locked(session))
    register = opened_locked(session, now)
    if register.takes_marks:
        return register
    register.why_not = ""
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
    held = lock_resources(
        event, session, then=lambda _: [*enrolments_of(session.event_id), *_registers(session)]
    )
    session = held[session]
    session.event = held[event]
    return session


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


def _refuse_incomplete(sheet: RegisterSheet) -> None:
    if sheet.disputed:
        raise Refusal(
            "Two people gave different answers. Choose which is right before you close the "
            "register.",
            code="disputed",
        )
    if sheet.pending_words:
        raise Refusal(sheet.pending_words, code="not_looked_at")
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
    ends_at = register.session.ends_at
    is_early = state == Register.State.CLOSED and now < ends_at
    register.outcomes_due_at = ends_at if is_early else None
    register.save()
    set_settled_locked(register.session, ends)
    recompute_outcomes_locked(register.session.event, actor=actor, now=now)
    title = register.session.ref
    audit.record(
        register, verb, title=title, actor=actor, now=now, reason=reason, was=before, state=state
    )
    return register

"""Who else must say yes to a place: a manager, the office, or both."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import Model

from accounts.actions.line_manager import (
    confirm_manager_locked,
    name_manager_locked,
    refuse_own_address,
)
from accounts.actions.person import person_closed
from accounts.models import User
from core.audit import record
from core.changes.locks import Held, lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import leave_replaced_locked, replaced_rows
from training.enrolments.emails.approval import mail_approval_awaited
from training.enrolments.emails.change import mail_enrolment_received
from training.enrolments.emails.enrolment import mail_enrolment_confirmed
from training.enrolments.emails.manager import mail_manager_asked, mail_manager_told
from training.enrolments.models import Enrolment
from training.enrolments.queries.approval import missed_too_many
from training.enrolments.queries.eligibility import facts_of
from training.enrolments.rules.approval_deadline import approval_ends
from training.events.models import Session
from training.events.queries.event import sessions_of

Status = Enrolment.Status


class By(StrEnum):
    """Who says yes or no."""

    MANAGER = "manager"
    OFFICE = "office"


def settle_locked(
    row: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    absent_at: list[datetime] | None = None,
    is_approved: bool = False,
    handed_on_by: str = "",
    may_clash: bool = True,
) -> None:
    """Make a place firm, or have it wait for those who must say yes; save it and tell them.

    The place is taken, and `row.event` is the locked event with its course. `absent_at` is when
    the person stayed away, when the caller knows it. With `is_approved` nobody is asked.
    `handed_on_by` is the colleague whose place it was. `may_clash` is False when the caller knows
    that the person has nothing else at that time.
    Refuses with own_manager, manager_needed and person_closed.
    """
    if not row.person.is_active:  # merged or closed since the address was looked up
        raise person_closed()
    course, email = row.event.course, row.manager_email
    if email:
        refuse_own_address(row.person, email)
        name_manager_locked(row.person, email, now=now)
    if not is_approved:
        if course.manager_approval and not email:
            raise Refusal(
                "A manager approves places on this course. "
                "Enter your manager's work email address.",
                code="manager_needed",
            )
        if absent_at is None:
            absent_at = facts_of(row.person, course).absent_at
        row.needs_manager = course.manager_approval
        row.needs_office = missed_too_many(absent_at, now)
    ends_at = approval_ends(now, days=row.event.course.approval_days, starts_at=row.event.starts_at)
    waits = row.needs_manager or row.needs_office
    row.become(Status.AWAITING_APPROVAL if waits else Status.CONFIRMED)
    row.held_until = ends_at if waits else None
    row.changed_at = now
    row.save()
    _tell_person(row, sessions, handed_on_by, now, may_clash=may_clash)
    if row.needs_manager:
        mail_manager_asked(row, sessions, now=now)
    elif row.manager_email:
        mail_manager_told(row, sessions, until=ends_at, now=now)


def _tell_person(
    row: Enrolment,
    sessions: Sequence[Session],
    handed_on_by: str,
    now: datetime,
    *,
    may_clash: bool,
) -> None:
    if row.status == Status.AWAITING_APPROVAL:
        mail_approval_awaited(row, sessions, now=now, may_clash=may_clash)
    elif handed_on_by:
        mail_enrolment_received(row, sessions, colleague=handed_on_by, now=now)
    else:
        mail_enrolment_confirmed(row, sessions, now=now, may_clash=may_clash)


@transact
def approve_enrolment(
    enrolment: Enrolment, *, by: str, actor: User | None, now: datetime
) -> Enrolment:
    """Say yes for a manager or the office; look at the status of the row returned.

    CONFIRMED, or AWAITING_APPROVAL while another's yes is missing; EXPIRED when the time had run
    out. The office's yes stands for the manager's too. Pressing twice is success twice.
    """
    row, held = _held(enrolment, *replaced_rows(enrolment))
    return approve_locked(row, held, by=by, actor=actor, now=now)


def approve_locked(
    row: Enrolment, held: Held, *, by: str, actor: User | None, now: datetime
) -> Enrolment:
    """Say yes to a place whose event, with its course, and replaced_rows() are held."""
    _refuse_own(row, actor)
    if row.status == Status.CONFIRMED or (by == By.MANAGER and _manager_said_yes(row)):
        return row
    _refuse_over(row)
    if _is_past(row, held.now):
        return _expire_locked(row, now=now)
    row.needs_manager = False
    row.needs_office = row.needs_office and by == By.MANAGER
    if not row.needs_office:
        row.become(Status.CONFIRMED)
        row.held_until = None
    row.changed_at = now
    row.save()
    record(row, "approve_enrolment", title=row.ref, actor=actor, now=now, by=str(by))
    if by == By.MANAGER:
        confirm_manager_locked(row.person, row.manager_email, now=now)
    if row.status == Status.CONFIRMED:
        mail_enrolment_confirmed(row, sessions_of(row.event), now=now)
        leave_replaced_locked(row, held, actor=actor, now=now)
    return row


@transact
def decline_enrolment(
    enrolment: Enrolment, *, by: str, actor: User | None, now: datetime, reason: str = ""
) -> Enrolment:
    """Say no for a manager or the office: the place goes to others. Past its time it is EXPIRED.

    A manager may say no to a firm place too, until it begins. Pressing twice is success twice.
    """
    row, held = _held(enrolment)
    _refuse_own(row, actor)
    if row.status == Status.DECLINED:
        return row
    if not (
        by == By.MANAGER and row.status == Status.CONFIRMED and not row.event.has_started(held.now)
    ):
        _refuse_over(row)
    if row.status == Status.AWAITING_APPROVAL and _is_past(row, held.now):
        return _expire_locked(row, now=now)
    end = PlaceEnd.DECLINED_BY_MANAGER if by == By.MANAGER else PlaceEnd.DECLINED_BY_OFFICE
    if by == By.MANAGER:
        confirm_manager_locked(row.person, row.manager_email, now=now)
    end_place_locked(row, end, actor=actor, now=now, reason=reason)
    return row


@transact
def expire_approval(enrolment: Enrolment, now: datetime) -> Enrolment:
    """End a place nobody approved in time, and offer it on. Not before its time."""
    row, held = _held(enrolment)
    if row.status != Status.AWAITING_APPROVAL or not _is_past(row, held.now):
        return row
    return _expire_locked(row, now=now)


def _held(enrolment: Enrolment, *others: Model) -> tuple[Enrolment, Held]:
    """The row and its event locked, its course at hand; and all that is held."""
    held = lock_resources(enrolment.event, enrolment, *others)
    row = held[enrolment]
    row.event = held[enrolment.event]
    return row, held


def _refuse_own(row: Enrolment, actor: User | None) -> None:
    if actor is not None and actor.pk == row.person_id:
        raise Refusal(
            "Only your manager can answer here. Sign out first if you answer for somebody else.",
            code="own_approval",
        )


def _manager_said_yes(row: Enrolment) -> bool:
    return row.status == Status.AWAITING_APPROVAL and not row.needs_manager


def _refuse_over(row: Enrolment) -> None:
    if row.status == Status.CONFIRMED:
        raise Refusal(
            "This place is confirmed already. It can only be cancelled now.", code="approval_over"
        )
    if row.status != Status.AWAITING_APPROVAL:
        raise Refusal(
            "This place has ended in the meantime, so nothing was changed.", code="approval_over"
        )


def _is_past(row: Enrolment, at: datetime) -> bool:
    """Whether the time to answer has run out; its last moment is not part of it."""
    return row.held_until is None or row.held_until <= at


def _expire_locked(row: Enrolment, *, now: datetime) -> Enrolment:
    end = PlaceEnd.MANAGER_TOO_LATE if row.needs_manager else PlaceEnd.OFFICE_TOO_LATE
    end_place_locked(row, end, actor=None, now=now)
    return row

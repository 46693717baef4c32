"""Who delivers what. Every write goes through here."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from bookings.rota.emails.assignment import mail_assignment_made, mail_assignment_released
from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import (
    clash_words,
    holding_on,
    is_on,
    near,
    travel_times,
    unfit_words,
)
from core import audit
from core.changes.locks import lock_resources, transact
from core.dates import range_words
from core.errors import Refusal
from training.events.models import Event, Session

Role = Assignment.Role
State = Assignment.State


@transact
def assign(
    session: Session,
    facilitator: Facilitator,
    *,
    actor: User,
    now: datetime,
    role: str = Role.LEAD,
) -> Assignment:
    """Put a facilitator on a session.

    Refuses with session_off, facilitator_unfit, already_assigned, staff_in_room and
    facilitator_clash, whose texts name what is in the way. Sessions that meet end to start
    at one place do not clash.
    """
    held = lock_resources(session.event, session, facilitator)
    session, facilitator, event = held[session], held[facilitator], held[session.event]
    # As it is behind the lock: the rules below read the session's date.
    session.event = event
    _refuse_called_off(session, event)
    _refuse_unfit(facilitator, session)
    _refuse_taken(facilitator, session, role)
    _refuse_same_person(facilitator, event)
    _refuse_clash(facilitator, session)
    assignment = _insert(session, facilitator, role, now)
    audit.record(
        assignment, "assign", title=session.ref, actor=actor, now=now, role=assignment.role
    )
    if event.status == Event.Status.SCHEDULED:  # else they hear when the date is confirmed
        mail_assignment_made(assignment, now=now)
    return assignment


@transact
def release_assignment(assignment: Assignment, *, actor: User, now: datetime) -> Assignment:
    """Take a facilitator off a session. Refuses with assignment_over when they are off it."""
    session = assignment.session
    held = lock_resources(session.event, session, assignment)
    return release_locked(held[assignment], State.RELEASED, actor=actor, now=now)


@transact
def release_called_off(assignment: Assignment, now: datetime) -> Assignment:
    """Give a facilitator their time back when a session was called off. Safe twice."""
    session = assignment.session
    held = lock_resources(session.event, session, assignment)
    assignment = held[assignment]
    if assignment.is_holding and held[session].state == Session.State.CANCELLED:
        return release_locked(assignment, State.RELEASED, actor=None, now=now)
    return assignment


def release_locked(
    assignment: Assignment, state: Assignment.State, *, actor: User | None, now: datetime
) -> Assignment:
    """Free the facilitator's time, under the event's lock. Who was told is told again."""
    if not assignment.may_become(state):
        raise Refusal("This facilitator is not on the session any more.", code="assignment_over")
    assignment.become(state)
    assignment.calendar_sequence += 1
    assignment.changed_at = now
    assignment.save(update_fields=["state", "calendar_sequence", "changed_at"])
    session = assignment.session
    audit.record(assignment, "release", title=session.ref, actor=actor, now=now)
    # Of a date that was only held nobody has heard.
    if session.event.status != Event.Status.HELD:
        mail_assignment_released(assignment, now=now)
    return assignment


def _refuse_called_off(session: Session, event: Event) -> None:
    if session.state == Session.State.CANCELLED or event.status == Event.Status.CANCELLED:
        raise Refusal(
            "This session has been called off, so nobody can be assigned to it.",
            code="session_off",
        )


def _refuse_unfit(facilitator: Facilitator, session: Session) -> None:
    words = unfit_words(facilitator, session)
    if words:
        raise Refusal(f"{facilitator.user.name} {words}.", code="facilitator_unfit")


def _refuse_taken(facilitator: Facilitator, session: Session, role: str) -> None:
    if is_on(facilitator, session):
        raise Refusal(
            f"{facilitator.user.name} is on this session already.", code="already_assigned"
        )
    leads = [row for row in holding_on(session) if row.role == Role.LEAD]
    if role == Role.LEAD and leads:
        raise Refusal(
            f"{leads[0].facilitator.user.name} leads this session. "
            "Take them off it first, or assign a second adult.",
            code="already_assigned",
        )


def _refuse_same_person(facilitator: Facilitator, event: Event) -> None:
    """Domain 4.1: the class's own adult stays in the room beside our facilitator."""
    name = _folded(facilitator.user.name)
    if name in {_folded(named) for named in event.host_staff}:
        raise Refusal(
            f"{facilitator.user.name} is named as the member of staff who stays in the room. "
            "That has to be another adult, so that the group is never alone with a visitor.",
            code="staff_in_room",
        )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _refuse_clash(facilitator: Facilitator, session: Session) -> None:
    times = travel_times()
    held = near(session, times).filter(facilitator=facilitator)
    words = clash_words(session, held, times)
    if words:
        raise Refusal(f"{facilitator.user.name} {words}.", code="facilitator_clash")


def _insert(session: Session, facilitator: Facilitator, role: str, now: datetime) -> Assignment:
    """Write it; PostgreSQL's exclusion constraint has the last word."""
    assignment = Assignment(
        session=session,
        facilitator=facilitator,
        role=Role(role),
        state=State.ACCEPTED,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=now,
    )
    try:
        # A savepoint: after a refused statement PostgreSQL answers nothing more in a transaction.
        with transaction.atomic():
            assignment.save()
    except IntegrityError as error:
        when = range_words(session.starts_at, session.ends_at)
        raise Refusal(
            f"{facilitator.user.name} already has a session on {when}.", code="facilitator_clash"
        ) from error
    return assignment

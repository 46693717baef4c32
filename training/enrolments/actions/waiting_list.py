"""The waiting list: joining it, leaving it, and answering the offer of a place.

A time that runs out is compared with the database's (rule 9). An offer past its time
is ended where somebody answers it, whether the worker has come round or not: that must be kept,
so the action returns the row as EXPIRED instead of refusing, and the page says so.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from accounts.actions.line_manager import refuse_own_address
from accounts.actions.naming import count_named_locked
from accounts.actions.person import person_closed
from accounts.models import User
from core.audit import record
from core.changes.locks import Held, lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.approval import settle_locked
from training.enrolments.actions.eligibility import (
    refuse_over_cap,
    refuse_unfit,
    refuse_unfit_booking,
    refuse_unfit_person,
)
from training.enrolments.actions.enrolment import (
    already_enrolled,
    enrolment_ended,
    refuse_second,
)
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.reissue import reissue_offer_locked
from training.enrolments.actions.replacement import (
    leave_replaced_locked,
    refuse_closed,
    replaced_rows,
)
from training.enrolments.emails.undelivered import came_to_nothing
from training.enrolments.emails.waiting_list import mail_waiting_joined
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import own_enrolment_beside
from training.enrolments.queries.enrolment_request import BARE_REQUEST, EnrolmentRequest
from training.enrolments.queries.waiting_list import has_priority
from training.events.models import Event
from training.events.queries.event import sessions_of
from training.framework.actions.person_role import set_roles_locked
from training.framework.models import RoleGroup

Status = Enrolment.Status


@transact
def join_waiting_list(
    person: User,
    event: Event,
    request: EnrolmentRequest = BARE_REQUEST,
    *,
    actor: User,
    now: datetime,
) -> Enrolment:
    """Put a person on the list of a full event. Raises a Refusal that says why not."""
    held = lock_resources(event, person)
    event, person = held[event], held[person]
    set_roles_locked(person, request.roles, now=now)
    refuse_closed(event, now)
    if not (event.is_full or request.group_ref):
        raise Refusal(
            "There are places on this date, so nobody has to wait. Take one on the date's page.",
            code="seats_free",
        )
    count_named_locked(actor, [request.manager_email], now=now)
    return queue_locked(person, event, request, actor=actor, now=now)


def queue_locked(
    person: User, event: Event, request: EnrolmentRequest, *, actor: User, now: datetime
) -> Enrolment:
    """Put one person on the list. The caller holds the event's lock; its course is at hand.

    Several who come together are queued one after the other, with the same `group_ref`, in one
    transaction; the caller has seen that the places left are too few for all of them.
    """
    refuse_closed(event, now)
    if request.is_for_another:
        refuse_unfit_booking(event.course, request, now=now)
    elif not person.is_active:  # merged or closed since the address was looked up
        raise person_closed()
    elif refuse_unfit(person, event.course, request, now=now, event=event).holds:
        refuse_second(person, event, actor)
    refuse_over_cap(event, request.organisation, now=now)
    if request.manager_email and not request.is_for_another:
        refuse_own_address(person, request.manager_email)
    row = request.row_for(person, event, now=now)
    row.become(Status.WAITING)
    row.waitlisted_at = now
    row.has_priority = has_priority(person, event.course)
    row.save()
    record(row, "join_waiting_list", title=row.ref, actor=actor, now=now)
    mail_waiting_joined(row, sessions_of(event), now=now)
    return row


@transact
def accept_offer(
    enrolment: Enrolment,
    *,
    actor: User,
    now: datetime,
    manager_email: str = "",
    access_needs: str = "",
    roles: Sequence[RoleGroup] = (),
) -> Enrolment:
    """Say yes to an offered place; look at the status of the row returned.

    CONFIRMED, or AWAITING_APPROVAL when somebody else must say yes too; EXPIRED when the time had
    run out: then the place has gone to the next. Pressing twice is success twice.
    Of a place that another booked it is asked now whether the course is for this person: refuses
    with already_enrolled, role_not_open, prerequisite.
    """
    row, held = _held(enrolment, enrolment.person, *replaced_rows(enrolment))
    row.person = held[enrolment.person]
    if row.status in Enrolment.ASKED_FOR or row.status == Status.EXPIRED:
        return row
    _refuse_not_offered(row)
    if _is_past(row, held.now):
        return _expire_locked(row, now=now)
    set_roles_locked(row.person, roles, now=now)
    if row.awaits_consent:
        _refuse_unfit(row)
    row.manager_email = manager_email or row.manager_email
    count_named_locked(actor, [row.manager_email], now=now)  # the one the booker named, too
    row.access_needs = access_needs or row.access_needs
    settle_locked(
        row, sessions_of(row.event), now=now, is_approved=row.approval_carried_over or _moves(row)
    )
    record(row, "accept_offer", title=row.ref, actor=actor, now=now, status=row.status)
    if row.status == Status.CONFIRMED:
        leave_replaced_locked(row, held, actor=actor, now=now)
    return row


def _refuse_unfit(row: Enrolment) -> None:
    """Refuse who has a place of their own, or whom the course is not for: it stays held."""
    if beside := own_enrolment_beside(row):
        if beside.status == Status.WAITING:
            raise already_enrolled(
                "You are on the waiting list of this date yourself. Leave it first, on your page "
                "of it, then say yes here."
            )
        raise already_enrolled(
            "You have a place on this date already. Say no to this one, so that somebody else can "
            "have it."
        )
    # On the way from another date they were asked there.
    if row.replaces is None or row.replaces.event_id == row.event_id:
        refuse_unfit_person(row.person, row.event.course)


def _moves(row: Enrolment) -> bool:
    """Whether the person gives up a firm place on another date: then nobody is asked again."""
    return row.replaces is not None and row.replaces.status == Status.CONFIRMED


@transact
def decline_offer(enrolment: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    """Say no to an offered place: it goes to the next. Past its time the row ends as EXPIRED."""
    row, held = _held(enrolment)
    if row.status in Enrolment.REFUSED:
        return row
    if row.status in Enrolment.ASKED_FOR:
        raise Refusal(
            "You have said yes to this place. If you cannot come, cancel it on your page.",
            code="offer_taken",
        )
    _refuse_not_offered(row)
    if _is_past(row, held.now):
        return _expire_locked(row, now=now)
    return _decline_locked(row, actor=actor, now=now)


@transact
def leave_waiting_list(enrolment: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    """Take a person off the list. One whom a place was offered meanwhile says no to it."""
    row, _ = _held(enrolment)
    if row.status == Status.CANCELLED or row.status in Enrolment.REFUSED:
        return row
    if row.status == Status.OFFERED:
        return _decline_locked(row, actor=actor, now=now)
    if row.status != Status.WAITING:
        raise enrolment_ended("You are not on this waiting list, so nothing was changed.")
    # Those who came with this person may fit now: a seat may be offered, though none came free.
    end_place_locked(row, PlaceEnd.LEFT_LIST, actor=actor, now=now)
    return row


@transact
def expire_offer(enrolment: Enrolment, now: datetime) -> Enrolment:
    """End an offer nobody answered in time, and offer the place on. Not before its time.

    An offer that no mail told of, because none left meanwhile, is made anew instead, once.
    """
    row, held = _held(enrolment)
    if row.status != Status.OFFERED or not _is_past(row, held.now):
        return row
    if not row.event.has_started(held.now) and came_to_nothing(row):
        reissue_offer_locked(row, sessions_of(row.event), actor=None, now=now)
        return row
    return _expire_locked(row, now=now)


@transact
def end_waiting(enrolment: Enrolment, now: datetime) -> Enrolment:
    """Take a person off the list of an event that has begun."""
    row, _ = _held(enrolment)
    if row.status != Status.WAITING or not row.event.has_started(now):
        return row
    end_place_locked(row, PlaceEnd.WAITING_OVER, actor=None, now=now)
    return row


@transact
def offer_places(event: Event, now: datetime) -> list[Enrolment]:
    """Offer what is free to those who wait: for places that came free in any other way."""
    return offer_seats_locked(lock_resources(event)[event], now=now)


def _held(enrolment: Enrolment, *others: Model) -> tuple[Enrolment, Held]:
    """The row and its event locked, its course at hand; and all that is held."""
    held = lock_resources(enrolment.event, enrolment, *others)
    row = held[enrolment]
    row.event = held[enrolment.event]
    return row, held


def _refuse_not_offered(row: Enrolment) -> None:
    if row.status == Status.WAITING:
        raise Refusal(
            "No place has come free for you yet. We write to you as soon as one does.",
            code="not_offered",
        )
    if row.status != Status.OFFERED:
        raise enrolment_ended()


def _is_past(row: Enrolment, at: datetime) -> bool:
    """Whether an offer's time has run out; its last moment is not part of it."""
    return row.held_until is None or row.held_until <= at or row.event.has_started(at)


def _expire_locked(row: Enrolment, *, now: datetime) -> Enrolment:
    end_place_locked(row, PlaceEnd.OFFER_EXPIRED, actor=None, now=now)
    return row


def _decline_locked(row: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    end_place_locked(row, PlaceEnd.OFFER_DECLINED, actor=actor, now=now)
    return row

"""A place moves to another date in one step: nobody is ever without both."""

from datetime import datetime

from accounts.actions.naming import count_written_to_locked
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.capacity import event_full
from training.enrolments.actions.eligibility import refuse_over_cap
from training.enrolments.actions.enrolment import already_enrolled, enrolment_ended
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import (
    answer_by,
    first_in_line,
    place_replacement_locked,
    refuse_closed,
    replacement_of,
)
from training.enrolments.emails.change import mail_enrolment_moved, mail_put_on_list
from training.enrolments.emails.waiting_list import mail_offer_made
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import active_enrolment
from training.events.actions.event import event_started
from training.events.models import Event
from training.events.queries.event import sessions_of

Status = Enrolment.Status


def not_firm(
    words: str = "Only a confirmed place can be moved. Ask the training team for help.",
) -> Refusal:
    return Refusal(words, code="not_firm")


@transact
def move_enrolment(
    enrolment: Enrolment,
    to_event: Event,
    *,
    actor: User,
    now: datetime,
    reason: str = "",
    to_waiting: bool = False,
) -> Enrolment:
    """Move a place to another date; the row there. Twice is success twice.

    A full date is refused, unless `to_waiting`: then the person keeps the place and waits for the
    other. Refuses with same_event, other_course, move_too_late, not_firm, event_full,
    already_enrolled, enrolment_ended, organisation_cap or what closes a date.
    """
    held = lock_resources(enrolment.event, to_event, enrolment, enrolment.person)
    row, target = held[enrolment], held[to_event]
    row.event, row.person = held[enrolment.event], held[enrolment.person]
    standing = active_enrolment(row.person, target)
    if standing and standing.replaces_id == row.pk:
        return standing
    _refuse(row, target, by_office=actor.pk != row.person_id, now=now)
    if standing:
        raise already_enrolled("There is a place, or a place in line, on that date already.")
    booker = row.booked_by.email if row.name_given and row.booked_by else ""
    count_written_to_locked(actor, [row.manager_email, booker], now=now)
    if target.is_full and to_waiting:
        return wait_beside_locked(row, target, actor=actor, now=now, reason=reason)
    return move_locked(row, target, actor=actor, now=now, reason=reason)


def _refuse(row: Enrolment, target: Event, *, by_office: bool, now: datetime) -> None:
    if row.event == target:
        raise Refusal("The place is on this date already. Choose another one.", code="same_event")
    if not row.may_become(Status.MOVED):
        raise enrolment_ended()
    if row.event.has_started(now):
        raise event_started("This date has already started, so the place stays on it.")
    refuse_closed(target, now)
    if by_office:
        return
    if row.status != Status.CONFIRMED:
        raise not_firm()
    if target.course_id != row.event.course_id:
        raise Refusal(
            "This date is of another course. Choose a date of the same course.", code="other_course"
        )
    if row.is_late_at(now):
        raise Refusal(
            "It is too close to the day to move this place yourself. Ask the training team.",
            code="move_too_late",
        )
    refuse_over_cap(target, row.organisation, now=now)


def move_locked(
    row: Enrolment,
    target: Event,
    *,
    actor: User,
    now: datetime,
    reason: str,
    offers_later: bool = False,
) -> Enrolment:
    """Take a place on the target for the old one; both events are locked, with courses.

    A confirmed place stays confirmed; any other becomes an offer, to say yes to.
    Refuses with event_full.
    """
    if target.is_full:
        raise event_full("All places on that date are taken. Choose another date.")
    is_firm = row.status == Status.CONFIRMED
    until = None if is_firm else answer_by(target, now)
    made = replacement_of(row, target, now=now, held_until=until, group_ref="")
    end_place_locked(
        row,
        PlaceEnd.MOVED if is_firm else PlaceEnd.MOVED_TO_OFFER,
        actor=actor,
        now=now,
        reason=reason,
        made=made,
        offers_later=offers_later,
    )
    place_replacement_locked(made, Status.CONFIRMED if is_firm else Status.OFFERED)
    record(made, "receive_place", title=made.ref, actor=actor, now=now, moved_from=row.ref)
    tell = mail_enrolment_moved if is_firm else mail_offer_made
    tell(made, sessions_of(target), now=now)
    return made


def wait_beside_locked(
    row: Enrolment, target: Event, *, actor: User, now: datetime, reason: str
) -> Enrolment:
    """Join the waiting list of another date and keep the place until one there is taken."""
    made = replacement_of(row, target, now=now, waitlisted_at=now, group_ref="")
    place_replacement_locked(made, Status.WAITING)
    record(made, "join_waiting_list", title=made.ref, actor=actor, now=now, reason=reason)
    mail_put_on_list(made, sessions_of(target), first=False, now=now)
    return made


def put_first_in_line_locked(
    rows: list[Enrolment], target: Event, *, actor: User, now: datetime, reason: str
) -> None:
    """End places and put their people, in this order, before everyone who waits for a date."""
    sessions = sessions_of(target)
    for row, front in zip(rows, first_in_line(target, len(rows), now), strict=True):
        if row.status == Status.CONFIRMED and target.course_id == row.event.course_id:
            front["approval_carried_over"] = True
        made = replacement_of(row, target, now=now, **front)
        end = PlaceEnd.PUT_FIRST_IN_LINE
        end_place_locked(row, end, actor=actor, now=now, reason=reason, made=made)
        place_replacement_locked(made, Status.WAITING)
        record(made, "receive_place", title=made.ref, actor=actor, now=now, moved_from=row.ref)
        mail_put_on_list(made, sessions, first=True, now=now)

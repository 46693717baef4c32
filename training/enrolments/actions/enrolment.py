"""What can happen to a person's place. Every write goes through here."""

from collections.abc import Sequence
from datetime import datetime

from accounts.actions.naming import count_named_locked
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.approval import settle_locked
from training.enrolments.actions.capacity import event_full, take_seat_locked
from training.enrolments.actions.eligibility import refuse_over_cap, refuse_unfit
from training.enrolments.actions.place_end import (
    PlaceEnd,
    end_place_locked,
    end_places_locked,
)
from training.enrolments.models import Enrolment
from training.enrolments.presenters.overlap import own_words
from training.enrolments.queries.enrolment import active_enrolment, active_enrolments
from training.enrolments.queries.enrolment_request import BARE_REQUEST, EnrolmentRequest
from training.enrolments.queries.overlap import overlapping
from training.events.actions.event import (
    event_cancelled,
    event_not_open,
    event_reserved,
    event_started,
    has_begun,
)
from training.events.models import Event, Session
from training.events.queries.event import next_event_with_seats, sessions_of
from training.framework.actions.person_role import set_roles_locked

Status = Enrolment.Status

HAS_PLACE = "You already have a place on this date, so there is nothing more to do."
ALREADY = {
    Status.WAITING: "You are on the waiting list of this date already: your page of it shows where "
    "you stand, and we write to you when a place comes free.",
    Status.OFFERED: "A place on this date is held for you already. Say yes or no to it on your "
    "page of this date.",
}


def already_enrolled(words: str = HAS_PLACE) -> Refusal:
    return Refusal(words, code="already_enrolled")


def refuse_second(person: User, event: Event, actor: User) -> None:
    """Refuse a second place, in words for the person or for whoever asks on their behalf."""
    row = active_enrolment(person, event)
    if row is None:
        return
    if actor.pk != person.pk:
        waits = row.status == Status.WAITING
        has = "is on the waiting list of" if waits else "has a place on"
        raise already_enrolled(f"This person {has} this date already.")
    raise already_enrolled(ALREADY.get(Status(row.status), HAS_PLACE))


def enrolment_ended(
    words: str = "This place has already ended, so nothing was changed.",
) -> Refusal:
    return Refusal(words, code="enrolment_ended")


@transact
def enrol(
    person: User,
    event: Event,
    request: EnrolmentRequest = BARE_REQUEST,
    *,
    actor: User,
    now: datetime,
    override: str = "",
    asks_about_both: bool = False,
) -> Enrolment:
    """Give a person a place. Raises a Refusal that says why not, and then changes nothing.

    With `override`, the office's reason, whom the course is for and its cap are passed over.
    With `asks_about_both`, refuses with two_at_once a person who has another place at that time
    and has not been asked yet whether that is meant.
    """
    _refuse_impossible(person, event, actor, now)  # what the lock could not make better
    held = lock_resources(event, person)
    event, person = held[event], held[person]
    _refuse_impossible(person, event, actor, now)
    set_roles_locked(person, request.roles, now=now)
    absent_at: list[datetime] = []
    may_clash = True
    if override:
        refuse_second(person, event, actor)
    else:
        facts = refuse_unfit(person, event.course, request, now=now, event=event)
        if facts.holds:
            refuse_second(person, event, actor)
        refuse_over_cap(event, request.organisation, now=now)
        absent_at, may_clash = facts.absent_at, facts.may_clash
    if asks_about_both and may_clash:
        _ask_about_both(person, event)
    count_named_locked(actor, [request.manager_email], now=now)
    take_seat_locked(event)
    row = request.row_for(person, event, now=now)
    sessions = sessions_of(event)
    settle_locked(
        row,
        sessions,
        now=now,
        absent_at=absent_at,
        is_approved=bool(override),
        may_clash=may_clash,
    )
    noted = {"override": True} if override else {}
    record(row, "enrol", title=row.ref, actor=actor, now=now, reason=override, **noted)
    return row


def _ask_about_both(person: User, event: Event) -> None:
    if words := own_words(list(overlapping(person, event))):
        raise Refusal(f"{words} Tick that you want this place as well.", code="two_at_once")


def _refuse_impossible(person: User, event: Event, actor: User, now: datetime) -> None:
    """Refuse what no place can be had on. Called before the lock to save it, and again under it."""
    if event.status == Event.Status.CANCELLED:
        raise event_cancelled()
    if event.entry == Event.Entry.RESERVED:
        raise event_reserved()
    if event.status != Event.Status.SCHEDULED:
        raise event_not_open()
    if has_begun(event, now):
        raise event_started()
    if event.is_full:
        refuse_second(person, event, actor)
        raise event_full(_full_words(event, now))


def _full_words(event: Event, now: datetime) -> str:
    other = next_event_with_seats(event.course, now)
    if other is None:
        return (
            "All places on this date are taken, and no later date is open yet. There is a waiting "
            "list: the date's page leads to it."
        )
    return (
        f"All places on this date are taken. The next date with places is {other.when_words}. "
        "There is a waiting list for this one too: its page leads to it."
    )


@transact
def cancel_enrolment(
    enrolment: Enrolment, *, actor: User, now: datetime, reason: str = ""
) -> Enrolment:
    """Give a place back. Twice is success twice; too late for others to use it is recorded so.

    Refuses with event_started, and enrolment_ended for a place that ended another way.
    """
    held = lock_resources(enrolment.event, enrolment)
    event, row = held[enrolment.event], held[enrolment]
    row.event = event
    if row.status in Enrolment.CANCELS:
        return row
    cancel_locked(row, actor=actor, now=now, reason=reason)
    return row


def cancel_locked(
    row: Enrolment,
    *,
    actor: User,
    now: datetime,
    reason: str,
    sessions: Sequence[Session] | None = None,
    offers_later: bool = False,
) -> None:
    """End a place somebody cancels. `row.event` is locked; see end_place_locked().

    Refuses with event_started, and enrolment_ended for a place that ended another way.
    """
    if not row.may_become(Status.CANCELLED):
        raise enrolment_ended()
    if row.event.has_started(now):
        raise event_started(
            "This date has already started, so your place can no longer be cancelled."
        )
    end = PlaceEnd.CANCELLED
    if row.status == Status.WAITING:
        end = PlaceEnd.WAITING_CANCELLED
    elif row.status == Status.OFFERED and actor.pk == row.person_id:
        end = PlaceEnd.OFFER_CANCELLED
    elif row.status in Enrolment.ASKED_FOR and row.is_late_at(now):
        end = PlaceEnd.CANCELLED_LATE
    end_place_locked(
        row,
        end,
        actor=actor,
        now=now,
        sessions=sessions,
        reason=reason,
        offers_later=offers_later,
    )


def end_enrolments_locked(event: Event, *, actor: User | None, now: datetime) -> int:
    """End every place of an event that is being cancelled and tell its people; how many.

    The event's lock covers its enrolments: nobody joins or leaves without it.
    """
    rows = list(active_enrolments(event).select_related("booked_by", "replaces"))
    for row in rows:
        row.event = event
    end_places_locked(rows, PlaceEnd.EVENT_CANCELLED, actor=actor, now=now)
    return len(rows)


@transact
def forget_access_needs(enrolment: Enrolment, now: datetime) -> None:
    """Delete what someone needed to take part, once nobody needs to know it any more."""
    row = lock_resources(enrolment)[enrolment]
    row.access_needs = ""
    row.save(update_fields=["access_needs"])

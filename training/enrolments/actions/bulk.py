"""One thing is done to several places of a date, to all of them or to none."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model

from accounts.models import User
from core.audit import record
from core.changes.locks import Held, lock_resources, transact
from core.errors import Refusal
from core.text import count_words
from training.enrolments.actions.approval import By, approve_locked
from training.enrolments.actions.enrolment import cancel_locked
from training.enrolments.actions.move import move_locked
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.actions.replacement import refuse_closed
from training.enrolments.models import Enrolment
from training.enrolments.queries.bulk import FITS, BulkAction, BulkRequest
from training.enrolments.queries.enrolment import active_enrolments
from training.events.models import Event
from training.events.queries.event import sessions_of

CHANGED = "These places have changed in the meantime. Choose them again."


def blocking_reason(
    event: Event, rows: Iterable[Enrolment], request: BulkRequest, now: datetime
) -> str:
    """Why it cannot be done to all of them, as a sentence; nothing when it can."""
    found = [row for row in rows if row.ref in request.refs]
    if not found or len(found) != len(set(request.refs)):
        return CHANGED
    unfit = [row.person.name for row in found if row.status not in FITS[request.do]]
    if unfit:
        return f"This cannot be done to the place of {', '.join(unfit[:3])}. Choose again."
    if event.has_started(now):
        return "This date has already started, so its places stay as they are."
    return _no_room(event, found, request, now) if request.to_event else ""


def _no_room(event: Event, rows: Sequence[Enrolment], request: BulkRequest, now: datetime) -> str:
    target = request.to_event
    if target is None or target.pk == event.pk:
        return "Choose another date to move them to."
    try:
        refuse_closed(target, now)
    except Refusal as refusal:
        return str(refusal)
    people = [row.person_id for row in rows]
    there = active_enrolments(target).filter(person__in=people).first()
    if there:
        return f"{there.person.name} has a place on that date already, or waits for one."
    if len(rows) > target.places_left:
        left = count_words(target.places_left, "place")
        who = count_words(len(rows), "person", "people")
        return f"That date has {left} left for {who}. Choose another one."
    return ""


@transact
def apply_bulk_action(event: Event, request: BulkRequest, *, actor: User, now: datetime) -> Event:
    """Approve, cancel or move places. Refuses with bulk, and then nothing has changed."""
    dates = [request.to_event] if request.to_event else []
    held = lock_resources(
        event, *dates, *_dates_left(event, request), then=lambda _: _places(event, request)
    )
    event, target = held[event], held[request.to_event] if request.to_event else None
    rows = [held[row] for row in _chosen(event, request)]
    for row in rows:
        row.event, row.person = event, held[row.person]
    words = blocking_reason(
        event, rows, BulkRequest(request.do, request.refs, target, request.reason), now
    )
    if words:
        raise Refusal(words, code="bulk")
    _do(event, rows, target, request, held=held, actor=actor, now=now)
    record(
        event,
        "apply_bulk_action",
        title=event.ref,
        actor=actor,
        now=now,
        reason=request.reason,
        what=str(request.do),
        people=len(rows),
    )
    return event


def _chosen(event: Event, request: BulkRequest) -> Iterable[Enrolment]:
    rows = Enrolment.objects.filter(event=event, ref__in=request.refs)
    return rows.select_related("person", "replaces__event").order_by("pk")


def _dates_left(event: Event, request: BulkRequest) -> list[Event]:
    """The dates of places that end when a chosen one becomes firm: settled when it was made."""
    if request.do != BulkAction.APPROVE:
        return []
    return [row.replaces.event for row in _chosen(event, request) if row.replaces]


def _places(event: Event, request: BulkRequest) -> list[Model]:
    rows = list(_chosen(event, request))
    left = [row.replaces for row in rows if row.replaces and request.do == BulkAction.APPROVE]
    return [*rows, *(row.person for row in rows), *left]


def _do(
    event: Event,
    rows: Sequence[Enrolment],
    target: Event | None,
    request: BulkRequest,
    *,
    held: Held,
    actor: User,
    now: datetime,
) -> None:
    sessions = sessions_of(event)
    for row in rows:
        if request.do == BulkAction.APPROVE:
            approve_locked(row, held, by=By.OFFICE, actor=actor, now=now)
        elif target:
            move_locked(row, target, actor=actor, now=now, reason=request.reason, offers_later=True)
        else:
            cancel_locked(
                row,
                actor=actor,
                now=now,
                reason=request.reason,
                sessions=sessions,
                offers_later=True,
            )
    offer_seats_locked(event, now=now)

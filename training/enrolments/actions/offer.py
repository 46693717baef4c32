"""Places that come free go to those who have waited longest, as offers nobody else can take.

Whatever frees seats ends with offer_seats_locked(), in its own transaction. So a seat is free only
while nobody who fits is waiting, and a passer-by can take what is free.
"""

from datetime import datetime

from core.audit import record
from core.options import store
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.emails.waiting_list import mail_offer_made
from training.enrolments.models import Enrolment
from training.enrolments.options import COLLEAGUE_DAYS, OFFER_HOURS, OFFER_HOURS_SOON, SOON_DAYS
from training.enrolments.queries.waiting_list import waiting_groups
from training.enrolments.rules.offer_time import offer_end
from training.events.actions.event import has_begun
from training.events.models import Event
from training.events.queries.event import sessions_of


def offer_seats_locked(event: Event, *, now: datetime) -> list[Enrolment]:
    """Offer an event's free places to its waiting list; whom to, in the order of the list.

    People who come together are offered places together, or passed over until all of them fit.
    Nothing is offered once the event has begun, nor on one that is not open to all.
    """
    if event.is_full or not event.is_open or has_begun(event, now):
        return []
    chosen: list[Enrolment] = []
    left = event.places_left
    for group in waiting_groups(event):
        if len(group) <= left:
            chosen += group
            left -= len(group)
        if not left:
            break
    if chosen:
        _offer_locked(event, chosen, now)
    return chosen


def _offer_locked(event: Event, chosen: list[Enrolment], now: datetime) -> None:
    sessions = sessions_of(event)
    expires_at = offer_ends(event, now)
    for row in chosen:
        row.event = event
        take_seat_locked(event)
        row.become(Enrolment.Status.OFFERED)
        row.held_until = expires_at
        row.changed_at = now
        row.save(update_fields=["status", "held_until", "changed_at"])
        record(row, "offer_place", title=row.ref, actor=None, now=now)
        mail_offer_made(row, sessions, now=now)


def offer_ends(event: Event, now: datetime) -> datetime:
    """Until when a place offered now is held: less long when the date is near, never past it."""
    set_to = store.values(OFFER_HOURS, OFFER_HOURS_SOON, SOON_DAYS)
    near = event.starts_at - now < set_to[SOON_DAYS]
    held = set_to[OFFER_HOURS_SOON if near else OFFER_HOURS]
    return min(offer_end(now, held), event.starts_at)


def colleague_ends(event: Event, now: datetime) -> datetime:
    """Until when a place is held for somebody whose colleague booked it.

    Some days, but not into those when the date is near; then as long as any offer.
    """
    set_to = store.values(COLLEAGUE_DAYS, SOON_DAYS)
    unhurried = min(now + set_to[COLLEAGUE_DAYS], event.starts_at - set_to[SOON_DAYS])
    return max(unhurried, offer_ends(event, now))

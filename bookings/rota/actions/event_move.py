"""A date moves, and whoever delivers it moves with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Model

from accounts.models import User
from bookings.rota.actions.assignment import release_locked
from bookings.rota.emails.assignment import mail_assignment_made
from bookings.rota.models import Assignment
from bookings.rota.queries.assignment import (
    clash_words,
    holding_of_event,
    near,
    travel_times,
    unfit_words,
)
from core.changes.locks import Held, lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.event_change import NOWHERE, move_event_locked
from training.events.models import Event, Session, Venue
from training.events.queries.event import sessions_of
from training.events.rules.blocks import Block

State = Assignment.State


@transact
def move_event(  # noqa: PLR0913 - when and where, and what of its people
    event: Event,
    blocks: Sequence[Block],
    venue: Venue | None,
    join_link: str,
    *,
    elsewhere: Mapping[int, Venue] = NOWHERE,
    asks_again: bool = False,
    releases: bool = False,
    actor: User,
    now: datetime,
) -> Event:
    """Change when and where a date is: its parts, its people, its facilitators.

    A facilitator who cannot take the new time is named in a facilitator_clash; with `releases`
    they come off the session instead. Raises too what move_event_locked() raises.
    """
    venues = [row for row in (venue, *elsewhere.values()) if row]
    # Who delivers it, once nobody can be put on it any more: their other sessions decide.
    held = lock_resources(event, then=lambda held: [*_parts_and_people(held[event]), *venues])
    event = held[event]
    sessions = [_part(held, row, event) for row in sessions_of(event)]
    told = move_event_locked(
        event,
        sessions,
        blocks,
        venue=held[venue] if venue else None,
        elsewhere={number: held[row] for number, row in elsewhere.items()},
        join_link=join_link,
        asks_again=asks_again,
        actor=actor,
        now=now,
    )
    if told:
        _move_assignments(event, sessions, releases=releases, actor=actor, now=now)
    return event


def _parts_and_people(event: Event) -> list[Model]:
    rows = holding_of_event(event)
    return [*sessions_of(event), *(row.facilitator for row in rows), *rows]


def _part(held: Held, session: Session, event: Event) -> Session:
    row = held[session]
    row.event = event
    return row


def _move_assignments(
    event: Event, sessions: Sequence[Session], *, releases: bool, actor: User, now: datetime
) -> None:
    """Bring the copied times of everyone who delivers the event up to date, and tell them."""
    rows = [row for row in holding_of_event(event) if not row.session.has_started(now)]
    by_pk = {session.pk: session for session in sessions}
    for row in rows:
        row.session = by_pk[row.session_id]
    why_not = {row.pk: words for row in rows if (words := _why_not(row))}
    if why_not and not releases:
        raise Refusal(_list(rows, why_not), code="facilitator_clash")
    for row in rows:
        if row.pk in why_not:
            release_locked(row, State.RELEASED, actor=actor, now=now)
    for row in in_turn([row for row in rows if row.pk not in why_not]):
        _put_down(row, now)
        mail_assignment_made(row, now=now)


def in_turn(rows: Sequence[Assignment]) -> list[Assignment]:
    """The order in which no row is put where another still is.

    The database refuses two overlapping parts of one facilitator even for a moment, and parts
    keep their order: so what moves later goes from the last to the first, then what moves earlier
    from the first to the last.
    """
    by_start = sorted(rows, key=lambda row: row.starts_at)
    later = [row for row in by_start if row.session.starts_at > row.starts_at]
    return [*reversed(later), *(row for row in by_start if row not in later)]


def _put_down(row: Assignment, now: datetime) -> None:
    row.starts_at, row.ends_at = row.session.starts_at, row.session.ends_at
    row.calendar_sequence += 1
    row.changed_at = now
    try:
        # A savepoint: after a refused statement PostgreSQL answers nothing more in a transaction,
        # and the name below may have to be asked for.
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        name = row.facilitator.user.name
        raise Refusal(
            f"{name} has just got another session then.", code="facilitator_clash"
        ) from error


def _why_not(row: Assignment) -> str:
    """Why somebody cannot deliver the session at its new time; nothing when they can."""
    times = travel_times()
    others = near(row.session, times).filter(facilitator=row.facilitator)
    # The other parts of this date move with it: only what else they have can be in the way.
    held = others.exclude(session__event=row.session.event)
    return unfit_words(row.facilitator, row.session) or clash_words(row.session, held, times)


def _list(rows: Sequence[Assignment], why_not: dict[int, str]) -> str:
    found = [f"{row.facilitator.user.name} {why_not[row.pk]}" for row in rows if row.pk in why_not]
    whole = "; ".join(dict.fromkeys(found))
    return f"{whole}. Choose another time, or take them off this date as you move it."

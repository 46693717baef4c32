"""A date changes: how many fit, when it is, where it is. The event's row is locked throughout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from accounts.models import User
from accounts.queries.line_manager import managers_over
from core.audit import record
from core.changes.locks import Held, lock_resources, transact
from core.changes.pending_rows import inserted_together
from core.errors import Refusal
from core.text import count_words
from training.enrolments.actions.enrolment import already_enrolled, enrolment_ended
from training.enrolments.actions.move import move_locked, put_first_in_line_locked
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import answer_by, refuse_closed
from training.enrolments.emails.change import mail_event_changed
from training.enrolments.emails.manager import mail_manager_changed
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import active_enrolment, active_enrolments
from training.enrolments.queries.overlap import overlapping_by_person
from training.events.actions.event import (
    event_cancelled,
    event_reserved,
    event_started,
    refuse_blocks,
    refuse_capacity,
    refuse_retired,
    refuse_room_size,
    wrong_blocks,
)
from training.events.models import Event, Session, Venue
from training.events.queries.event import sessions_of
from training.events.queries.venue import room_named
from training.events.rules.blocks import Block
from training.events.rules.venue import folded

Status = Enrolment.Status
NOWHERE: Mapping[int, Venue] = MappingProxyType({})
MOVED = ("starts_at", "ends_at", "venue", "area", "join_link")


@dataclass(frozen=True)
class Departure:
    """Who leaves a date that gets smaller, and where to.

    To another date, or to the front of this date's waiting list; nowhere else: it is cancelled.
    """

    enrolment: Enrolment
    to_event: Event | None = None
    to_waiting: bool = False

    def held_by(self, held: Held) -> "Departure":
        """The same with locked rows."""
        target = held[self.to_event] if self.to_event else None
        return Departure(held[self.enrolment], target, self.to_waiting)


@transact
def set_capacity(
    event: Event,
    capacity: int,
    *,
    actor: User,
    now: datetime,
    moving: Sequence[Departure] = (),
    reason: str = "",
) -> Event:
    """Change how many people fit. Fewer than have places: only with those who leave named.

    What comes free goes to the waiting list. Refuses with too_many_people, capacity,
    event_started, event_reserved, event_full, already_enrolled.
    """
    targets = [one.to_event for one in moving if one.to_event]
    held = lock_resources(event, *targets, *(one.enrolment for one in moving))
    event = held[event]
    refuse_closed(event, now)
    refuse_capacity(event.course, capacity)
    if capacity > event.capacity:  # what has more than its room holds may still get smaller
        refuse_room_size(event, capacity)
    leaving = [one.held_by(held) for one in moving]
    _let_go_locked(event, leaving, actor=actor, now=now, reason=reason)
    if event.places_taken > capacity:
        raise Refusal(_too_many_words(event.places_taken, capacity), code="too_many_people")
    was, event.capacity = event.capacity, capacity
    event.save(update_fields=["capacity"])
    record(
        event,
        "set_capacity",
        title=event.ref,
        actor=actor,
        now=now,
        reason=reason,
        was=was,
        capacity=capacity,
    )
    offer_seats_locked(event, now=now)
    return event


def _too_many_words(taken: int, capacity: int) -> str:
    more = taken - capacity
    who = f"{count_words(more, 'person', 'people')} who {'leaves' if more == 1 else 'leave'}"
    return f"{count_words(taken, 'place')} are taken, which is more than {capacity}. Choose {who}."


def _let_go_locked(
    event: Event, moving: Iterable[Departure], *, actor: User, now: datetime, reason: str
) -> None:
    to_front: list[Enrolment] = []
    for one in moving:
        row = one.enrolment
        if row.event_id != event.pk or not row.holds_seat:
            raise enrolment_ended()
        row.event = event
        if one.to_event:
            _move_away_locked(row, one.to_event, actor=actor, now=now, reason=reason)
        elif one.to_waiting:
            to_front.append(row)
        else:
            end_place_locked(row, PlaceEnd.NO_ROOM, actor=actor, now=now, reason=reason)
    put_first_in_line_locked(to_front, event, actor=actor, now=now, reason=reason)


def _move_away_locked(
    row: Enrolment, target: Event, *, actor: User, now: datetime, reason: str
) -> None:
    refuse_closed(target, now)
    if target == row.event or active_enrolment(row.person, target):
        raise already_enrolled(
            f"{row.person.name} is on the date you chose already. Choose another for them."
        )
    move_locked(row, target, actor=actor, now=now, reason=reason, offers_later=True)


def move_event_locked(  # noqa: PLR0913 - when and where, and what of its people
    event: Event,
    sessions: Sequence[Session],
    blocks: Sequence[Block],
    *,
    venue: Venue | None,
    join_link: str,
    asks_again: bool,
    actor: User,
    now: datetime,
    elsewhere: Mapping[int, Venue] = NOWHERE,
) -> bool:
    """Change when and where an event and each of its parts are; whether people had to be told.

    `sessions` are its planned parts in order, locked like the event and the venues, one block for
    each; `elsewhere` names the venue of a part, by its number, that is not at the event's. A part
    that has begun stays as it is. Everyone is told with an invitation of a higher SEQUENCE; with
    `asks_again`, those who come keep their place only when they say so in time. Venues are
    compared as rows: what one is called has no part in it.
    Refuses with blocks, event_started, event_reserved, venue_retired, room_size and what else
    closes a date.
    """
    _refuse_move(event, sessions, blocks, now)
    pairs = list(zip(sessions, blocks, strict=True))
    at_other_times = any(
        (part.starts_at, part.ends_at) != (block.starts_at, block.ends_at) for part, block in pairs
    )
    if venue != event.venue:
        refuse_retired(venue)
    moves = [
        _move_part(part, block, venue, elsewhere.get(part.number), now) for part, block in pairs
    ]
    at_other_places = venue != event.venue or any(moves)
    tells = at_other_times or at_other_places
    if not tells and join_link == event.join_link:
        return False
    event.calendar_sequence += 1 if tells else 0
    _save_move(event, pairs, venue, join_link)
    if at_other_places:
        refuse_room_size(event, event.capacity)
    record(event, "move_event", title=event.ref, actor=actor, now=now, asks_again=asks_again)
    if tells:
        _tell_everyone(event, asks_again=asks_again, at_other_times=at_other_times, now=now)
    return tells


def _save_move(
    event: Event, pairs: Sequence[tuple[Session, Block]], venue: Venue | None, join_link: str
) -> None:
    for part, block in pairs:
        part.starts_at, part.ends_at = block.starts_at, block.ends_at
        part.save(update_fields=["starts_at", "ends_at", "venue", "room", "place"])
    event.starts_at, event.ends_at = pairs[0][1].starts_at, pairs[-1][1].ends_at
    event.venue, event.join_link = venue, join_link
    if venue:
        event.area_id = venue.area_id
    event.save(update_fields=[*MOVED, "calendar_sequence"])


def _move_part(
    part: Session, block: Block, venue: Venue | None, own: Venue | None, now: datetime
) -> bool:
    """Put a part where it is to be; whether that is another venue or another room."""
    if part.has_started(now):  # people were there
        part.venue = part.site if part.site != venue else None
        return False
    if own != part.venue:
        refuse_retired(own)
    site = own or venue
    is_moved = site != part.site or folded(block.place) != folded(part.room_words)
    if is_moved:
        part.room = room_named(site, block.place)
        part.place = "" if part.room else block.place
    part.venue = own if own != venue else None
    return is_moved


def _refuse_move(
    event: Event, sessions: Sequence[Session], blocks: Sequence[Block], now: datetime
) -> None:
    if event.entry == Event.Entry.RESERVED:
        raise event_reserved("This date belongs to a booking. Change the booking instead.")
    if event.status != Event.Status.SCHEDULED:
        raise event_cancelled("This date does not take place, so it cannot move.")
    if sessions[-1].has_started(now):
        raise event_started("This date has already started, so it stays where it is.")
    if len(blocks) != len(sessions):
        raise wrong_blocks(f"This date has {len(sessions)} parts. Give a day and time for each.")
    refuse_blocks(blocks, now)
    for part, block in zip(sessions, blocks, strict=True):
        stays = (part.starts_at, part.ends_at) == (block.starts_at, block.ends_at)
        if part.has_started(now) and not stays:
            raise event_started(f"Part {part.number} has started, so it stays where it is.")
        if block.starts_at <= now and not stays:
            raise wrong_blocks("Choose a day and time that are still to come.")


def _tell_everyone(event: Event, *, asks_again: bool, at_other_times: bool, now: datetime) -> None:
    """Tell everyone with a place or in line, and managers of a new time.

    No offer outlives the new start.
    """
    sessions = sessions_of(event)
    reconfirm_by = answer_by(event, now) if asks_again and not event.has_started(now) else None
    rows = list(active_enrolments(event))
    also = overlapping_by_person(event, [row.person_id for row in rows])
    for row in rows:
        row.event = event
        row.reconfirm_by = reconfirm_by if row.status == Status.CONFIRMED else None
        if row.held_until:
            row.held_until = min(row.held_until, event.starts_at)
        row.changed_at = now
    _save_together(rows, event, reconfirm_by, now)
    over = managers_over([row.person_id for row in rows if row.manager_email])
    with inserted_together():
        for row in rows:
            mail_event_changed(row, sessions, also=also.get(row.person_id, ()), now=now)
            if at_other_times and row.status in Enrolment.ASKED_FOR:
                mail_manager_changed(row, sessions, now=now, over=over)


def _save_together(
    rows: Sequence[Enrolment], event: Event, reconfirm_by: datetime | None, now: datetime
) -> None:
    """What a move makes of the places, by three statements for any number of them."""
    same = Enrolment.objects.filter(pk__in=[row.pk for row in rows])
    same.update(reconfirm_by=None, changed_at=now)
    if reconfirm_by:
        same.filter(status=Status.CONFIRMED).update(reconfirm_by=reconfirm_by)
    same.filter(held_until__gt=event.starts_at).update(held_until=event.starts_at)

"""What can happen to a date. Every write goes through here."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from accounts.models import Area, Organisation, User
from core import clock
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from core.text import count_words
from training.courses.models import Course
from training.courses.rules.facts import because_words
from training.events.models import Event, Session, Venue
from training.events.queries.venue import room_named, tightest_room
from training.events.rules.blocks import Block

LONGEST_AGO = timedelta(days=3653)
FURTHEST_AHEAD = timedelta(days=1096)


def has_begun(event: Event, now: datetime) -> bool:
    """Whether it is too late for a place, by the database's clock: a machine's may be behind."""
    return event.has_started(clock.by_database(now))


def event_started(words: str = "This date has already started. Choose a later one.") -> Refusal:
    return Refusal(words, code="event_started")


def event_cancelled(words: str = "This date has been cancelled. Choose another one.") -> Refusal:
    return Refusal(words, code="event_cancelled")


def event_reserved(
    words: str = "This date is reserved for an organisation. Choose one that is open to everyone.",
) -> Refusal:
    return Refusal(words, code="event_reserved")


def event_not_open(
    words: str = "This date is not open for enrolment yet. "
    "Look again later, or choose another one.",
) -> Refusal:
    return Refusal(words, code="event_not_open")


def wrong_blocks(words: str) -> Refusal:
    return Refusal(words, code="blocks")


@transact
def schedule_event(  # noqa: PLR0913 - an event is all of these
    course: Course,
    *,
    blocks: Sequence[Block],
    capacity: int,
    area: Area,
    mode: str,
    venue: Venue | None,
    join_link: str,
    actor: User | None,
    now: datetime,
) -> Event:
    """Put a date on which anyone may enrol into the list; at a venue, it is in the venue's area.

    Refuses with blocks, capacity, venue_retired, room_size.
    """
    held = lock_resources(course, *([venue] if venue else []))
    return schedule_event_locked(
        held[course],
        blocks=blocks,
        capacity=capacity,
        area=area,
        mode=mode,
        venue=held[venue] if venue else None,
        join_link=join_link,
        actor=actor,
        now=now,
    )


def schedule_event_locked(  # noqa: PLR0913 - an event is all of these
    course: Course,
    *,
    blocks: Sequence[Block],
    capacity: int,
    area: Area,
    mode: str,
    venue: Venue | None,
    join_link: str,
    actor: User | None,
    now: datetime,
) -> Event:
    """The same for a course and a venue that are locked: neither is changed meanwhile."""
    refuse_capacity(course, capacity)
    refuse_retired(venue)
    event = Event(
        course=course,
        capacity=capacity,
        area=venue.area if venue else area,
        mode=mode,
        venue=venue,
        join_link=join_link,
        status=Event.Status.SCHEDULED,
    )
    _save_with_sessions(event, blocks, now)
    record(event, "schedule_event", title=event.ref, actor=actor, now=now, capacity=capacity)
    return event


def reserve_event_locked(  # noqa: PLR0913 - an event is all of these
    course: Course,
    *,
    organisations: Iterable[Organisation],
    blocks: Sequence[Block],
    area: Area,
    mode: str,
    venue: Venue | None,
    actor: User | None,
    now: datetime,
    capacity: int = 0,
    host_staff: Sequence[str] = (),
) -> Event:
    """Hold a date of a locked course for organisations, behind an offer. Refuses with blocks.

    `host_staff` names the adults of theirs who stay in the room: none of them may deliver it.
    """
    event = Event(
        course=course,
        entry=Event.Entry.RESERVED,
        capacity=capacity,
        area=area,
        mode=mode,
        venue=venue,
        host_staff=list(host_staff),
        status=Event.Status.HELD,
    )
    _save_with_sessions(event, blocks, now)
    event.reserved_for.set(organisations)
    record(event, "reserve_event", title=event.ref, actor=actor, now=now)
    return event


def _save_with_sessions(event: Event, blocks: Sequence[Block], now: datetime) -> None:
    refuse_blocks(blocks, now)
    event.course_version = event.course.current_version
    event.tier = event.course.tier
    event.starts_at, event.ends_at = blocks[0].starts_at, blocks[-1].ends_at
    event.save()
    rooms = [room_named(event.venue, block.place) for block in blocks]
    Session.objects.bulk_create(
        Session(
            event=event,
            number=number,
            starts_at=block.starts_at,
            ends_at=block.ends_at,
            room=room,
            place="" if room else block.place,
        )
        for number, (block, room) in enumerate(zip(blocks, rooms, strict=True), start=1)
    )
    refuse_room_size(event, event.capacity)


def refuse_retired(venue: Venue | None) -> None:
    """Refuse, with the code venue_retired, a venue that is not offered any more."""
    if venue and not venue.is_active:
        raise Refusal(
            f"{venue.name} is not used any more. Choose another venue.", code="venue_retired"
        )


def refuse_room_size(event: Event, capacity: int) -> None:
    """Refuse, with the code room_size, more places than the smallest room of the date holds."""
    room = tightest_room(event)
    if room and room.capacity is not None and capacity > room.capacity:
        holds = count_words(room.capacity, "person", "people")
        raise Refusal(
            f"{room.name} at {room.venue.name} holds {holds}. "
            "Offer no more places than that, or choose a larger room.",
            code="room_size",
        )


def refuse_blocks(blocks: Sequence[Block], now: datetime) -> None:
    """Refuse, with the code blocks, times that do not make an event."""
    if not blocks:
        raise wrong_blocks("Give at least one date and time.")
    if any(block.ends_at <= block.starts_at for block in blocks):
        raise wrong_blocks("Each part must end after it starts.")
    if any(later.starts_at < earlier.ends_at for earlier, later in pairwise(blocks)):
        raise wrong_blocks("The parts must follow each other: each starts when the last has ended.")
    if blocks[0].starts_at < now - LONGEST_AGO or blocks[-1].ends_at > now + FURTHEST_AHEAD:
        raise wrong_blocks("Choose dates within the next 3 years.")


def refuse_capacity(course: Course, capacity: int) -> None:
    """Refuse with capacity for a number of places the course cannot have."""
    most = course.group_hard_max
    if capacity < 1:
        raise Refusal("Offer at least 1 place.", code="capacity")
    if most is not None and capacity > most:
        because = because_words(course.hard_max_reason)
        raise Refusal(f"This course takes {most} people at most{because}.", code="capacity")


def confirm_event_locked(event: Event, *, actor: User | None, now: datetime) -> Event:
    """Make a held date firm. A date that is firm already stays so: bookings may share one."""
    if event.status == Event.Status.SCHEDULED:
        return event
    if not event.may_become(Event.Status.SCHEDULED):
        raise event_cancelled()
    event.become(Event.Status.SCHEDULED)
    event.save(update_fields=["status"])
    record(event, "confirm_event", title=event.ref, actor=actor, now=now)
    return event

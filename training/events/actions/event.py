"""What can happen to a date. Every write goes through here."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from accounts.models import Area, Organisation, User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.courses.models import Course
from training.courses.rules.facts import because_words
from training.events.models import Event, Session
from training.events.rules.blocks import Block

LONGEST_AGO = timedelta(days=3653)
FURTHEST_AHEAD = timedelta(days=1096)


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
    venue: str,
    join_link: str,
    actor: User | None,
    now: datetime,
) -> Event:
    """Put a date on which anyone may enrol into the list. Refuses with blocks, capacity."""
    return schedule_event_locked(
        lock_resources(course)[course],
        blocks=blocks,
        capacity=capacity,
        area=area,
        mode=mode,
        venue=venue,
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
    venue: str,
    join_link: str,
    actor: User | None,
    now: datetime,
) -> Event:
    """The same for a course that is locked: nobody makes another version of it meanwhile."""
    refuse_capacity(course, capacity)
    event = Event(
        course=course,
        capacity=capacity,
        area=area,
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
    venue: str,
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
    Session.objects.bulk_create(
        Session(
            event=event,
            number=number,
            starts_at=block.starts_at,
            ends_at=block.ends_at,
            place=block.place,
        )
        for number, block in enumerate(blocks, start=1)
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

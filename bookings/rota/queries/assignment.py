"""Who is on which session, who could be, and why not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from bookings.rota.models import Assignment, Facilitator
from bookings.rota.options import TRAVEL_OTHER_AREA, TRAVEL_SAME_AREA
from bookings.rota.queries.assurance import gaps_of
from bookings.rota.queries.facilitator import working_facilitators
from bookings.rota.rules.assurance import gap_words
from core.clock import london_date
from core.dates import range_words
from core.options.store import values
from training.courses.models import Course
from training.events.models import Event, Session
from training.events.queries.event import SESSION_PLACE

# Who calls a session off does so before it, or soon after; what is older is looked for once a day.
CALLED_OFF_WITHIN = timedelta(days=30)
# What a message about a part says: of what it is, and where.
SESSION = ("session__event__course", "session__event__venue", "session__venue", "session__room")


@dataclass(frozen=True)
class TravelTimes:
    """What to leave between two places in one borough, and between two boroughs (domain 4.2)."""

    same_area: timedelta
    other_area: timedelta

    @property
    def longest(self) -> timedelta:
        return max(self.same_area, self.other_area)


def travel_times() -> TravelTimes:
    """As the office has set them."""
    found = values(TRAVEL_SAME_AREA, TRAVEL_OTHER_AREA)
    return TravelTimes(found[TRAVEL_SAME_AREA], found[TRAVEL_OTHER_AREA])


def sessions_of(
    facilitator: Facilitator,
    *,
    starts_from: datetime | None = None,
    starts_before: datetime | None = None,
) -> QuerySet[Session]:
    """The planned sessions of scheduled events that a facilitator is on, in order of time."""
    rows = Session.objects.filter(
        assignments__facilitator=facilitator,
        assignments__state__in=Assignment.HOLDING,
        state=Session.State.PLANNED,
        event__status=Event.Status.SCHEDULED,
    )
    if starts_from:
        rows = rows.filter(starts_at__gte=starts_from)
    if starts_before:
        rows = rows.filter(starts_at__lt=starts_before)
    return rows.select_related(*SESSION_PLACE).order_by("starts_at", "pk")


def is_on(facilitator: Facilitator, session: Session) -> bool:
    return Assignment.objects.filter(
        facilitator=facilitator, session=session, state__in=Assignment.HOLDING
    ).exists()


def holding_on(session: Session) -> QuerySet[Assignment]:
    """Who is on a session now, the lead first."""
    return (
        Assignment.objects.filter(session=session, state__in=Assignment.HOLDING)
        .select_related("facilitator__user")
        .order_by("role", "pk")  # "lead" comes before "second" by the alphabet
    )


def holding_of_event(event: Event) -> list[Assignment]:
    """Everyone's parts in an event, in the order of its sessions."""
    return list(
        Assignment.objects.filter(session__event=event, state__in=Assignment.HOLDING)
        .select_related(*SESSION, "facilitator__user")
        .order_by("session__number", "role", "pk")
    )


def called_off(now: datetime) -> QuerySet[Assignment]:
    """Parts of late that still hold someone's time though their session was called off."""
    return all_called_off(now).filter(session__starts_at__gt=now - CALLED_OFF_WITHIN)


def all_called_off(now: datetime) -> QuerySet[Assignment]:
    """Parts whose session was called off, however long ago: reads all that ever were."""
    return (
        Assignment.objects.filter(
            state__in=Assignment.HOLDING, session__state=Session.State.CANCELLED
        )
        .select_related(*SESSION, "facilitator__user")
        .order_by("pk")
    )


def near(session: Session, times: TravelTimes) -> QuerySet[Assignment]:
    """Holding assignments close enough to a session that travel could matter, by time."""
    return (
        Assignment.objects.filter(
            state__in=Assignment.HOLDING,
            # The longest way: what is further off cannot matter, and need not be read.
            starts_at__lt=session.ends_at + times.longest,
            ends_at__gt=session.starts_at - times.longest,
        )
        .exclude(session=session)
        .select_related("session__event__area")
        .order_by("starts_at", "pk")
    )


def clash_words(session: Session, held: Iterable[Assignment], times: TravelTimes) -> str:
    """The first of someone's parts that a session clashes with, in a sentence; nothing if none."""
    for other in held:
        if other.starts_at < session.ends_at and session.starts_at < other.ends_at:
            return f"already has a session on {range_words(other.starts_at, other.ends_at)}"
        needed = travel(session, other.session, times)
        # They do not overlap, so one of the two is below nought and the other is the gap.
        gap = max(session.starts_at - other.ends_at, other.starts_at - session.ends_at)
        if gap < needed:
            minutes = int(needed.total_seconds() // 60)
            return (
                f"has a session in another place on {range_words(other.starts_at, other.ends_at)} "
                f"and needs {minutes} minutes to travel"
            )
    return ""


def travel(one: Session, other: Session, times: TravelTimes) -> timedelta:
    """The time to leave between two sessions: none at the same place."""
    if is_same_place(one, other):
        return timedelta()
    same_area = one.event.area_id == other.event.area_id
    return times.same_area if same_area else times.other_area


def is_same_place(one: Session, other: Session) -> bool:
    """Whether two sessions need no travel between them: one building, or both online."""
    if one.event.mode == other.event.mode == Course.Mode.ONLINE:
        return True
    here, there = site_of(one), site_of(other)
    if not here:  # nobody has said where: only another part of the same date is at the same place
        return one.event_id == other.event_id
    return here == there


def site_of(session: Session) -> int | None:
    """The key of the venue: rooms of one venue need no travel."""
    return session.venue_id or session.event.venue_id


def unfit_words(facilitator: Facilitator, session: Session) -> str:
    """Why the facilitator may not take such a session, busy or not; nothing when they may."""
    event = session.event
    if not facilitator.is_active:
        return "does not take sessions at the moment"
    # all(): fetched along with every candidate; filter() would ask again for each.
    if event.course_id not in {course.pk for course in facilitator.courses.all()}:
        return f"is not authorised to teach {event.course.title}"
    if event.area.is_borough and event.area_id not in {a.pk for a in facilitator.areas.all()}:
        return f"does not work in {event.area.name}"
    gaps = gaps_of(facilitator, london_date(session.starts_at))
    return f"cannot be sent: {gap_words(gaps)}" if gaps else ""


@dataclass(frozen=True)
class Candidate:
    """A facilitator for a session, and why not when they cannot take it."""

    facilitator: Facilitator
    why_not: str = ""


def candidates(session: Session) -> list[Candidate]:
    """Every working facilitator for a session: who can take it first, each group by name.

    The same few queries for any number of people.
    """
    on_it = {row.facilitator_id for row in holding_on(session)}
    held: dict[int, list[Assignment]] = defaultdict(list)
    times = travel_times()
    for row in near(session, times):
        held[row.facilitator_id].append(row)
    found = [
        Candidate(one, unfit_words(one, session) or clash_words(session, held[one.pk], times))
        for one in working_facilitators()
        if one.pk not in on_it
    ]
    return sorted(found, key=lambda candidate: bool(candidate.why_not))

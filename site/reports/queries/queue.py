"""What waits for the office: requests without a date, sessions without people or registers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet, Window

from accounts.queries.remit import WHOLE, Remit
from bookings.registers.queries.register import unconfirmed_sessions
from bookings.rota.models import Assignment
from bookings.rota.queries.assurance import unassured
from bookings.rota.rules.assurance import Gap
from bookings.visits.models import Booking
from bookings.visits.queries.booking import booking_queue
from core.models import Message, MessageState
from core.queries.failed_step import failed_items
from core.queries.message import in_state
from training.events.models import Event, Session
from training.events.queries.event import SESSION_PLACE, open_events

M = TypeVar("M", bound=Model)
SHOWN, MOST = 5, 500
AHEAD = timedelta(weeks=4)
TO_SCHEDULE = [Booking.Status.REQUESTED]


@dataclass(frozen=True)
class Queue:
    """How much waits, and the first of each or all of one; dates to fill are all there are."""

    requests_number: int
    requests: list[Booking]
    unstaffed_number: int
    unstaffed: list[Session]
    unassured_number: int
    unassured: list[tuple[Assignment, list[Gap]]]  # people whose checks do not hold on the day
    unconfirmed_number: int
    unconfirmed: list[Session]
    events: list[Event]
    failed_messages: int
    failed_jobs: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for anyone. Dates to fill are no hurry."""
        return not (
            self.requests_number
            or self.unstaffed_number
            or self.unassured_number
            or self.unconfirmed_number
            or self.failed_messages
            or self.failed_jobs
        )


def office_queue(
    now: datetime,
    unfolded: str = "",
    remit: Remit = WHOLE,
    messages: QuerySet[Message] | None = None,
) -> Queue:
    """The office's work within a remit as it is now, in the same queries however much it is.

    `messages`: those that could not be sent; all of them unless it says which.
    """
    # The queue shows no groups, and who asked first comes first here, whatever day they wish for.
    requests = booking_queue(TO_SCHEDULE).order_by("created_at", "pk").prefetch_related(None)
    requests = remit.limit(requests, "organisation__area")
    unstaffed = remit.limit(unstaffed_sessions(now), "event__area")
    unconfirmed = remit.limit(unconfirmed_sessions(now), "event__area")
    short = unassured(now)
    unassured_rows = remit.limit(short.rows, "session__event__area")
    requests_number, first_requests = counted(requests, SHOWN)
    unstaffed_number, first_unstaffed = counted(unstaffed, shown("unstaffed", unfolded))
    unassured_number, first_short = counted(unassured_rows, shown("unassured", unfolded))
    unconfirmed_number, first_late = counted(unconfirmed, shown("unconfirmed", unfolded))
    return Queue(
        requests_number=requests_number,
        requests=first_requests,
        unstaffed_number=unstaffed_number,
        unstaffed=first_unstaffed,
        unassured_number=unassured_number,
        unassured=[(row, short.gaps(row)) for row in first_short],
        unconfirmed_number=unconfirmed_number,
        unconfirmed=first_late,
        events=list(remit.limit(events_to_fill(now), "area")),
        failed_messages=(in_state(MessageState.FAILED) if messages is None else messages).count(),
        failed_jobs=failed_jobs(remit),
    )  # fmt: skip


def failed_jobs(remit: Remit) -> int:
    """Jobs that somebody has to look at. They are of no borough, so the whole region's."""
    return failed_items().count() if remit.is_whole else 0


def shown(part: str, unfolded: str) -> int:
    """How many lines of a part stand in the queue: the first few, or all of the one unfolded."""
    return MOST if part == unfolded else SHOWN


def counted(rows: QuerySet[M], most: int) -> tuple[int, list[M]]:
    """How many rows there are, and the first of them, in one statement."""
    found = list(rows.annotate(how_many=Window(Count("*")))[:most])
    return (getattr(found[0], "how_many") if found else 0), found  # noqa: B009 - annotated


def unstaffed_sessions(now: datetime) -> QuerySet[Session]:
    """Coming sessions, offered or confirmed, that no facilitator leads, soonest first."""
    led = Assignment.objects.filter(
        session=OuterRef("pk"),
        starts_at__gt=now,  # as the session does: the rota of years is not read
        state__in=Assignment.HOLDING,
        role=Assignment.Role.LEAD,
    )
    return (
        Session.objects.filter(
            ~Exists(led),
            state=Session.State.PLANNED,
            event__status__in=Event.GOES_AHEAD,
            starts_at__gt=now,
        )
        .select_related(*SESSION_PLACE)
        .order_by("starts_at", "pk")
    )


def events_to_fill(now: datetime) -> QuerySet[Event]:
    """Open dates of the next four weeks that still have places, soonest first."""
    return open_events(now).filter(starts_at__lt=now + AHEAD, places_taken__lt=F("capacity"))

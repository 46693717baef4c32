"""One running of a course, and its blocks of time."""

from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db import models
from django.db.models import F, Q

from core.changes.moves import StatefulModel
from core.choices import hold_choices
from core.clock import london_date
from core.dates import range_words
from core.public_ids import new_ref
from training.courses.models import Course, CourseVersion
from training.events.models.venue import Venue, VenueRoom
from training.events.rules.seats import Seats
from training.events.rules.venue import place_words
from training.events.rules.working_days import days_before

LINK_SHOWN_BEFORE = timedelta(hours=24)


@hold_choices
class Event(StatefulModel):
    """A planned running of a course: open to enrolment, or reserved for organisations."""

    lock_rank = 30
    # Whoever holds an event decides by its course, and says where it is.
    lock_with = ("course", "venue")

    class Entry(models.TextChoices):
        OPEN = "open", "Open to all"
        RESERVED = "reserved", "Reserved"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        HELD = "held", "Held for an offer"
        SCHEDULED = "scheduled", "Scheduled"
        CANCELLED = "cancelled", "Cancelled"

    MOVES = MappingProxyType(
        {
            Status.DRAFT: frozenset({Status.HELD, Status.SCHEDULED, Status.CANCELLED}),
            Status.HELD: frozenset({Status.SCHEDULED, Status.CANCELLED}),
            Status.SCHEDULED: frozenset({Status.CANCELLED}),
        }
    )
    GOES_AHEAD = (Status.HELD, Status.SCHEDULED)  # unless somebody cancels it: it takes time

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="events")
    # The version that is taught on the day, whatever becomes of the course.
    course_version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="events")
    entry = models.CharField(max_length=10, choices=Entry, default=Entry.OPEN)
    reserved_for = models.ManyToManyField(
        "accounts.Organisation", blank=True, related_name="reserved_events"
    )
    host_staff = models.JSONField(default=list, blank=True)  # the adults of the hosts in the room
    joining_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the joining link
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    capacity = models.PositiveIntegerField(default=0)
    # A number on the row, so that the database itself can refuse one place too many.
    places_taken = models.PositiveIntegerField(default=0)
    # Copied from the first and last session: every list sorts and filters by them.
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=10, choices=Course.Mode, default=Course.Mode.IN_PERSON)
    # None online, and in person while nobody has said where. The area is the venue's.
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="events")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="events")
    join_link = models.URLField(max_length=300, blank=True)
    series = models.ForeignKey(
        "events.Series", models.PROTECT, null=True, blank=True, related_name="events"
    )
    minimum_waived_at = models.DateTimeField(null=True, blank=True)  # runs with fewer people
    tier = models.CharField(max_length=10, choices=Course.Tier, default=Course.Tier.PRIMARY)
    tier_reason = models.CharField(max_length=200, blank=True)
    # RFC 5545, 3.8.7.4: a calendar leaves out what has a lower number than it knows.
    calendar_sequence = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="event_never_oversold", condition=Q(places_taken__lte=F("capacity"))
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="event_online_has_no_venue",
                condition=~Q(mode="online") | Q(venue__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "status", "starts_at", "id"], name="event_listing"),
            models.Index(fields=["ends_at"], name="event_end"),
        ]

    def __str__(self) -> str:
        return self.ref

    def has_started(self, now: datetime) -> bool:
        """Whether its first session has begun."""
        return self.starts_at <= now

    @property
    def places_left(self) -> int:
        return self.seats.left

    @property
    def seats(self) -> Seats:
        return Seats(self.places_taken, self.capacity)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def is_open(self) -> bool:
        """Whether the public may see it and enrol on it."""
        return self.entry == self.Entry.OPEN and self.status == self.Status.SCHEDULED

    @property
    def last_day_to_cancel(self) -> date:
        """The last day in London on which giving up a place is in time for others to use it."""
        return days_before(london_date(self.starts_at), self.course.cancel_days)

    @property
    def link_shown_at(self) -> datetime:
        """From when people with a place see the link to join."""
        return self.starts_at - LINK_SHOWN_BEFORE

    @property
    def when_words(self) -> str:
        """Its first start and last end in words."""
        return range_words(self.starts_at, self.ends_at)

    @property
    def where_words(self) -> str:
        """Where it is, in words fit for everyone."""
        if self.mode == Course.Mode.ONLINE:
            return "Online"
        return self.venue.words if self.venue else ""


@hold_choices
class Session(StatefulModel):
    """One block of an event's time. Rota and registers attach here and nowhere else."""

    lock_rank = 40
    lock_with = ("venue", "room")

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CANCELLED = "cancelled", "Cancelled"

    MOVES = MappingProxyType({State.PLANNED: frozenset({State.CANCELLED})})
    STATE_FIELD = "state"

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(default=1)  # without a gap
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    # Another venue than the event's; None where it is the same.
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="sessions")
    # A room of its venue; or in `place` one that the venue does not list, as somebody typed it.
    room = models.ForeignKey(
        VenueRoom, models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    # A register that is closed says how it went. Written with the register: what waits for one is
    # found among the rest, not among the sessions of years.
    is_settled = models.BooleanField(default=False)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="session_number_once"),
            models.CheckConstraint(
                name="session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="session_room_is_a_row_or_typed",
                condition=Q(room__isnull=True) | Q(place=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"], name="session_unsettled", condition=Q(is_settled=False)
            ),
            # Whose facilitators have to be given their time back.
            models.Index(
                fields=["starts_at"], name="session_called_off", condition=Q(state="cancelled")
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def has_started(self, now: datetime) -> bool:
        return self.starts_at <= now

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def when_words(self) -> str:
        return range_words(self.starts_at, self.ends_at)

    @property
    def site(self) -> Venue | None:
        """The venue it is at: its own, or that of its event."""
        return self.venue or self.event.venue

    @property
    def room_words(self) -> str:
        """Which room, if anybody said so."""
        return self.room.name if self.room else self.place

    @property
    def where_words(self) -> str:
        """Room and venue, in words fit for everyone."""
        venue = "" if self.venue is None else self.venue.words
        return place_words(self.room_words, venue or self.event.where_words)

    @property
    def own_place_words(self) -> str:
        """What it has beyond its event's place: another venue, a room; nothing when neither."""
        return self.where_words if self.venue else self.room_words

    @property
    def degrees(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        return self.site.degrees if self.site else None

"""A setting's order for a workshop."""

from datetime import date, datetime
from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models import Q

from bookings.visits.rules.people_kind import ADULTS, COLLEGE_BANDS, PARENTS, STAFF, years_between
from core.changes.moves import NEW, StatefulModel
from core.choices import hold_choices
from core.dates import academic_year, date_words
from core.public_ids import printed_ref
from training.courses.rules.year_groups import YEAR_GROUPS, year_words


def new_reference(day: date) -> str:
    """A reference such as VRP-2627-7F3KQ9: the school year and six random characters."""
    year = academic_year(day)
    return f"VRP-{year[2:4]}{year[5:7]}-{printed_ref(6)}"


@hold_choices
class Booking(StatefulModel):
    """An organisation's order; from `offered` on it has an event reserved for it."""

    lock_rank = 20

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        REQUESTED = "requested", "Requested"
        NEEDS_INFO = "needs_info", "More information needed"
        OFFERED = "offered", "Date offered"
        CONFIRMED = "confirmed", "Confirmed"
        PACK_SENT = "pack_sent", "Visitor pack sent"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CANCELLED_BY_SCHOOL = "cancelled_by_school", "Cancelled by the organisation"
        CANCELLED_BY_VRP = "cancelled_by_vrp", "Cancelled by the partnership"

    _ENDS = (Status.CANCELLED_BY_SCHOOL, Status.CANCELLED_BY_VRP)
    ENDED = (Status.DECLINED, Status.WITHDRAWN, *_ENDS)
    MOVES = MappingProxyType(
        {
            NEW: frozenset({Status.DRAFT, Status.REQUESTED}),
            Status.DRAFT: frozenset({Status.REQUESTED, Status.WITHDRAWN}),
            Status.REQUESTED: frozenset(
                {Status.NEEDS_INFO, Status.OFFERED, Status.DECLINED, Status.WITHDRAWN}
            ),
            Status.NEEDS_INFO: frozenset({Status.REQUESTED, Status.DECLINED, Status.WITHDRAWN}),
            Status.OFFERED: frozenset({Status.CONFIRMED, *_ENDS}),
            Status.CONFIRMED: frozenset({Status.PACK_SENT, *_ENDS}),
            Status.PACK_SENT: frozenset({Status.CONFIRMED, *_ENDS}),
        }
    )
    OPEN_REQUESTS = (Status.REQUESTED, Status.NEEDS_INFO)  # no date is offered yet
    SETTLED = (Status.CONFIRMED, Status.PACK_SENT)
    LIVE = (*OPEN_REQUESTS, Status.OFFERED, *SETTLED)

    class WhyNow(models.TextChoices):
        CURRICULUM = "curriculum", "Part of our planned curriculum"
        CONCERN = "concern", "A concern in a year group"
        PROGRAMME = "programme", "A new programme"
        PUPILS = "pupils", "Pupils asked for it"

    class DayPart(models.TextChoices):
        MORNING = "morning", "In the morning"
        AFTERNOON = "afternoon", "In the afternoon"
        ANY = "any", "Any time that day"

    class EndReason(models.TextChoices):
        """Why it was declined or cancelled. A list, so that nobody writes of a child."""

        NOBODY_FREE = "nobody_free", "None of our facilitators is free around that date"
        SHORT_NOTICE = "short_notice", "There is too little time to prepare"
        OTHER_COURSE = "other_course", "Another workshop suits these groups better"
        NOT_OURS = "not_ours", "Another service is better placed to help"
        ILLNESS = "illness", "The facilitator cannot come"
        TRAVEL = "travel", "Weather or travel"
        DATE = "date", "The date no longer suits"
        GROUP = "group", "The group is not available"
        STAFF = "staff", "No member of staff can stay in the room"
        PLANS = "plans", "Our plans have changed"
        OTHER = "other", "Another reason"

    DECLINE_REASONS = (
        EndReason.NOBODY_FREE,
        EndReason.SHORT_NOTICE,
        EndReason.OTHER_COURSE,
        EndReason.NOT_OURS,
        EndReason.OTHER,
    )
    TEAM_REASONS = (
        EndReason.ILLNESS,
        EndReason.NOBODY_FREE,
        EndReason.TRAVEL,
        EndReason.OTHER,
    )
    SCHOOL_REASONS = (
        EndReason.DATE,
        EndReason.GROUP,
        EndReason.STAFF,
        EndReason.PLANS,
        EndReason.OTHER,
    )

    reference = models.CharField(max_length=20, unique=True, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="bookings"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bookings"
    )
    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="bookings")
    status = models.CharField(max_length=20, choices=Status)
    why_now = models.CharField(max_length=20, choices=WhyNow)
    one_off_reason = models.CharField(max_length=250, blank=True)
    preferred_date = models.DateField()
    preferred_part = models.CharField(max_length=10, choices=DayPart, default=DayPart.ANY)
    place = models.CharField(max_length=200, blank=True)
    # Named by the event too, so that the rota never sends the same person (domain 4.1).
    staff_in_room = models.CharField(max_length=120)
    contact_phone = models.CharField(max_length=30, blank=True)  # emptied 30 days after
    notes = models.TextField(blank=True)
    safeguarding_agreed_at = models.DateTimeField()
    event = models.ForeignKey(
        "events.Event", models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)  # the school took an offered date
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        # The states are written out: Meta does not see the names of the class around it.
        constraints = [
            models.CheckConstraint(
                name="booking_has_an_event_once_offered",
                condition=~Q(status__in=["offered", "confirmed", "pack_sent"])
                | Q(event__isnull=False),
            ),
        ]
        indexes = [
            # Of years of bookings those with a number that is still to be forgotten.
            models.Index(
                fields=["event"], name="booking_contact_phone", condition=~Q(contact_phone="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def calendar_uid(self, number: int) -> str:
        """The UID of one session's calendar entry, the same for as long as the booking lasts."""
        return f"{self.reference.lower()}-{number}@upstander"

    @property
    def is_live(self) -> bool:
        """Whether something is still to come of it."""
        return self.status in self.LIVE

    @property
    def is_settled(self) -> bool:
        """Whether both sides have agreed."""
        return self.status in self.SETTLED

    @property
    def may_be_ended_by_school(self) -> bool:
        """Whether the school may still take it back."""
        return self.may_become(self.Status.WITHDRAWN) or self.may_become(
            self.Status.CANCELLED_BY_SCHOOL
        )

    @property
    def waits_for_school(self) -> bool:
        """Whether a date is offered that the organisation has not answered."""
        return self.status == self.Status.OFFERED and self.accepted_at is None

    @property
    def waits_for_us(self) -> bool:
        """Whether the organisation took the date and the office has yet to confirm it."""
        return self.status == self.Status.OFFERED and self.accepted_at is not None

    def has_begun(self, now: datetime) -> bool:
        """Whether its event's first session has begun."""
        return self.event is not None and self.event.has_started(now)

    def is_over(self, now: datetime) -> bool:
        """Whether its event's last session has ended."""
        return self.event is not None and self.event.ends_at <= now

    @property
    def preferred_words(self) -> str:
        return f"{date_words(self.preferred_date)}, {self.get_preferred_part_display().lower()}"


@hold_choices
class BookingGroup(models.Model):
    """One group of a booking: who they are and how many. Never their names."""

    class Who(models.TextChoices):
        PUPILS = "pupils", "Pupils"
        PARENTS = "parents", "Parents and carers"
        STAFF = "staff", "Staff"
        ADULTS = "adults", "Adult learners"
        COLLEGE = "college", "College or university students"

    class Scope(models.TextChoices):
        WHOLE_YEAR = "whole_year", "The whole year group"
        CLASS = "class", "A class or group"

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="groups")
    number = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=10, choices=Who, default=Who.PUPILS)
    year_group = models.CharField(max_length=3, choices=YEAR_GROUPS, blank=True)
    # Of a mixed group: it has those from the one to the other.
    last_year_group = models.CharField(max_length=3, choices=YEAR_GROUPS, blank=True)
    label = models.CharField(max_length=40)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.CLASS)
    expected = models.PositiveSmallIntegerField()
    session = models.ForeignKey(
        "events.Session", models.PROTECT, null=True, blank=True, related_name="groups"
    )

    class Meta:
        ordering = ["booking", "number"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "number"], name="booking_group_once"),
            models.CheckConstraint(
                name="booking_group_of_pupils_has_a_year",
                condition=~Q(who="pupils") | ~Q(year_group=""),
            ),
            models.CheckConstraint(
                name="booking_group_mixed_has_a_first_year",
                condition=Q(last_year_group="") | ~Q(year_group=""),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def years(self) -> tuple[str, ...]:
        """Its school years; none for adults."""
        return years_between(self.year_group, self.last_year_group)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of people it was booked with, each counted apart (domain 4.4)."""
        if self.years:
            return self.years
        who = self.Who
        kinds: dict[str, tuple[str, ...]] = {
            who.PARENTS: (PARENTS,),
            who.STAFF: (STAFF,),
            who.ADULTS: (ADULTS,),
        }
        return kinds.get(self.who, COLLEGE_BANDS)

    @property
    def who_words(self) -> str:
        """Year 9, Years 7 and 8, or the kind of people."""
        return year_words(self.years) or self.get_who_display()

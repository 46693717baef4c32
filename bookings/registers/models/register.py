"""Who came to a session: marks as they were made, and what they fold to."""

from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.changes.moves import StatefulModel


class Register(StatefulModel):
    """The record of one session. Only a closed one counts (domain 5.3.2)."""

    lock_rank = 74

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"
        NOT_DELIVERED = "not_delivered", "Did not go ahead"

    MOVES = MappingProxyType(
        {
            State.OPEN: frozenset({State.CLOSED, State.NOT_DELIVERED}),
            State.CLOSED: frozenset({State.REOPENED}),
            State.REOPENED: frozenset({State.CLOSED, State.NOT_DELIVERED}),
            State.NOT_DELIVERED: frozenset({State.REOPENED}),
        }
    )
    STATE_FIELD = "state"
    TAKES_MARKS = (State.OPEN, State.REOPENED)
    SETTLED = (State.CLOSED, State.NOT_DELIVERED)

    class Why(models.TextChoices):
        NO_GROUP = "no_group", "The group was not there"
        NO_ROOM = "no_room", "There was no room"
        STAFF_ABSENT = "staff_absent", "No member of staff could stay"
        INCIDENT = "incident", "The school had to deal with something else"
        OTHER = "other", "Another reason"

    class Again(models.TextChoices):
        NUMBER = "number", "A number was wrong"
        PERSON = "person", "Someone was marked wrongly"
        EARLY = "early", "It was closed too early"
        DELIVERED = "delivered", "It went ahead after all"

    session = models.OneToOneField("events.Session", models.PROTECT, related_name="register")
    state = models.CharField(max_length=15, choices=State, default=State.OPEN)
    why_not = models.CharField(max_length=15, choices=Why, blank=True)
    # At closing, so that a later change of the organisation does not move what was counted:
    delivered_area = models.ForeignKey(
        "accounts.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    supervising_staff = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="register_closed_has_a_date_and_an_area",
                condition=~Q(state="closed")
                | Q(closed_at__isnull=False, delivered_area__isnull=False),
            ),
            models.CheckConstraint(
                name="register_not_delivered_has_a_reason",
                condition=~Q(state="not_delivered") | ~Q(why_not=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.session_id}"

    @property
    def takes_marks(self) -> bool:
        """Whether marks change it now."""
        return self.state in self.TAKES_MARKS


class RegisterMark(models.Model):
    """One mark as it was made. Append-only; what counts is their fold (rules 34-38)."""

    class Cell(models.TextChoices):
        PERSON = "person", "A named person"
        GROUP = "group", "A group's headcount"
        STAFF = "staff", "Supervising staff"

    register = models.ForeignKey(Register, models.PROTECT, related_name="marks")
    # Of the page or the device: what is sent twice is kept once.
    uuid = models.UUIDField(unique=True)
    device = models.CharField(max_length=36)
    cell = models.CharField(max_length=10, choices=Cell)
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, null=True, blank=True, related_name="marks"
    )
    group = models.ForeignKey(
        "visits.BookingGroup", models.PROTECT, null=True, blank=True, related_name="marks"
    )
    value = models.CharField(max_length=20)
    base = models.UUIDField(null=True, blank=True)  # the mark of this cell the device had seen
    captured_at = models.DateTimeField()  # by the device's clock, which decides nothing
    received_at = models.DateTimeField()  # by ours
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    flag = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mark_is_of_its_cell",
                condition=(
                    Q(cell="person", enrolment__isnull=False, group__isnull=True)
                    | Q(cell="group", enrolment__isnull=True, group__isnull=False)
                    | Q(cell="staff", enrolment__isnull=True, group__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.uuid}"


class Attendance(models.Model):
    """What a named person's marks fold to."""

    class Value(models.TextChoices):
        PRESENT = "present", "Present"
        LATE = "late", "Late"
        LEFT_EARLY = "left_early", "Left early"
        ABSENT = "absent", "Absent"

    HERE = (Value.PRESENT, Value.LATE, Value.LEFT_EARLY)

    register = models.ForeignKey(Register, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, related_name="attendances"
    )
    value = models.CharField(max_length=10, choices=Value)
    is_disputed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "enrolment"], name="attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.enrolment_id}"


class Headcount(models.Model):
    """What a group's marks fold to: a number, never a name."""

    class Participant(models.TextChoices):
        CHILD_YOUNG_PERSON = "child_young_person", "Children and young people, 24 and under"
        ADULT_COMMUNITY = "adult_community", "People over 24"
        PROFESSIONAL = "professional", "Professionals"
        UNKNOWN_AGE = "unknown_age", "Age not known"

    register = models.ForeignKey(Register, models.PROTECT, related_name="headcounts")
    group = models.ForeignKey("visits.BookingGroup", models.PROTECT, related_name="headcounts")
    number = models.PositiveSmallIntegerField()
    is_estimated = models.BooleanField(default=False)
    is_disputed = models.BooleanField(default=False)
    participant = models.CharField(max_length=20, choices=Participant)
    # Copied when the register is closed (domain 5.3.10):
    area = models.ForeignKey(
        "accounts.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "group"], name="headcount_once"),
            models.CheckConstraint(name="headcount_within_reason", condition=Q(number__lte=2000)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.group_id}"

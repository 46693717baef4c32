"""Who came to a session: marks as they were made, and what they fold to."""

from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models import Q

from bookings.registers.rules import counting, judgement
from bookings.registers.rules.answer_words import PRESENCE
from bookings.registers.rules.fold import Answer
from bookings.visits.rules.people_kind import AGE_BANDS, PEOPLE_KINDS
from core.changes.moves import StatefulModel
from core.choices import hold_choices
from core.models.email_address import CleanEmailField
from core.public_ids import new_ref


@hold_choices
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
    # Copied when it is first closed, so that no later change of the course, the event or an
    # organisation moves what was counted (domain 5.3.10):
    delivered_area = models.ForeignKey(
        "accounts.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    workstream = models.CharField(max_length=20, blank=True)
    strand = models.CharField(max_length=120, blank=True)
    tier = models.CharField(max_length=10, blank=True)
    counts_as = models.CharField(max_length=10, blank=True)
    counting_edition = models.PositiveSmallIntegerField(null=True, blank=True)
    # Closed before the session ended: from when on it says what came of people's places.
    outcomes_due_at = models.DateTimeField(null=True, blank=True)
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
                name="register_closed_says_how_it_counts",
                condition=~Q(state="closed")
                | (Q(counting_edition__isnull=False) & ~Q(counts_as="") & ~Q(tier="")),
            ),
            models.CheckConstraint(
                name="register_outcomes_wait_only_once_closed",
                condition=Q(outcomes_due_at__isnull=True) | Q(state="closed"),
            ),
            models.CheckConstraint(
                name="register_not_delivered_has_a_reason",
                condition=~Q(state="not_delivered") | ~Q(why_not=""),
            ),
        ]
        indexes = [
            models.Index(
                # A date with one of these waits: few at any time, however many were closed.
                fields=["session"],
                condition=Q(state__in=["open", "reopened"]),
                name="register_takes_marks",
            ),
            models.Index(
                fields=["outcomes_due_at"],
                condition=Q(outcomes_due_at__isnull=False),
                name="register_outcomes_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.session_id}"

    @property
    def takes_marks(self) -> bool:
        """Whether marks change it now."""
        return self.state in self.TAKES_MARKS


class WalkIn(models.Model):
    """Somebody who came to a session for professionals without a place, and what marks say of it.

    Told apart by the address: who is added on two phones is one. Once the office has given them a
    place, that counts, and this no longer.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    register = models.ForeignKey(Register, models.PROTECT, related_name="walk_ins")
    name = models.CharField(max_length=120)
    email = CleanEmailField()
    value = models.CharField(max_length=10, blank=True)  # of Attendance.Value; none yet
    is_disputed = models.BooleanField(default=False)
    arrived_at = models.TimeField(null=True, blank=True)
    left_at = models.TimeField(null=True, blank=True)
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, null=True, blank=True, related_name="walk_ins"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "email"], name="walk_in_once"),
        ]

    def __str__(self) -> str:
        return self.name


@hold_choices
class RegisterMark(models.Model):
    """One mark as it was made. Append-only; what counts is their fold (rules 34-38)."""

    class Cell(models.TextChoices):
        PERSON = "person", "A named person"
        GROUP = "group", "A group's headcount"
        STAFF = "staff", "Supervising staff"
        WALK_IN = "walk_in", "Somebody without a place"

    class Flag(models.TextChoices):
        """Why a mark did not count at once."""

        CLOSED = judgement.CLOSED, "after the register was closed"
        LOST_RIGHT = judgement.LOST_RIGHT, "no longer on this session"
        NOT_EXPECTED = judgement.NOT_EXPECTED, "not expected at this session"
        OTHER_KIND = judgement.OTHER_KIND, "not booked with this group"
        UNKNOWN_CELL = judgement.UNKNOWN_CELL, "about nobody we know"
        SESSION_OFF = judgement.SESSION_OFF, "while the session was called off"
        TOO_EARLY = judgement.TOO_EARLY, "before the register opened"
        NOT_BY_NAME = judgement.NOT_BY_NAME, "no names are kept at a visit"

    register = models.ForeignKey(Register, models.PROTECT, related_name="marks")
    # Of the page or the device: what is sent twice is kept once.
    uuid = models.UUIDField(unique=True)
    device = models.CharField(max_length=36)
    device_sequence = models.PositiveBigIntegerField(null=True, blank=True)
    cell = models.CharField(max_length=10, choices=Cell)
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, null=True, blank=True, related_name="marks"
    )
    group = models.ForeignKey(
        "visits.BookingGroup", models.PROTECT, null=True, blank=True, related_name="marks"
    )
    walk_in = models.ForeignKey(WalkIn, models.PROTECT, null=True, blank=True, related_name="marks")
    people_kind = models.CharField(max_length=10, choices=PEOPLE_KINDS, blank=True)
    unknown_ref = models.CharField(max_length=40, blank=True)  # of a cell that has no row
    value = models.CharField(max_length=20)
    is_estimated = models.BooleanField(default=False)
    is_added = models.BooleanField(default=False)  # of a kind not booked, and meant so
    arrived_at = models.TimeField(null=True, blank=True)  # in London, as are those who left
    left_at = models.TimeField(null=True, blank=True)
    name_given = models.CharField(max_length=120, blank=True)  # as typed for a walk-in
    base = models.UUIDField(null=True, blank=True)  # the mark of this cell the device had seen
    captured_at = models.DateTimeField()  # by the device's clock, which decides nothing
    clock_offset = models.IntegerField(null=True, blank=True)  # seconds it was ahead of ours
    received_at = models.DateTimeField()  # by ours
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    flag = models.CharField(max_length=40, choices=Flag, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mark_is_of_its_cell",
                condition=(
                    Q(flag__in=["unknown_cell", "not_by_name"])
                    & Q(enrolment__isnull=True, group__isnull=True, walk_in__isnull=True)
                )
                | Q(cell="staff", enrolment__isnull=True, group__isnull=True, walk_in__isnull=True)
                | Q(cell="person", enrolment__isnull=False, group__isnull=True)
                & Q(walk_in__isnull=True)
                | Q(cell="group", enrolment__isnull=True, group__isnull=False)
                & Q(walk_in__isnull=True)
                | Q(cell="walk_in", enrolment__isnull=True, group__isnull=True)
                & Q(walk_in__isnull=False),
            ),
            models.CheckConstraint(
                name="mark_of_a_group_has_a_kind",
                condition=~Q(cell="group") | ~Q(people_kind=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.uuid}"

    @property
    def answer(self) -> Answer:
        return Answer(self.value, self.is_estimated, self.arrived_at, self.left_at)


@hold_choices
class Attendance(models.Model):
    """What a named person's marks fold to."""

    class Value(models.TextChoices):
        PRESENT = "present", PRESENCE["present"]
        LATE = "late", PRESENCE["late"]
        LEFT_EARLY = "left_early", PRESENCE["left_early"]
        ABSENT = "absent", PRESENCE["absent"]

    HERE = (Value.PRESENT, Value.LATE, Value.LEFT_EARLY)

    register = models.ForeignKey(Register, models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, related_name="attendances"
    )
    value = models.CharField(max_length=10, choices=Value)
    is_disputed = models.BooleanField(default=False)
    arrived_at = models.TimeField(null=True, blank=True)
    left_at = models.TimeField(null=True, blank=True)
    # Copied when the register is first closed: where the person worked then.
    area = models.ForeignKey(
        "accounts.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation_kind = models.CharField(max_length=24, blank=True)
    phase = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "enrolment"], name="attendance_once"),
        ]
        indexes = [
            models.Index(
                fields=["enrolment"], name="attendance_disputed", condition=Q(is_disputed=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.enrolment_id}"


@hold_choices
class Headcount(models.Model):
    """How many of one kind of people were in a group: a number, never a name."""

    class Participant(models.TextChoices):
        CHILD_YOUNG_PERSON = counting.CHILD_YOUNG_PERSON, "Children and young people, 24 and under"
        ADULT_COMMUNITY = counting.ADULT_COMMUNITY, "People over 24"
        PROFESSIONAL = counting.PROFESSIONAL, "Professionals"
        UNKNOWN_AGE = counting.UNKNOWN_AGE, "Age not known"

    register = models.ForeignKey(Register, models.PROTECT, related_name="headcounts")
    group = models.ForeignKey("visits.BookingGroup", models.PROTECT, related_name="headcounts")
    people_kind = models.CharField(max_length=10, choices=PEOPLE_KINDS)
    number = models.PositiveSmallIntegerField()
    is_estimated = models.BooleanField(default=False)
    is_disputed = models.BooleanField(default=False)
    # What rules/counting.py says of the kind:
    participant = models.CharField(max_length=20, choices=Participant)
    age_band = models.CharField(max_length=5, choices=AGE_BANDS, blank=True)
    # Copied of the organisation when the register is first closed (domain 5.3.10):
    area = models.ForeignKey(
        "accounts.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation_kind = models.CharField(max_length=24, blank=True)
    phase = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "group", "people_kind"], name="headcount_once"
            ),
            models.CheckConstraint(name="headcount_within_reason", condition=Q(number__lte=2000)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.people_kind} {self.group_id}"

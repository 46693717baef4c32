"""A named professional's place on an event."""

from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.changes.moves import NEW, StatefulModel
from core.choices import hold_choices
from core.clock import london_date
from core.models.email_address import CleanEmailField
from core.public_ids import new_ref
from core.search.namesakes import Named
from training.enrolments.models.roster_import import RosterImport
from training.events.models import Event, Session


def new_uid() -> str:
    """A calendar UID: random, so that nothing can be read from it."""
    return f"{uuid4()}@upstander"


@hold_choices
class Enrolment(StatefulModel):
    """A person on an event, from the asking to what came of it."""

    lock_rank = 70

    class Status(models.TextChoices):
        AWAITING_APPROVAL = "awaiting_approval", "Waiting for approval"
        WAITING = "waiting", "On the waiting list"
        OFFERED = "offered", "Place offered"
        CONFIRMED = "confirmed", "Confirmed"
        DECLINED = "declined", "Declined"
        EXPIRED = "expired", "Offer ran out"
        CANCELLED = "cancelled", "Cancelled"
        CANCELLED_LATE = "cancelled_late", "Cancelled late"
        SUBSTITUTED = "substituted", "Passed on to a colleague"
        MOVED = "moved", "Moved to another date"

    # A place is taken in these and in no other. Counting, constraints, display and reports use it.
    # The better one first: of two places of one person that one stays.
    HOLDING = (Status.CONFIRMED, Status.AWAITING_APPROVAL, Status.OFFERED)
    ACTIVE = (*HOLDING, Status.WAITING)
    # The person asked for the place or said yes to it: managers hear of these and of no other.
    ASKED_FOR = (Status.CONFIRMED, Status.AWAITING_APPROVAL)
    CAME = ("attended", "part")  # outcomes of people who were there
    UNANSWERED = (Status.OFFERED, Status.WAITING)  # the person has yet to say yes
    # What a person has or asked for themselves. What somebody else booked for them is theirs once
    # they say yes: until then it stands beside a place of their own, so that whoever books never
    # learns from a refusal who is on a date.
    OWN = Q(status__in=ASKED_FOR) | Q(status__in=UNANSWERED, name_given="")
    PROVISIONAL = (Status.OFFERED, Status.AWAITING_APPROVAL)  # held until a moment, then gone
    REFUSED = (Status.DECLINED, Status.EXPIRED)  # somebody said no, or nobody yes in time
    CANCELS = (Status.CANCELLED, Status.CANCELLED_LATE)
    HANDED_ON = (Status.SUBSTITUTED, Status.MOVED)  # another row replaces it
    GIVEN_UP = (*CANCELS, *HANDED_ON)

    GRACE = timedelta(hours=1)  # in which a place just got is given back without being late

    MOVES = MappingProxyType(
        {
            NEW: frozenset(ACTIVE),
            Status.AWAITING_APPROVAL: frozenset(
                {Status.CONFIRMED, *REFUSED, *CANCELS, Status.MOVED}
            ),
            Status.WAITING: frozenset(
                {Status.OFFERED, Status.EXPIRED, Status.CANCELLED, Status.MOVED}
            ),
            Status.OFFERED: frozenset({*ASKED_FOR, *REFUSED, Status.CANCELLED, Status.MOVED}),
            Status.CONFIRMED: frozenset({Status.DECLINED, *GIVEN_UP}),
        }
    )

    class Outcome(models.TextChoices):
        NONE_YET = "", "None yet"
        ATTENDED = "attended", "Attended"
        PART = "part", "Attended in part"
        ABSENT = "absent", "Did not attend"

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(  # where the person worked then
        "accounts.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=20, choices=Status)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.NONE_YET, blank=True)
    # What papers say of it has still to follow what happened to it. Set in the transaction of what
    # happened, taken back by papers: what is due is found among these rows alone.
    papers_due = models.BooleanField(default=False)
    # The person has still to be asked how it was: set with the outcome, taken back by the asking.
    feedback_due = models.BooleanField(default=False)
    # Until when a place is held that is not firm: an offer, or one that waits for approval.
    held_until = models.DateTimeField(null=True, blank=True)
    needs_manager = models.BooleanField(default=False)  # whose yes is awaited
    needs_office = models.BooleanField(default=False)
    # A firm place was lost, so nobody is asked again.
    approval_carried_over = models.BooleanField(default=False)
    waitlisted_at = models.DateTimeField(null=True, blank=True)  # joined the waiting list
    has_priority = models.BooleanField(default=False)
    # People who come together or not at all.
    group_ref = models.CharField(max_length=12, blank=True)
    # A moved date asks: do you still come?
    reconfirm_by = models.DateTimeField(null=True, blank=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name_given = models.CharField(max_length=120, blank=True)  # the name the booker typed
    replaces = models.ForeignKey(  # the colleague's place it was, or the same person's other date
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    batch = models.ForeignKey(
        RosterImport, models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    manager_email = CleanEmailField(blank=True)  # a manager needs no account
    access_needs = models.TextField(blank=True)  # emptied 30 days after the date
    calendar_uid = models.CharField(max_length=80, default=new_uid, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        # The states are written out: Meta does not see the names of the class around it.
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(status__in=["confirmed", "awaiting_approval"])
                | Q(status__in=["offered", "waiting"], name_given=""),
                name="enrolment_once_while_active",
            ),
            models.CheckConstraint(
                name="enrolment_offer_has_an_end",
                condition=~Q(status__in=["offered", "awaiting_approval"])
                | Q(held_until__isnull=False),
            ),
            models.CheckConstraint(
                name="enrolment_waits_since",
                condition=~Q(status="waiting") | Q(waitlisted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="enrolment_approval_is_somebodys",
                condition=~Q(status="awaiting_approval")
                | Q(needs_manager=True)
                | Q(needs_office=True),
            ),
            models.CheckConstraint(
                name="enrolment_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["event", "status"], name="enrolment_roster"),
            models.Index(
                # Twice a minute the worker asks what has run out: only of rows that can.
                fields=["held_until"],
                name="enrolment_held_until",
                condition=Q(status__in=["offered", "awaiting_approval"]),
            ),
            # What is due is found among rows that can be due, never among those of years.
            models.Index(
                fields=["event"], name="enrolment_papers_due", condition=Q(papers_due=True)
            ),
            models.Index(
                fields=["event"], name="enrolment_feedback_due", condition=Q(feedback_due=True)
            ),
            models.Index(fields=["event"], name="enrolment_waits", condition=Q(status="waiting")),
            models.Index(
                fields=["reconfirm_by"],
                name="enrolment_reconfirms",
                condition=Q(reconfirm_by__isnull=False),
            ),
            models.Index(
                fields=["event"], name="enrolment_access_needs", condition=~Q(access_needs="")
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def named(self) -> Named:
        """Who it is in a list, for telling namesakes apart; person and organisation are at hand."""
        return Named(
            self.person.email,
            str(self.person),
            self.organisation.name if self.organisation else "",
        )

    @property
    def is_active(self) -> bool:
        """Waiting for a place, or holding one."""
        return self.status in self.ACTIVE

    @property
    def holds_seat(self) -> bool:
        return self.status in self.HOLDING

    @property
    def awaits_consent(self) -> bool:
        """Whether somebody else booked it, and its person has not said yes."""
        return bool(self.name_given) and self.status in self.UNANSWERED

    @property
    def may_be_taken_back(self) -> bool:
        """Whether whoever booked it may: it is as they booked it, and its person said nothing yet.

        `replaces` is at hand.
        """
        is_theirs = self.replaces is not None and self.replaces.person_id == self.person_id
        return self.awaits_consent and not is_theirs

    @property
    def answer_by(self) -> datetime:
        """Until when a yes or no to it counts: no later than its date begins."""
        return self.held_until or self.event.starts_at

    def is_late_at(self, now: datetime) -> bool:
        """Whether giving it up comes too late for others.

        Never while a moved date asks, nor in the first hour: nobody lost it by so short a time.
        """
        late = london_date(now) > self.event.last_day_to_cancel
        is_new = now < self.changed_at + self.GRACE
        return late and self.holds_seat and self.reconfirm_by is None and not is_new

    def join_link_at(self, now: datetime) -> str:
        """The link to join; empty unless the place is confirmed and the day has nearly come."""
        shown = self.event.link_shown_at <= now <= self.event.ends_at
        return self.event.join_link if shown and self.status == self.Status.CONFIRMED else ""

    def uid_for(self, session: Session) -> str:
        """The UID of a session in this person's calendar: the same whatever changes."""
        # A calendar moves or drops an entry by its UID alone (RFC 5545, 3.8.4.7).
        return f"{session.ref}.{self.calendar_uid}"

    def sequence_on(self, event: Event) -> int:
        """Rises with every change of the enrolment, and with every change of its event."""
        # Both only rise, so their sum does; it never goes back (RFC 5545, 3.8.7.4).
        return self.calendar_sequence + event.calendar_sequence

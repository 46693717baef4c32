"""Where people work: schools by their URN, and every other setting."""

from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.organisation_kind import KINDS, KindFacts, OrganisationKind
from core.changes.moves import NEW, StatefulModel
from core.choices import hold_choices
from core.models.email_address import CleanEmailField
from core.public_ids import new_ref
from core.search.key_field import SearchableModel, SearchKeyField


@hold_choices
class Organisation(SearchableModel):
    """A school or another setting. Never deleted: a closed one keeps its history."""

    lock_rank = 55

    Kind = OrganisationKind

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        CLOSING = "closing", "Open, but proposed to close"
        PROPOSED = "proposed", "Proposed to open"

    BOOKABLE = (Status.OPEN, Status.CLOSING)  # domain 4.3

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=24, choices=Kind, default=Kind.SCHOOL)
    urn = models.CharField("URN", max_length=10, null=True, blank=True, unique=True)
    name = models.CharField(max_length=200)
    search_key = SearchKeyField("name")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="organisations")
    phase = models.CharField(max_length=40, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    roll = models.PositiveIntegerField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    office_email = CleanEmailField(blank=True)
    dsl_mailbox = CleanEmailField("Safeguarding lead's mailbox", blank=True)
    arrival_notes = models.TextField(blank=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["search_key", "pk"]
        constraints = [
            models.CheckConstraint(name="organisation_urn_is_null_not_empty", condition=~Q(urn="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def facts(self) -> KindFacts:
        """What follows from its kind."""
        return KINDS[OrganisationKind(self.kind)]

    @property
    def is_bookable(self) -> bool:
        """Whether visits can be booked: open, even when proposed to close (domain 4.3)."""
        return self.status in self.BOOKABLE


@hold_choices
class Membership(StatefulModel):
    """A person's tie to an organisation. A leaver's bookings stay with the organisation."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member of staff"
        BOOKER = "booker", "Books visits"
        MANAGER = "manager", "Manages the organisation's account"

    class State(models.TextChoices):
        REQUESTED = "requested", "Requested"
        INVITED = "invited", "Invited"
        ACTIVE = "active", "Active"
        LEFT = "left", "Left"

    MOVES = MappingProxyType(
        {
            NEW: frozenset({State.REQUESTED, State.INVITED, State.ACTIVE}),
            State.REQUESTED: frozenset({State.ACTIVE, State.LEFT}),
            State.INVITED: frozenset({State.REQUESTED, State.ACTIVE, State.LEFT}),
            State.ACTIVE: frozenset({State.LEFT}),
        }
    )
    STATE_FIELD = "state"
    BOOKING_ROLES = (Role.BOOKER, Role.MANAGER)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=~Q(state="left"),
                name="membership_once_while_it_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation_id}"

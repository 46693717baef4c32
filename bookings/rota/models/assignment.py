"""A facilitator on a session."""

from types import MappingProxyType

from django.db import models
from django.db.models import F, Q

from bookings.rota.models.facilitator import Facilitator
from core.changes.moves import NEW, StatefulModel
from core.choices import hold_choices
from training.enrolments.models.enrolment import new_uid


@hold_choices
class Assignment(StatefulModel):
    """Who delivers a session. Its times are copied so that the database can refuse an overlap."""

    lock_rank = 72

    class Role(models.TextChoices):
        LEAD = "lead", "Leads"
        SECOND = "second", "Second adult"

    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        RELEASED = "released", "Released"
        REPLACED = "replaced", "Replaced"

    HOLDING = (State.OFFERED, State.ACCEPTED)
    MOVES = MappingProxyType(
        {
            NEW: frozenset({State.OFFERED, State.ACCEPTED}),
            State.OFFERED: frozenset(
                {State.ACCEPTED, State.DECLINED, State.RELEASED, State.REPLACED}
            ),
            State.ACCEPTED: frozenset({State.RELEASED, State.REPLACED}),
        }
    )
    STATE_FIELD = "state"

    session = models.ForeignKey("events.Session", models.PROTECT, related_name="assignments")
    facilitator = models.ForeignKey(Facilitator, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=Role, default=Role.LEAD)
    state = models.CharField(max_length=10, choices=State)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    calendar_uid = models.CharField(max_length=80, default=new_uid, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        # That nobody is in two places is a constraint of PostgreSQL's own, in migration 0002.
        constraints = [
            models.UniqueConstraint(
                fields=["session", "facilitator"],
                condition=Q(state__in=["offered", "accepted"]),
                name="assignment_once_while_holding",
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["facilitator", "starts_at"], name="assignment_rota"),
            models.Index(fields=["starts_at"], name="assignment_start"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.session_id}"

    @property
    def is_holding(self) -> bool:
        """Whether it takes the facilitator's time."""
        return self.state in self.HOLDING

"""Who may approve, and see, what a person learns."""

from types import MappingProxyType

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from core.changes.moves import StatefulModel
from core.choices import hold_choices
from core.models.email_address import CleanEmailField


@hold_choices
class LineManager(StatefulModel):
    """A manager a person named, known by an address alone, until it ends."""

    class State(models.TextChoices):
        NAMED = "named", "Named"
        CONFIRMED = "confirmed", "Confirmed"
        ENDED = "ended", "Ended"

    MOVES = MappingProxyType(
        {
            State.NAMED: frozenset({State.CONFIRMED, State.ENDED}),
            State.CONFIRMED: frozenset({State.ENDED}),
        }
    )
    STATE_FIELD = "state"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="managers")
    email = CleanEmailField()
    state = models.CharField(max_length=10, choices=State, default=State.NAMED)
    named_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person",
                Lower("email"),
                condition=~models.Q(state="ended"),
                name="line_manager_once_while_it_lasts",
            ),
            models.CheckConstraint(
                name="line_manager_end_has_a_time",
                condition=~models.Q(state="ended") | models.Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_state_display()}"

"""What was checked of a facilitator, when, and until when it holds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bookings.rota.models.facilitator import Facilitator
from bookings.rota.rules.assurance import CHECK_KINDS, KIND_OF, CheckKind
from core.choices import hold_choices
from core.public_ids import new_ref


@hold_choices
class AssuranceCheck(models.Model):
    """One check as it was recorded. A later one is another row: none is written over."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    facilitator = models.ForeignKey(Facilitator, models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=20, choices=[(kind.key, kind.label) for kind in CHECK_KINDS])
    made_date = models.DateField()
    due_date = models.DateField(null=True, blank=True)  # on that day it no longer holds
    # Who saw the document. The document itself is not kept, nor its number.
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)  # the one of its kind that counts
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facilitator", "kind"],
                condition=Q(is_current=True),
                name="assurance_check_one_current",
            ),
            models.CheckConstraint(
                name="assurance_check_due_after_it_is_made",
                condition=Q(due_date__isnull=True) | Q(due_date__gt=F("made_date")),
            ),
            models.CheckConstraint(
                name="assurance_check_withdrawn_is_not_current",
                condition=Q(is_current=False) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def rule(self) -> CheckKind:
        """What is asked of its kind."""
        return KIND_OF[self.kind]

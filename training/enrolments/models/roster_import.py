"""A roster read from a file."""

from django.conf import settings
from django.db import models

from core.public_ids import new_ref
from training.events.models import Event


class RosterImport(models.Model):
    """One file of people put on an event: all of them or none, and undone as one."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="imports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.ref

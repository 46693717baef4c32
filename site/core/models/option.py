"""What the office has set."""

from django.conf import settings
from django.db import models


class Option(models.Model):
    """One thing the office has set; what it has not set keeps the default of its app."""

    key = models.CharField(max_length=80, unique=True)
    value = models.JSONField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

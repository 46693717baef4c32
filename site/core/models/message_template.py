"""The office's own words for a message."""

from django.conf import settings
from django.db import models


class MessageTemplate(models.Model):
    """The office's own words for one kind of message; without a row the house's are used."""

    kind = models.CharField(max_length=60, unique=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kind

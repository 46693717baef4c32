"""A key that is sent to one person."""

from django.db import models


class PersonalLink(models.Model):
    """An address that is a key by itself, sent to one person. Only its SHA-256 is kept."""

    purpose = models.CharField(max_length=40)  # what it opens: the name of a Purpose
    about = models.CharField(max_length=60)  # public reference of what it is for
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # replaced by a newer one, or withdrawn

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"], name="personal_link_about")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.about}"

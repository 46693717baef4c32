"""A password that was tried too often: kept until those concerned are told."""

from django.conf import settings
from django.db import models


class SignInHold(models.Model):
    """One address at which wrong passwords ran out of tries.

    Written alike whether the address has an account or not, so that the time it takes tells
    nothing; of one without, only a digest is kept, for two days.
    """

    digest = models.CharField(max_length=64, unique=True)  # of the address
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="holds"
    )
    held_at = models.DateTimeField(db_index=True)  # the last time
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.held_at:%Y-%m-%d %H:%M}"

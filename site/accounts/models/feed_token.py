"""The key to a person's own calendar feed."""

from django.conf import settings
from django.db import models

from core.choices import hold_choices


@hold_choices
class FeedToken(models.Model):
    """A feed's secret address. Only its SHA-256 is kept, so it can be shown once."""

    class Purpose(models.TextChoices):
        CALENDAR = "calendar", "Calendar"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feed_tokens")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.CALENDAR)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(revoked_at__isnull=True),
                name="feed_token_one_that_works",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose}"

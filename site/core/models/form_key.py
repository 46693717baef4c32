"""One form key, one effect."""

from django.db import models


class IdempotencyKey(models.Model):
    """A form that was sent, and the reference of what it made (rule 12)."""

    actor = models.CharField(max_length=80)
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    result = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.key}"

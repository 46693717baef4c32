"""One form key, one effect."""

from django.db import models


class FormKey(models.Model):
    """A form that was sent, and what came of it (rule 12)."""

    actor = models.CharField(max_length=80)
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    # Null while the form is at work, in a transaction that nobody else sees into.
    result = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.key}"

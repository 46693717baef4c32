"""Work in hand, and the worker's heartbeat."""

from django.db import models


class JobItem(models.Model):
    """A due row in hand or in trouble. It exists only while it is one of the two."""

    job = models.CharField(max_length=60)
    row = models.CharField(max_length=60)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    failed_reason = models.CharField(max_length=200, blank=True)
    # What somebody has to mend first, as core.errors.Obstacle has it: a task of the office.
    obstacles = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "row"], name="job_item_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.row}"


class Heartbeat(models.Model):
    """When a worker last went round its loop."""

    worker = models.CharField(max_length=80, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker

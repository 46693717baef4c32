"""Work in hand, and the worker's heartbeat."""

from datetime import timedelta

from django.db import models

from core.public_ids import new_ref


class JobItem(models.Model):
    """A due row in hand or in trouble. It exists only while it is one of the two."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    job = models.CharField(max_length=60)
    row = models.CharField(max_length=60)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    held_by = models.CharField(max_length=80, blank=True)  # a worker, whose end ends the lease
    # Of the last try. It is tried again for ever: what fails may work once a disk has room.
    failed_reason = models.CharField(max_length=200, blank=True)
    # What somebody has to mend first, as core.errors.Obstacle has it: a task of the office.
    obstacles = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "row"], name="job_item_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.row}"


class Heartbeat(models.Model):
    """When a worker last went round its loop, and what it found."""

    worker = models.CharField(max_length=80, unique=True)
    beat_at = models.DateTimeField()  # by the database's clock: each machine has its own
    clock_ahead = models.DurationField(default=timedelta)  # of the database's; less than 0: behind
    mail_away_since = models.DateTimeField(null=True, blank=True)  # no mail server answers

    def __str__(self) -> str:
        return self.worker

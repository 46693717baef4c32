"""Dates that follow a rule."""

from django.db import models

from core.public_ids import new_ref
from training.courses.models import Course


class Series(models.Model):
    """The rule by which dates of a course were made. Each date then lives a life of its own."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="series")
    rule = models.CharField(max_length=300)  # RFC 5545, as dateutil.rrule reads it
    skips_bank_holidays = models.BooleanField(default=True)
    skips_school_holidays = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.ref

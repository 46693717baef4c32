"""Someone who would come to a course that has no date yet."""

from django.conf import settings
from django.db import models

from core.public_ids import new_ref
from training.courses.models import Course


class Interest(models.Model):
    """A person asks to be told of the next date of a course."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="interests")
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # once: with it the wish is over
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=models.Q(told_at__isnull=True, ended_at__isnull=True),
                name="interest_once_while_it_waits",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

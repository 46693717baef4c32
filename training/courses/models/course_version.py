"""What a course teaches, edition by edition."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from training.courses.models.course import Course
from training.courses.rules import facts
from training.courses.rules.course_version import digest_of


class CourseVersion(models.Model):
    """One edition of a course. Once an event runs it, it stays: a change makes the next one."""

    CONTENT = ("outcomes", "minutes", "breaks_minutes", "parts", "cpd_hours", "refresh_months")

    course = models.ForeignKey(Course, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    outcomes = models.JSONField(default=list, blank=True)  # sentences
    minutes = models.PositiveSmallIntegerField("length in minutes, breaks included", default=60)
    breaks_minutes = models.PositiveSmallIntegerField(default=0)
    parts = models.JSONField(default=list, blank=True)  # [{"title", "minutes"}] when several
    cpd_hours = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(0))
    refresh_months = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="course_version_once"),
            models.CheckConstraint(name="course_version_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="course_version_breaks_fit_its_length",
                condition=Q(breaks_minutes__lt=F("minutes")),
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def content(self) -> dict[str, Any]:
        """What another version would say otherwise, by field."""
        return {name: getattr(self, name) for name in self.CONTENT}

    @property
    def digest(self) -> str:
        return digest_of(self.content)

    @property
    def timed_parts(self) -> list[tuple[str, int]]:
        """Title and minutes of each part; one without a title for a course of one part."""
        several = [(str(part["title"]), int(part["minutes"])) for part in self.parts]
        return several or [("", self.minutes)]

    @property
    def total_minutes(self) -> int:
        """The whole length, all parts together, breaks included."""
        return sum(minutes for _, minutes in self.timed_parts)

    @property
    def length_words(self) -> str:
        return facts.length_words(self.total_minutes)

    @property
    def full_length_words(self) -> str:
        """The whole length, and how much of it is breaks."""
        return facts.length_words(self.total_minutes, self.breaks_minutes)

    @property
    def refresh_words(self) -> str:
        return facts.refresh_words(self.refresh_months)

    @property
    def cpd_words(self) -> str:
        return facts.cpd_words(self.cpd_hours)

"""Which competencies a course is evidence of."""

from django.db import models
from django.db.models import Q

from training.courses.models.course import Course
from training.framework.models import Competency, Level
from training.framework.models.framework import FULL


class CourseCompetency(models.Model):
    """What coming to a course is evidence of, from one version of the course on.

    It holds for later versions too, until one of them has a mapping of its own.
    """

    class Evidence(models.TextChoices):
        KNOWLEDGE = "knowledge", "Knowledge"
        SKILL = "skill", "Skill"

    course = models.ForeignKey(Course, models.PROTECT, related_name="competencies")
    course_version = models.PositiveSmallIntegerField(default=1)  # from this one on
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="courses")
    max_level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    evidence_kind = models.CharField(max_length=10, choices=Evidence, default=Evidence.KNOWLEDGE)
    min_attendance_percent = models.PositiveSmallIntegerField(default=FULL)
    requires_evaluation = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "course_version", "competency"], name="course_competency_once"
            ),
            models.CheckConstraint(
                name="course_competency_attendance_is_a_part",
                condition=Q(min_attendance_percent__gte=1, min_attendance_percent__lte=FULL),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.competency_id}"

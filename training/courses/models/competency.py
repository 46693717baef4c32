"""Which competencies a course is evidence of."""

from django.db import models
from django.db.models import Q

from core.choices import hold_choices
from training.courses.models.course_version import CourseVersion
from training.framework.models import Competency, Level
from training.framework.models.framework import FULL


@hold_choices
class CourseCompetency(models.Model):
    """What coming to an event that ran a version of a course is evidence of."""

    class Evidence(models.TextChoices):
        KNOWLEDGE = "knowledge", "Knowledge"
        SKILL = "skill", "Skill"

    course_version = models.ForeignKey(CourseVersion, models.PROTECT, related_name="competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="courses")
    max_level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    evidence_kind = models.CharField(max_length=10, choices=Evidence, default=Evidence.KNOWLEDGE)
    min_attendance_percent = models.PositiveSmallIntegerField(default=FULL)
    requires_evaluation = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course_version", "competency"], name="course_competency_once"
            ),
            models.CheckConstraint(
                name="course_competency_attendance_is_a_part",
                condition=Q(min_attendance_percent__gte=1, min_attendance_percent__lte=FULL),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_version_id} {self.competency_id}"

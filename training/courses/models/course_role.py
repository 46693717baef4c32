"""The role groups that a course is for, and those it offers places to first."""

from django.db import models

from training.courses.models.course import Course
from training.framework.models import RoleGroup


class CourseOpenRole(models.Model):
    """A role group that a course is open to; a course without any is open to everyone.

    A row of its own, and not one that Django makes: that would go with the role group, and the
    course would be open to all.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    role_group = models.ForeignKey(RoleGroup, models.PROTECT, related_name="open_courses")

    class Meta:
        verbose_name = "course open to it"
        verbose_name_plural = "courses open to it"
        constraints = [
            models.UniqueConstraint(fields=["course", "role_group"], name="course_open_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.role_group_id}"


class CoursePriorityRole(models.Model):
    """A role group that is offered places on a course before others who wait."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    role_group = models.ForeignKey(RoleGroup, models.PROTECT, related_name="priority_courses")

    class Meta:
        verbose_name = "course that puts it first"
        verbose_name_plural = "courses that put it first"
        constraints = [
            models.UniqueConstraint(
                fields=["course", "role_group"], name="course_priority_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.role_group_id}"

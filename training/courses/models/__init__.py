"""Models of courses. Models know their own row, no other."""

from training.courses.models.competency import CourseCompetency
from training.courses.models.course import Clearance, Course
from training.courses.models.course_role import CourseOpenRole, CoursePriorityRole
from training.courses.models.course_version import CourseVersion

__all__ = [
    "Clearance",
    "Course",
    "CourseCompetency",
    "CourseOpenRole",
    "CoursePriorityRole",
    "CourseVersion",
]

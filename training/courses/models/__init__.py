"""Models of courses. Models know their own row, no other."""

from training.courses.models.competency import CourseCompetency
from training.courses.models.course import Clearance, Course

__all__ = ["Clearance", "Course", "CourseCompetency"]

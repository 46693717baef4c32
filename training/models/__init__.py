"""Course, Event, Session, Enrolment. Models know their own row, no other."""

from training.models.course import Clearance, Course
from training.models.enrolment import Enrolment
from training.models.event import Event, Session

__all__ = ["Clearance", "Course", "Enrolment", "Event", "Session"]

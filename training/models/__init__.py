"""Course, Event, Session, Enrolment, the framework. Models know their own row, no other."""

from training.models.course import Clearance, Course
from training.models.enrolment import Enrolment
from training.models.event import Event, Session
from training.models.framework import (
    Competency,
    CourseCompetency,
    Domain,
    Framework,
    FrameworkVersion,
    Level,
    LevelDescriptor,
    RoleGroup,
    RoleRequirement,
)
from training.models.interest import Interest
from training.models.person_role import PersonRole
from training.models.roster_import import RosterImport
from training.models.series import Series

__all__ = [
    "Clearance",
    "Competency",
    "Course",
    "CourseCompetency",
    "Domain",
    "Enrolment",
    "Event",
    "Framework",
    "FrameworkVersion",
    "Interest",
    "Level",
    "LevelDescriptor",
    "PersonRole",
    "RoleGroup",
    "RoleRequirement",
    "RosterImport",
    "Series",
    "Session",
]

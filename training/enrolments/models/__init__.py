"""Models of enrolments. Models know their own row, no other."""

from training.enrolments.models.enrolment import Enrolment
from training.enrolments.models.interest import Interest
from training.enrolments.models.roster_import import RosterImport

__all__ = ["Enrolment", "Interest", "RosterImport"]

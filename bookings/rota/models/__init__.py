"""Models of rota. Models know their own row, no other."""

from bookings.rota.models.assignment import Assignment
from bookings.rota.models.assurance import AssuranceCheck
from bookings.rota.models.facilitator import Facilitator

__all__ = ["Assignment", "AssuranceCheck", "Facilitator"]

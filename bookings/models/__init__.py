"""Booking, Facilitator, Assignment, Register. Models know their own row, no other."""

from bookings.models.assignment import Assignment
from bookings.models.booking import Booking, BookingGroup
from bookings.models.facilitator import Facilitator
from bookings.models.register import Attendance, Headcount, Register, RegisterMark

__all__ = [
    "Assignment",
    "Attendance",
    "Booking",
    "BookingGroup",
    "Facilitator",
    "Headcount",
    "Register",
    "RegisterMark",
]

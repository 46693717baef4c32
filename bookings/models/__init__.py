"""Booking, Facilitator, Assignment, Register. Models know their own row, no other."""

from bookings.models.assignment import Assignment
from bookings.models.booking import Booking, BookingGroup
from bookings.models.evaluation import Answer, Evaluation, Question
from bookings.models.facilitator import Facilitator
from bookings.models.register import Attendance, Headcount, Register, RegisterMark

__all__ = [
    "Answer",
    "Assignment",
    "Attendance",
    "Booking",
    "BookingGroup",
    "Evaluation",
    "Facilitator",
    "Headcount",
    "Question",
    "Register",
    "RegisterMark",
]

"""Models of registers. Models know their own row, no other."""

from bookings.registers.models.register import Attendance, Headcount, Register, RegisterMark

__all__ = ["Attendance", "Headcount", "Register", "RegisterMark"]

"""Models of registers. Models know their own row, no other."""

from bookings.registers.models.register import (
    Attendance,
    Headcount,
    Register,
    RegisterMark,
    WalkIn,
)

__all__ = ["Attendance", "Headcount", "Register", "RegisterMark", "WalkIn"]

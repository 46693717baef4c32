"""The personal links that bookings sends."""

from core.links import Purpose, declare

EVALUATION = declare(Purpose("bookings/evaluation", "bookings:evaluation_by_link"))

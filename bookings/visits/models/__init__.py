"""Models of visits. Models know their own row, no other."""

from bookings.visits.models.booking import Booking, BookingGroup

__all__ = ["Booking", "BookingGroup"]

"""What is due in bookings by itself."""

from bookings.actions.assignment import release_called_off
from bookings.queries.assignment import called_off
from core.worker import Job, register

register(Job("assignments-called-off", due=called_off, act=release_called_off))

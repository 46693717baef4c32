"""What of the rota falls due by itself."""

from bookings.rota.actions.assignment import release_called_off
from bookings.rota.queries.assignment import called_off
from core.jobs.worker import Job, register

register(Job("assignments-called-off", due=called_off, act=release_called_off))

"""What of registers falls due by itself."""

from bookings.registers.queries.no_show import no_shows_due
from core.jobs.worker import Job, register
from training.enrolments.actions.reminder import tell_no_show

register(Job("no-shows-told", due=no_shows_due, act=tell_no_show))

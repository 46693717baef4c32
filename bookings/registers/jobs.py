"""What of registers falls due by itself."""

from datetime import timedelta

from bookings.registers.queries.no_show import no_shows_due
from core.jobs.job import Job, declare
from training.enrolments.actions.reminder import tell_no_show

# An hour passes anyway, in which a slip is put right.
declare(Job("no-shows-told", due=no_shows_due, act=tell_no_show, every=timedelta(minutes=5)))

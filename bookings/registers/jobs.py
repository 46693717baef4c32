"""What of registers falls due by itself."""

from datetime import timedelta

from bookings.registers.actions.attendance_result import write_outcomes
from bookings.registers.queries.no_show import no_shows_due
from bookings.registers.queries.register import outcomes_due
from core.jobs.job import Job, declare
from training.enrolments.actions.reminder import tell_no_show

# An hour passes anyway, in which a slip is put right.
declare(Job("no-shows-told", due=no_shows_due, act=tell_no_show, every=timedelta(minutes=5)))

# Nothing counts before the end of the session, even when its register was closed in good time.
declare(Job("outcomes-due", due=outcomes_due, act=write_outcomes, every=timedelta(minutes=1)))

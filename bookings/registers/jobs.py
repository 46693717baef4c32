"""What of registers falls due by itself."""

from datetime import timedelta

from bookings.registers.actions.attendance_result import write_outcomes
from bookings.registers.models import Register
from bookings.registers.queries.no_show import no_shows_due
from bookings.registers.queries.register import outcomes_due
from core.jobs.job import Job, Subject, declare
from training.enrolments.actions.reminder import tell_no_show
from training.enrolments.jobs import PLACE
from training.enrolments.presenters.step_names import event_name

REGISTER = Subject(
    rows=lambda: Register.objects.select_related("session__event__course"),
    words=lambda row: event_name(row.session.event),
)

# An hour passes anyway, in which a slip is put right.
declare(
    Job(
        "no-shows-told",
        due=no_shows_due,
        act=tell_no_show,
        every=timedelta(minutes=5),
        label="Tell somebody that they were missed",
        of=PLACE,
    )
)

# Nothing counts before the end of the session, even when its register was closed in good time.
declare(
    Job(
        "outcomes-due",
        due=outcomes_due,
        act=write_outcomes,
        every=timedelta(minutes=1),
        label="Count who came",
        of=REGISTER,
    )
)

"""What of the rota falls due by itself."""

from datetime import timedelta

from bookings.rota.actions.assignment import release_called_off
from bookings.rota.models import Assignment
from bookings.rota.queries.assignment import all_called_off, called_off
from core.jobs.job import Job, Subject, declare
from training.enrolments.presenters.step_names import event_name

ASSIGNMENT = Subject(
    rows=lambda: Assignment.objects.select_related("facilitator__user", "session__event__course"),
    words=lambda row: f"{row.facilitator.user.name}, {event_name(row.session.event)}",
)

# Until then their time counts as taken, and the office may be looking for somebody.
declare(
    Job(
        "assignments-called-off",
        due=called_off,
        act=release_called_off,
        every=timedelta(seconds=30),
        label="Free a facilitator of a session that is called off",
        of=ASSIGNMENT,
    )
)
# None, unless somebody called off what was to be long ago.
declare(
    Job(
        "assignments-called-off-late",
        due=all_called_off,
        act=release_called_off,
        every=timedelta(days=1),
        label="Free a facilitator of a session that was called off long ago",
        of=ASSIGNMENT,
    )
)

"""What of the rota falls due by itself."""

from datetime import timedelta

from bookings.rota.actions.assignment import release_called_off
from bookings.rota.queries.assignment import called_off
from core.jobs.job import Job, declare

# Until then their time counts as taken, and the office may be looking for somebody.
declare(
    Job(
        "assignments-called-off",
        due=called_off,
        act=release_called_off,
        every=timedelta(seconds=30),
    )
)

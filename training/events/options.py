"""What the office may set of events."""

from core.options.spec import Number
from core.options.store import declare

MINIMUM_DAYS = declare(
    Number(
        key="events.minimum_days",
        group="Changes to dates",
        label="Working days before a date to look at its numbers",
        hint="From then on a date with fewer people than its course needs is in the team's queue.",
        default=10,
        least=1,
        most=60,
    )
)

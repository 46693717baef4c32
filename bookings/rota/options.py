"""What the office may set of bookings and the rota."""

from datetime import timedelta

from core.options.spec import Duration, Unit
from core.options.store import declare

TRAVEL_SAME_AREA = declare(
    Duration(
        key="rota.travel_same_area",
        group="Rota",
        label="Minutes to travel within a borough",
        hint="Left free between two sessions of one facilitator in different places.",
        unit=Unit.MINUTES,
        default=timedelta(minutes=30),
        most=240,
    )
)
TRAVEL_OTHER_AREA = declare(
    Duration(
        key="rota.travel_other_area",
        group="Rota",
        label="Minutes to travel between boroughs",
        hint="Left free between two sessions of one facilitator in different boroughs.",
        unit=Unit.MINUTES,
        default=timedelta(minutes=60),
        most=240,
    )
)

"""What the office may set of bookings and the rota."""

from core.options.store import Spec, declare

TRAVEL_SAME_AREA = declare(
    Spec(
        key="rota.travel_same_area",
        group="Rota",
        label="Minutes to travel within a borough",
        hint="Left free between two sessions of one facilitator in different places.",
        default=30,
        most=240,
    )
)
TRAVEL_OTHER_AREA = declare(
    Spec(
        key="rota.travel_other_area",
        group="Rota",
        label="Minutes to travel between boroughs",
        hint="Left free between two sessions of one facilitator in different boroughs.",
        default=60,
        most=240,
    )
)

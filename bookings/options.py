"""What the office may set of bookings and the rota."""

from core.options import Spec, declare

INCIDENT_PHONE = declare(
    Spec(
        key="bookings.incident_phone",
        group="Schools",
        label="Phone number after an incident",
        hint=(
            "Shown to a school that asks for help after an incident. "
            "Left empty, the page names 999, 101 and the school\u2019s own safeguarding lead."
        ),
        default="",
        most=30,
    )
)
TRAVEL_SAME_AREA = declare(
    Spec(
        key="bookings.travel_same_area",
        group="Rota",
        label="Minutes to travel within a borough",
        hint="Left free between two sessions of one facilitator in different places.",
        default=30,
        most=240,
    )
)
TRAVEL_OTHER_AREA = declare(
    Spec(
        key="bookings.travel_other_area",
        group="Rota",
        label="Minutes to travel between boroughs",
        hint="Left free between two sessions of one facilitator in different boroughs.",
        default=60,
        most=240,
    )
)

"""What the office may set of visits."""

from core.options.spec import Text
from core.options.store import declare

INCIDENT_PHONE = declare(
    Text(
        key="visits.incident_phone",
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

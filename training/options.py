"""What the office may set of enrolment."""

from core.options import Spec, declare

OFFER_HOURS = declare(
    Spec(
        key="training.offer_hours",
        group="Waiting lists",
        label="Hours to answer an offer of a place",
        hint="How long a place from the waiting list is held for the person it is offered to.",
        default=24,
        least=1,
        most=168,
    )
)
OFFER_HOURS_SOON = declare(
    Spec(
        key="training.offer_hours_soon",
        group="Waiting lists",
        label="Hours to answer when the date is near",
        hint="Used in the last days before a date instead.",
        default=4,
        least=1,
        most=72,
    )
)
SOON_DAYS = declare(
    Spec(
        key="training.soon_days",
        group="Waiting lists",
        label="Days before a date that count as near",
        hint="From then on people have less time to answer an offer.",
        default=3,
        most=30,
    )
)

"""What the office may set of enrolment."""

from core.options.store import Spec, declare

OFFER_HOURS = declare(
    Spec(
        key="enrolments.offer_hours",
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
        key="enrolments.offer_hours_soon",
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
        key="enrolments.soon_days",
        group="Waiting lists",
        label="Days before a date that count as near",
        hint="From then on people have less time to answer an offer.",
        default=3,
        most=30,
    )
)
ANSWER_DAYS = declare(
    Spec(
        key="enrolments.answer_days",
        group="Changes to dates",
        label="Days to answer after a change",
        hint="How long people have to say whether they still come, or to take the next date.",
        default=5,
        least=1,
        most=30,
    )
)
ASKS_AGAIN = declare(
    Spec(
        key="enrolments.asks_again",
        group="Changes to dates",
        label="Ask everyone whether they still come when a date moves",
        hint="1 for yes, 0 for no. It is what the form starts on; each move can differ.",
        default=0,
        most=1,
    )
)
NO_SHOWS = declare(
    Spec(
        key="enrolments.no_shows",
        group="Missed dates",
        label="Missed dates after which the team approves places",
        hint="Who missed so many needs a yes from the training team. 0 turns this off.",
        default=3,
        most=20,
    )
)
NO_SHOW_MONTHS = declare(
    Spec(
        key="enrolments.no_show_months",
        group="Missed dates",
        label="Months in which missed dates count",
        hint="Dates missed longer ago are left out of the count.",
        default=12,
        least=1,
        most=60,
    )
)
CONTACT = declare(
    Spec(
        key="enrolments.contact",
        group="Dates",
        label="Whom people ask about a date",
        hint="An email address or a telephone number, shown to people who have a place.",
        default="",
        most=120,
    )
)
COLLEAGUE_DAYS = declare(
    Spec(
        key="enrolments.colleague_days",
        group="Waiting lists",
        label="Days for colleagues to say yes",
        hint="How long a place is held for somebody whose colleague booked it. "
        "When the date is near, only as long as any offer.",
        default=5,
        least=1,
        most=30,
    )
)

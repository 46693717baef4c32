"""What the office may set of enrolment."""

from datetime import timedelta

from core.options.spec import Duration, Number, Text, Unit, YesNo
from core.options.store import declare

OFFER_HOURS = declare(
    Duration(
        key="enrolments.offer_hours",
        group="Waiting lists",
        label="Hours to answer an offer of a place",
        hint="How long a place from the waiting list is held for the person it is offered to.",
        unit=Unit.HOURS,
        default=timedelta(hours=24),
        least=1,
        most=168,
    )
)
OFFER_HOURS_SOON = declare(
    Duration(
        key="enrolments.offer_hours_soon",
        group="Waiting lists",
        label="Hours to answer when the date is near",
        hint="Used in the last days before a date instead.",
        unit=Unit.HOURS,
        default=timedelta(hours=4),
        least=1,
        most=72,
    )
)
SOON_DAYS = declare(
    Duration(
        key="enrolments.soon_days",
        group="Waiting lists",
        label="Days before a date that count as near",
        hint="From then on people have less time to answer an offer.",
        unit=Unit.DAYS,
        default=timedelta(days=3),
        most=30,
    )
)
ANSWER_DAYS = declare(
    Duration(
        key="enrolments.answer_days",
        group="Changes to dates",
        label="Days to answer after a change",
        hint="How long people have to say whether they still come, or to take the next date.",
        unit=Unit.DAYS,
        default=timedelta(days=5),
        least=1,
        most=30,
    )
)
ASKS_AGAIN = declare(
    YesNo(
        key="enrolments.asks_again",
        group="Changes to dates",
        label="Ask everyone whether they still come when a date moves",
        hint="It is what the form starts on; each move can differ.",
        default=False,
    )
)
ASKS_AFTER_NO_SHOWS = declare(
    YesNo(
        key="enrolments.asks_after_no_shows",
        group="Missed dates",
        label="The team approves places of people who missed dates",
        hint="With no, the two numbers below have no effect.",
        default=True,
    )
)
NO_SHOWS = declare(
    Number(
        key="enrolments.no_shows",
        group="Missed dates",
        label="Missed dates after which the team approves places",
        hint="Who missed so many needs a yes from the training team.",
        default=3,
        least=1,
        most=20,
    )
)
NO_SHOW_MONTHS = declare(
    Number(
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
    Text(
        key="enrolments.contact",
        group="Dates",
        label="Whom people ask about a date",
        hint="An email address or a telephone number, shown to people who have a place.",
        default="",
        most=120,
    )
)
COLLEAGUE_DAYS = declare(
    Duration(
        key="enrolments.colleague_days",
        group="Waiting lists",
        label="Days for colleagues to say yes",
        hint="How long a place is held for somebody whose colleague booked it. "
        "When the date is near, only as long as any offer.",
        unit=Unit.DAYS,
        default=timedelta(days=5),
        least=1,
        most=30,
    )
)

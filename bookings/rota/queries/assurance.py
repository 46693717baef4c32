"""Which checks a facilitator has, and which sessions somebody could not be sent to any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from bookings.rota.models import Assignment, AssuranceCheck, Facilitator
from bookings.rota.rules.assurance import Gap, first_day_unfit, gaps_on
from core.clock import london_date
from core.dates import start_of_day
from training.events.models import Event, Session

Held = dict[str, date | None]


def with_checks(prefix: str = "") -> "Prefetch[str]":
    """The checks that count, beside each facilitator of a query, as `current_checks`."""
    rows = AssuranceCheck.objects.filter(is_current=True)
    return Prefetch(f"{prefix}checks", rows, to_attr="current_checks")


def held_by(facilitator: Facilitator) -> Held:
    """The kinds of check that somebody has, each with the day it is due, if any."""
    rows: Iterable[AssuranceCheck] | None = getattr(facilitator, "current_checks", None)
    if rows is None:
        rows = facilitator.checks.filter(is_current=True)
    return {row.kind: row.due_date for row in rows}


def held_by_user(person: User) -> Held:
    """Nothing of a person who is not set up as a facilitator yet."""
    record: Facilitator | None = getattr(person, "facilitator", None)
    return held_by(record) if record else {}


def gaps_of(facilitator: Facilitator, day: date) -> list[Gap]:
    """The required checks that somebody does not have on a day."""
    return gaps_on(day, held_by(facilitator))


def checks_of(facilitator: Facilitator) -> list[AssuranceCheck]:
    """Every check that was ever recorded of somebody, the latest first."""
    rows = facilitator.checks.select_related("seen_by")
    return list(rows.order_by("-pk"))


@dataclass(frozen=True)
class Unassured:
    """The parts that people have whose checks do not hold on the day: how many, and which."""

    rows: QuerySet[Assignment]
    held: dict[int, Held]

    def gaps(self, row: Assignment) -> list[Gap]:
        return gaps_on(london_date(row.starts_at), self.held[row.facilitator_id])


def unassured(now: datetime) -> Unassured:
    """Coming parts of people who have a check missing, or due on or before the session's day."""
    coming = Assignment.objects.filter(
        state__in=Assignment.HOLDING,
        starts_at__gt=now,
        session__state=Session.State.PLANNED,
        session__event__status__in=Event.GOES_AHEAD,
    )
    people = Facilitator.objects.filter(pk__in=coming.values("facilitator"))
    held = {one.pk: held_by(one) for one in people.prefetch_related(with_checks())}
    # A day for each person, not a condition for each kind of check: the index of the rota has both.
    found = Q(pk__in=[])
    for person, checks in held.items():
        day = first_day_unfit(checks)
        if day == date.min:
            found |= Q(facilitator=person)
        elif day:
            found |= Q(facilitator=person, starts_at__gte=start_of_day(day))
    rows = coming.filter(found).select_related("session__event__course", "facilitator__user")
    return Unassured(rows.order_by("starts_at", "pk"), held)

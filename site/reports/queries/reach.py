"""Whom a month reached (domain 5.3). Closed registers only; the month is London's."""

from collections.abc import Sequence
from datetime import date, datetime

from accounts.models import Area
from accounts.queries.remit import WHOLE, Remit
from bookings.registers.queries.contact import contacts, different_professionals
from core.dates import month_bounds
from reports.models.reach import LINES, Participant, Reach, ReachRow
from training.courses.models import Course


def reach(month: date, now: datetime, remit: Remit = WHOLE) -> Reach:
    """A month's contacts with their totals, and how many people the professionals were."""
    areas = areas_within(remit)
    rows, people = rows_of(month, areas, now), unique_professionals(month, now, remit)
    return Reach(month.replace(day=1), rows, people, areas)


def reach_rows(month: date, now: datetime, remit: Remit = WHOLE) -> list[ReachRow]:
    """The contacts of the month a day is in, by line of the return, area and course.

    Always the same four queries.
    """
    return rows_of(month, areas_within(remit), now)


def areas_within(remit: Remit) -> list[Area]:
    return list(remit.limit(Area.objects.all(), "pk"))


def rows_of(month: date, areas: Sequence[Area], now: datetime) -> list[ReachRow]:
    """The month's contacts in some areas with the rows they belong to, in the areas' order."""
    by_pk = {area.pk: area for area in areas}
    sums = [row for row in contacts(*month_bounds(month), now) if row.area_id in by_pk]
    courses = Course.objects.only("title", "slug").in_bulk({row.course_id for row in sums})
    rows = [
        ReachRow(
            participant=Participant(row.participant),
            area=by_pk[row.area_id],
            course=courses[row.course_id],
            contacts=row.contacts,
        )
        for row in sums
    ]
    lines, places = list(LINES), list(by_pk)
    return sorted(
        rows,
        key=lambda row: (
            lines.index(row.participant),
            places.index(row.area.pk),
            row.course.title,
            row.course.pk,
        ),
    )


def unique_professionals(month: date, now: datetime, remit: Remit = WHOLE) -> int:
    """How many different people attended by name at least once in the month.

    Months do not add up to a year: who came in two of them is counted in each (domain 5.3.5).
    """
    return different_professionals(*month_bounds(month), now, remit)

"""Which dates a rule makes, and which of them fall on days that are skipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from accounts.models import Area, Closure, Term
from core.clock import london_date
from core.dates import date_words, hour_fault, start_of_day
from training.courses.models import Course
from training.events.models import Event, Series
from training.events.queries.event import open_events
from training.events.rules.blocks import Block
from training.events.rules.recurrence import DayPart, blocks_on, days_of
from training.events.rules.working_days import bank_holiday

SHOWN = 3


@dataclass(frozen=True)
class PlannedEvent:
    """One date a rule makes, and why it is skipped when it is."""

    blocks: list[Block]
    why_not: str = ""

    @property
    def words(self) -> str:
        days = dict.fromkeys(date_words(london_date(block.starts_at)) for block in self.blocks)
        return " and ".join(days)


@dataclass(frozen=True)
class SeriesRequest:
    """A series as the office describes it."""

    course: Course
    area: Area
    rule: str
    first: date
    parts: Sequence[DayPart]
    skips_bank_holidays: bool
    skips_school_holidays: bool
    room: str = ""


def planned_events(wanted: SeriesRequest) -> list[PlannedEvent]:
    """Every date the rule makes, in order. The same few queries for any number."""
    days = days_of(wanted.rule, wanted.first)
    if not days:
        return []
    last = days[-1] + timedelta(days=max(part.days_after for part in wanted.parts))
    school = school_days(wanted.area, days[0], last) if wanted.skips_school_holidays else None
    taken = _taken(wanted, days[0], days[-1])
    return [
        PlannedEvent(
            blocks_on(day, wanted.parts, wanted.room), _why_not(day, wanted, school, taken)
        )
        for day in days
    ]


def _why_not(
    day: date, wanted: SeriesRequest, school: "SchoolDays | None", taken: set[date]
) -> str:
    if day in taken:
        return "There is a date of this course on that day already"
    for part in wanted.parts:
        one = day + timedelta(days=part.days_after)
        if fault := hour_fault(one, part.start):
            return fault
        holiday = bank_holiday(one) if wanted.skips_bank_holidays else ""
        if holiday:
            return f"Bank holiday: {holiday}"
        if school and school.are_off(one):
            return "School holidays"
    return ""


@dataclass(frozen=True)
class SchoolDays:
    """When an area's schools are open, as far as its calendar is kept."""

    terms: Sequence[tuple[date, date]]
    closures: Sequence[tuple[date, date]]

    def are_off(self, day: date) -> bool:
        """Whether schools are closed. A day outside the calendar that is kept counts as open."""
        if any(starts <= day <= ends for starts, ends in self.closures):
            return True
        if not self.terms or not self.terms[0][0] <= day <= max(ends for _, ends in self.terms):
            return False
        return not any(starts <= day <= ends for starts, ends in self.terms)


def school_days(area: Area, first: date, last: date) -> SchoolDays:
    """The school year of an area; of every area together for one that has no schools of its own."""
    # The terms around as well: a day is out of term only between two terms that are known.
    within = {"starts_date__lte": last + timedelta(days=90)}
    kept = {**within, "ends_date__gte": first - timedelta(days=90)}
    # A college or a university has a year of its own, which is no school's.
    terms = Term.objects.filter(**kept, area__isnull=False).order_by("starts_date")
    closures = Closure.objects.filter(**kept, kind=Closure.Kind.CLOSED, area=area)
    own = list(terms.filter(area=area).values_list("starts_date", "ends_date"))
    found = own or list(terms.values_list("starts_date", "ends_date"))
    return SchoolDays(found, list(closures.values_list("starts_date", "ends_date")))


def _taken(wanted: SeriesRequest, first: date, last: date) -> set[date]:
    """The days on which the course starts in that area already."""
    rows = Event.objects.filter(
        course=wanted.course,
        area=wanted.area,
        entry=Event.Entry.OPEN,
        starts_at__gte=start_of_day(first),
        starts_at__lt=start_of_day(last + timedelta(days=1)),
    ).exclude(status=Event.Status.CANCELLED)
    return {london_date(starts_at) for starts_at in rows.values_list("starts_at", flat=True)}


def events_of_series(series: Series) -> QuerySet[Event]:
    """Every date a series made, whatever became of it, soonest first."""
    rows = series.events.select_related("course", "area", "venue").prefetch_related("reserved_for")
    return rows.order_by("starts_at", "pk")


def next_in_series(event: Event, now: datetime) -> list[Event]:
    """The next few open dates of an event's series; none for one without."""
    if event.series_id is None:
        return []
    rows = open_events(now).filter(series=event.series_id).exclude(pk=event.pk)
    return list(rows[:SHOWN])

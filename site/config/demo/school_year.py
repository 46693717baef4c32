"""Terms of any school year by the pattern of one, and days counted in them. A tool."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.content import read
from core.dates import academic_year, add_months
from training.events.rules.working_days import is_working_day

DAY = timedelta(days=1)
ENOUGH = 10  # school days that make a month one of term
YEARS_BACK, YEARS_AHEAD = 2, 1


@dataclass(frozen=True)
class Span:
    """A half term, or days off, of one school year; first and last day included."""

    year: str
    name: str
    starts: date
    ends: date

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.starts <= day <= self.ends


def moved(day: date, years: int) -> date:
    """The same time of another year: the nearest day of the same weekday."""
    if not years:
        return day
    there = add_months(day, 12 * years)
    ahead = (day.weekday() - there.weekday()) % 7
    week = 7 if ahead > 7 / 2 else 0
    return there + timedelta(days=ahead - week)


def first_year(day: date) -> int:
    """The calendar year in which the day's school year starts."""
    return int(academic_year(day)[:4])


def spans(kind: str, today: date) -> list[Span]:
    """The half terms ("term") or days off ("closure") of the school years around today."""
    content = read("calendar")
    now = first_year(today)
    return [
        Span(
            year=f"{year}-{(year + 1) % 100:02d}",
            name=entry.get("name") or entry["kind"],
            starts=moved(entry["starts"], year - content["pattern_of"]),
            ends=moved(entry["ends"], year - content["pattern_of"]),
        )
        for year in range(now - YEARS_BACK, now + YEARS_AHEAD + 1)
        for entry in content[kind]
    ]


@dataclass(frozen=True)
class SchoolYear:
    """Which days pupils are in school, around one day."""

    today: date
    terms: tuple[Span, ...]
    closures: tuple[Span, ...]

    def is_school_day(self, day: date) -> bool:
        """A working day in term that is not a training day."""
        in_term = any(term.holds(day) for term in self.terms)
        closed = any(closure.holds(day) for closure in self.closures)
        return in_term and not closed and is_working_day(day)

    def days_of(self, month: date) -> list[date]:
        """The school days of a month."""
        first = month.replace(day=1)
        return [day for day in days_from(first, add_months(first, 1)) if self.is_school_day(day)]

    def is_month_of_term(self, month: date) -> bool:
        """Whether a month has enough school in it."""
        return len(self.days_of(month)) >= ENOUGH

    def counted_month(self, before: date) -> date:
        """The first day of the last month of term that was over before a day's month began."""
        month = add_months(before.replace(day=1), -1)
        while not self.is_month_of_term(month):
            month = add_months(month, -1)
        return month

    def ahead(self, number: int) -> date:
        """The school day so many after today; 0 is the first from today on."""
        day = self.today
        while True:
            if self.is_school_day(day):
                if number == 0:
                    return day
                number -= 1
            day += DAY

    def weekday_of(self, month: date, weekday: int) -> date:
        """The month's first such weekday once schools have been back a week, or just its first."""
        days = [day for day in days_from(month, add_months(month, 1)) if day.weekday() == weekday]
        week = timedelta(days=7)
        settled = [d for d in days if self.is_school_day(d) and self.is_school_day(d - week)]
        return (settled or days)[0]


def school_year(today: date) -> SchoolYear:
    """The school years around a day."""
    return SchoolYear(today, tuple(spans("term", today)), tuple(spans("closure", today)))


def days_from(first: date, after_last: date) -> Iterator[date]:
    """Each day of a span, the last left out."""
    day = first
    while day < after_last:
        yield day
        day += DAY

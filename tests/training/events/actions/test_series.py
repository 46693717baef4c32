"""A year of dates by a rule."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.models import Area, Closure, Term, User
from core.clock import LONDON
from tests.cast import make_event
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.event_cancel import cancel_event
from training.events.actions.series import create_series
from training.events.models import Event, Series
from training.events.queries.series import (
    PlannedEvent,
    SeriesRequest,
    events_of_series,
    planned_events,
)
from training.events.rules.recurrence import DayPart, days_of, monthly, weekly, words_of

pytestmark = pytest.mark.django_db
YEAR = date(2027, 12, 31)
MORNING = DayPart(0, time(9, 30), 180)


@pytest.fixture
def wanted(course: Course, birmingham: Area) -> SeriesRequest:
    """The first Thursday of each month of 2027, 9:30am to 12:30pm."""
    rule = monthly(1, "TH", YEAR)
    return SeriesRequest(course, birmingham, rule, date(2027, 1, 1), [MORNING], True, False)


def open_all(wanted: SeriesRequest, actor: User, now: datetime, **changed: object) -> Series:
    dates = [planned.blocks for planned in planned_events(wanted) if not planned.why_not]
    details = {"capacity": 30, "mode": "online", "venue": None, "join_link": "", **changed}
    return create_series(wanted, dates, actor=actor, now=now, **details)  # type: ignore[arg-type]


def skipped(planned: list[PlannedEvent]) -> dict[str, str]:
    return {one.words: one.why_not for one in planned if one.why_not}


@pytest.mark.parametrize(
    ("rule", "words", "first", "number"),
    [
        (monthly(1, "TH", YEAR), "on the first Thursday of each month", date(2027, 1, 7), 12),
        (monthly(-1, "FR", YEAR), "on the last Friday of each month", date(2027, 1, 29), 12),
        (weekly(2, "TU", YEAR), "every 2 weeks on a Tuesday", date(2027, 1, 5), 26),
        (weekly(1, "MO", date(2027, 1, 31)), "every Monday", date(2027, 1, 4), 4),
    ],
)
def test_rules_make_days_and_words(rule: str, words: str, first: date, number: int) -> None:
    days = days_of(rule, date(2027, 1, 1))
    assert (words_of(rule), days[0], len(days)) == (words, first, number)


def test_a_year_opens_at_the_same_london_time(
    wanted: SeriesRequest, coordinator: User, now: datetime
) -> None:
    series = open_all(wanted, coordinator, now)
    starts = [event.starts_at.astimezone(LONDON) for event in events_of_series(series)]
    assert len(starts) == 12
    assert {moment.time() for moment in starts} == {time(9, 30)}
    assert {moment.utcoffset() for moment in starts} != {None}
    assert len({moment.utcoffset() for moment in starts}) == 2  # summer and winter
    log = ModelLogEntry.objects.get(action="upstander.create_series")
    assert (log.label, log.data["dates"]) == (series.ref, 12)


def test_bank_holidays_are_skipped_or_not(wanted: SeriesRequest) -> None:
    mondays = replace(wanted, rule=monthly(1, "MO", YEAR))
    assert skipped(planned_events(mondays)) == {
        "Monday 3 May 2027": "Bank holiday: May Day",
    }
    assert not skipped(planned_events(replace(mondays, skips_bank_holidays=False)))


def test_school_holidays_are_skipped_when_asked(wanted: SeriesRequest, birmingham: Area) -> None:
    for name, starts, ends in (
        ("Spring", date(2027, 1, 5), date(2027, 3, 25)),
        ("Summer", date(2027, 4, 12), date(2027, 7, 21)),
        ("Autumn", date(2027, 9, 2), date(2027, 12, 17)),
    ):
        dates = {"starts_date": starts, "ends_date": ends}
        Term.objects.create(area=birmingham, academic_year="2026-27", name=name, **dates)
    closed = {"kind": Closure.Kind.CLOSED, "area": birmingham}
    day = date(2027, 6, 3)
    Closure.objects.create(**closed, starts_date=day, ends_date=day)
    assert not skipped(planned_events(wanted))
    off = skipped(planned_events(replace(wanted, skips_school_holidays=True)))
    assert list(off) == ["Thursday 1 April 2027", "Thursday 3 June 2027", "Thursday 5 August 2027"]
    assert set(off.values()) == {"School holidays"}


def test_a_day_that_has_one_already_is_skipped(
    wanted: SeriesRequest, course: Course, birmingham: Area, coordinator: User, now: datetime
) -> None:
    taken = make_event(course, birmingham, starts_at=datetime(2027, 2, 4, 13, 0, tzinfo=LONDON))
    assert list(skipped(planned_events(wanted))) == ["Thursday 4 February 2027"]
    cancel_event(taken, actor=coordinator, now=now, reason="")
    assert not skipped(planned_events(wanted))


def test_each_date_may_have_several_parts(
    wanted: SeriesRequest, coordinator: User, now: datetime
) -> None:
    parts = [MORNING, DayPart(4, time(13, 0), 120)]
    series = open_all(replace(wanted, parts=parts), coordinator, now)
    event = events_of_series(series)[0]
    assert [row.starts_at.astimezone(LONDON).date() for row in event.sessions.all()] == [
        date(2027, 1, 7),
        date(2027, 1, 11),
    ]
    holiday = planned_events(replace(wanted, parts=[MORNING, DayPart(22, time(9), 60)]))
    assert "Thursday 4 March 2027 and Friday 26 March 2027" in skipped(holiday)


def test_cancelling_one_leaves_the_rest(
    wanted: SeriesRequest, coordinator: User, now: datetime
) -> None:
    series = open_all(wanted, coordinator, now)
    cancel_event(events_of_series(series)[0], actor=coordinator, now=now, reason="Snow")
    assert list(events_of_series(series).values_list("status", flat=True)) == [
        "cancelled",
        *["scheduled"] * 11,
    ]


def test_all_or_none(
    wanted: SeriesRequest, course: Course, coordinator: User, now: datetime
) -> None:
    Course.objects.filter(pk=course.pk).update(group_max=20, group_hard_max=20)
    course.refresh_from_db()
    with refused("capacity"):
        open_all(replace(wanted, course=course), coordinator, now)
    far = replace(wanted, rule=monthly(1, "TH", date(2031, 1, 1)), first=date(2029, 6, 1))
    with refused("blocks"):
        open_all(far, coordinator, now, capacity=10)
    with refused("series_length", match="at most 60"):
        open_all(replace(wanted, rule=weekly(1, "TH", date(2029, 1, 1))), coordinator, now)
    with refused("series_length", match="skipped"):
        create_series(
            wanted,
            [],
            capacity=5,
            mode="online",
            venue=None,
            join_link="",
            actor=coordinator,
            now=now,
        )
    assert not Event.objects.exists()
    assert not Series.objects.exists()


def test_planning_costs_the_same_for_any_number(wanted: SeriesRequest) -> None:
    counts = []
    for rule in (monthly(1, "TH", date(2027, 2, 1)), weekly(1, "TH", YEAR)):
        with CaptureQueriesContext(connection) as queries:
            planned_events(replace(wanted, rule=rule, skips_school_holidays=True))
        counts.append(len(queries))
    assert counts[0] == counts[1]

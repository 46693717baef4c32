"""A time that does not exist, or comes twice, is refused at each form that asks for one."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django import forms

from accounts.models import User
from core import clock
from core.dates import hour_fault
from core.forms import BaseForm, GovDateField, TimeField
from core.styleguide.sample import SampleForm
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.waiting_list import join_waiting_list
from training.events.models import Event
from training.events.queries.series import SeriesRequest, planned_events
from training.events.rules.recurrence import DayPart, weekly

FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        (FORWARD, time(1, 30), "1:30am does not exist on Sunday 28 March 2027"),
        (FORWARD, time(0, 59), ""),
        (FORWARD, time(2), ""),
        (BACK, time(1, 30), "1:30am comes twice on Sunday 31 October 2027"),
        (BACK, time(2), ""),
        (date(2027, 6, 1), time(1, 30), ""),
    ],
)
def test_an_hour_that_is_none_or_two_is_known(day: date, at: time, words: str) -> None:
    found = hour_fault(day, at)
    assert found.startswith(words) if words else found == ""


class Asked(BaseForm):
    """As every form of ours asks for a moment: a day, and the hour beside it."""

    date_1 = GovDateField(label="Date", earliest=date(2026, 1, 1), latest=date(2028, 1, 1))
    start_1 = TimeField(label="Start time")


@pytest.mark.guard("a time that does not exist is refused", where="core/forms/base.py")
@pytest.mark.parametrize("day", [FORWARD, BACK])
def test_a_form_says_so_beside_the_hour(day: date) -> None:
    parts = {"date_1_day": day.day, "date_1_month": day.month, "date_1_year": day.year}
    form = Asked({**{name: f"{value}" for name, value in parts.items()}, "start_1": "1:30am"})
    assert not form.is_valid()
    assert list(form.errors) == ["start_1"]


def subclasses(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_hour_asked_stands_beside_its_day(course: Course, db: None) -> None:
    """Fields that a class declares; those made on the way are named alike."""
    alone = {
        f"{form.__name__}.{name}"
        for form in subclasses(BaseForm)
        if form is not SampleForm  # nobody reads what is typed there
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, TimeField) and not name.startswith("start_")
    }
    assert alone == set()
    assert not [form for form in subclasses(BaseForm) if has_moments(form)]


def has_moments(form: type) -> bool:
    fields = getattr(form, "base_fields", {}).values()
    return any(isinstance(one, (forms.DateTimeField, forms.SplitDateTimeField)) for one in fields)


@pytest.mark.django_db
def test_a_series_leaves_out_a_date_whose_hour_does_not_exist(
    course: Course, open_event: Event
) -> None:
    wanted = SeriesRequest(
        course=course,
        area=open_event.area,
        rule=weekly(1, "SU", date(2027, 4, 4)),
        first=date(2027, 3, 21),
        parts=[DayPart(0, time(1, 30), 60)],
        skips_bank_holidays=False,
        skips_school_holidays=False,
    )
    why_not = [one.why_not for one in planned_events(wanted)]
    assert why_not[0] == why_not[2] == ""
    assert "does not exist" in why_not[1]


@pytest.mark.django_db
@pytest.mark.guard("the database says whether a date has begun", where="core/clock.py")
@pytest.mark.parametrize("waits", [False, True])
def test_a_machine_whose_clock_is_behind_gives_no_place_on_a_date_that_has_begun(
    waits: bool, open_event: Event, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = open_event.starts_at - timedelta(minutes=5)
    monkeypatch.setattr(clock, "by_database", lambda now: now + timedelta(minutes=10))
    if waits:
        Event.objects.update(places_taken=50)
    act = join_waiting_list if waits else enrol
    with refused("event_started"):
        act(learner, open_event, actor=learner, now=behind)


@pytest.mark.postgres
def test_how_far_the_clocks_are_apart_is_asked_of_the_database(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "_skew", [None, timedelta()])
    true = clock.now()
    monkeypatch.setattr(clock, "now", lambda: true - timedelta(hours=1))
    found = clock.by_database(clock.now())
    assert abs(found - true) < timedelta(seconds=10)

"""Another seed, more people, any day. A second run: see test_load.py."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Count

from accounts.models import User
from bookings.rota.models import Assignment
from config.demo.load import load
from config.demo.people import CROWD
from config.demo.school_year import school_year
from config.demo.world import World
from core.clock import london_date
from reports.queries.reach import reach
from training.events.queries.event import open_events

pytestmark = [pytest.mark.django_db, pytest.mark.either]
NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)


def test_more_people_come_with_dates_of_their_own() -> None:
    load(NOW, extra_people=90)
    lonely = User.objects.filter(email__endswith="@people.example").annotate(
        number=Count("enrolments")
    )
    assert len(lonely) == CROWD + 90
    extra = [user for user in lonely if int(user.email[6:10]) > CROWD]
    assert [user.number for user in extra] == [1] * 90
    assert reach(date(2026, 10, 1), NOW).total == 1994


def test_a_seed_decides_whom_chance_puts_on_a_date() -> None:
    year = school_year(NOW.date())
    first, again, other = (
        World(now=NOW, today=NOW.date(), year=year, seed=seed).chance("date").sample(range(200), 46)
        for seed in (3, 3, 4)
    )
    assert first == again != other


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2027, 8, 15, 9, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 11, 1)),
    ],
    ids=["august", "31 december"],
)
def test_it_is_right_on_any_day(moment: datetime, counted: date) -> None:
    world = load(moment)
    assert reach(counted, moment).total == 1994
    months = [
        (event.starts_at.year, event.starts_at.month)
        for event in open_events(moment).filter(course__slug="preventing-vawg")
    ]
    assert len(months) == len(set(months)) >= 5
    for name in ("Priya Nandra", "Jordan Ellis"):
        held = Assignment.objects.filter(facilitator=world.facilitators[name])
        assert london_date(moment) in {london_date(one.starts_at) for one in held}

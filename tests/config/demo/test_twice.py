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
from training.events.models import Event
from training.events.queries.event import open_events

pytestmark = [pytest.mark.django_db, pytest.mark.either]
NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)


def test_the_same_seed_puts_the_same_people_on_the_same_dates() -> None:
    load(NOW, seed=3)
    event = open_events(NOW).filter(course__slug="preventing-vawg")[0]
    expected = set(sample_of(event))
    drawn = set(event.enrolments.filter(status="confirmed").values_list("person__email", flat=True))
    assert drawn == expected


def sample_of(event: Event) -> list[str]:
    """Whom seed 3 draws for an event, by their addresses."""
    world = World(now=NOW, today=NOW.date(), year=school_year(NOW.date()), seed=3)
    crowd = [f"person{number:04d}@people.example" for number in range(1, CROWD + 1)]
    return world.chance(event.ref).sample(crowd, 46)


def test_more_people_come_with_dates_of_their_own() -> None:
    load(NOW, extra_people=90)
    assert User.objects.filter(email__endswith="@people.example").count() == CROWD + 90
    lonely = User.objects.filter(email__endswith="@people.example").annotate(
        number=Count("enrolments")
    )
    extra = [user for user in lonely if int(user.email[6:10]) > CROWD]
    assert [user.number for user in extra] == [1] * 90
    assert sorted(
        Event.objects.filter(places_taken__in=[40, 10], starts_at__gt=NOW).values_list(
            "places_taken", flat=True
        )
    ) == [10, 40, 40]
    assert reach(date(2026, 10, 1)).total == 1994


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2027, 8, 15, 9, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), date(2028, 1, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2027, 9, 1, 9, tzinfo=UTC), date(2027, 7, 1)),
    ],
    ids=["august", "29 february", "31 december", "1 september"],
)
def test_it_is_right_on_any_day(moment: datetime, counted: date) -> None:
    world = load(moment)
    assert reach(counted).total == 1994
    months = [
        (event.starts_at.year, event.starts_at.month)
        for event in open_events(moment).filter(course__slug="preventing-vawg")
    ]
    assert len(months) == len(set(months)) >= 5
    for name in ("Priya Nandra", "Jordan Ellis"):
        held = Assignment.objects.filter(facilitator=world.facilitators[name])
        assert london_date(moment) in {london_date(one.starts_at) for one in held}

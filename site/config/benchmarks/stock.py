"""Fills a site that is to be measured: `python -m config.benchmarks.stock 200 1000`.

So many open dates and so many pages, the demonstration's own included. Prints how many there are
now, and a course that has dates.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from wagtail.models import Page  # noqa: E402 - once Django is ready

from accounts.models import Area  # noqa: E402
from cms.models import HomePage, StandardPage  # noqa: E402
from core import clock  # noqa: E402
from training.courses.models import Course  # noqa: E402
from training.events.actions.event import schedule_event  # noqa: E402
from training.events.models import Venue  # noqa: E402
from training.events.queries.event import open_events  # noqa: E402
from training.events.rules.blocks import Block  # noqa: E402
from training.events.rules.venue import venue_key  # noqa: E402

PLACES = 30


def fill_dates(wanted: int) -> None:
    """Schedule dates until so many are open."""
    now = clock.now()
    courses = list(Course.objects.filter(kind=Course.Kind.PROFESSIONAL, is_listed=True))
    areas = list(Area.objects.all())
    halls = [hall_in(area) for area in areas]
    for number in range(wanted - open_events(now).count()):
        starts_at = now.replace(minute=0) + timedelta(days=1 + number)
        course = courses[number % len(courses)]
        schedule_event(
            course,
            blocks=[
                Block(starts_at, starts_at + timedelta(minutes=course.current_version.minutes))
            ],
            capacity=min(PLACES, course.group_hard_max or PLACES),
            area=areas[number % len(areas)],
            mode=Course.Mode.IN_PERSON,
            venue=halls[number % len(areas)],
            join_link="",
            actor=None,
            now=now,
        )


def hall_in(area: Area) -> Venue:
    """A venue of an area, made when it is first needed."""
    name, address = f"Council House {area.code}", "Victoria Square"
    found = {"name": name, "address": address, "postcode": "ZZ99 1ZZ", "area": area}
    key = venue_key(name, "ZZ99 1ZZ")
    return Venue.objects.get_or_create(key=key, defaults=found)[0]


def fill_pages(wanted: int) -> None:
    """Add plain pages below the front page until there are so many."""
    home = HomePage.objects.get()
    for number in range(wanted - Page.objects.count()):
        title = f"Sample page {number}"
        home.add_child(instance=StandardPage(title=title, introduction="A page among many."))


if __name__ == "__main__":
    fill_dates(int(sys.argv[1]))
    fill_pages(int(sys.argv[2]))
    first = open_events(clock.now())[0]
    print(open_events(clock.now()).count(), Page.objects.count(), first.course.slug)  # noqa: T201 - read by who ran it

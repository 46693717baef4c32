"""What editors should look at: pages due for review, numbers nobody vouches for, broken links."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wagtail.models import Page

from cms.models import CoursePage, FrontDoor
from cms.models.reading import ReadingPage
from cms.queries.broken_links import hidden_targets
from core.clock import london_date
from training.courses.models import Course
from training.events.queries.event import open_events

SOON = timedelta(days=14)  # how early a number asks to be checked again


@dataclass(frozen=True)
class Attention:
    doors: list[FrontDoor]
    leading_nowhere: list[Page]
    overdue: list[Any]
    undated: list[CoursePage]


def attention(now: datetime) -> Attention:
    today = london_date(now)
    return Attention(
        front_doors(today), hidden_targets(), pages_to_review(today), courses_without_events(now)
    )


def front_doors(today: date) -> list[FrontDoor]:
    """Councils' numbers that are not shown, or soon will not be."""
    rows = FrontDoor.objects.filter(page__live=True).select_related("area")
    in_time = today + SOON  # a number that is shown then is shown until then
    return [door for door in rows.order_by("sort_order", "pk") if not door.is_open_on(in_time)]


def pages_to_review(today: date) -> list[Any]:
    """Published pages whose day to look at them again has passed, the longest ago first."""
    found: list[Any] = []
    for kind in ReadingPage.__subclasses__():
        found += kind.objects.live().filter(review_by__lt=today)
    return sorted(found, key=lambda page: (page.review_by, page.pk))


def courses_without_events(now: datetime) -> list[CoursePage]:
    """Published courses that people enrol on, with no date to enrol on."""
    pages = CoursePage.objects.live().filter(
        course__is_listed=True,
        course__route=Course.Route.BOOK,
        course__kind=Course.Kind.PROFESSIONAL,
    )
    dated = open_events(now).values("course")
    return list(pages.exclude(course__in=dated).order_by("title", "pk"))

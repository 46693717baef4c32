"""What editors should look at: pages due for review, numbers nobody vouches for, broken links."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wagtail.models import Page

from cms.models import CoursePage, FrontDoor
from cms.models.reading import ReadingPage
from cms.queries.broken_links import editing, hidden_targets
from core.clock import london_date
from core.dates import short_date_words
from training.courses.models import Course
from training.events.queries.event import open_events

SOON = timedelta(days=14)  # how early a number asks to be checked again


@dataclass(frozen=True)
class Concern:
    """One thing to look at, and where to put it right."""

    words: str
    address: str
    note: str


@dataclass(frozen=True)
class Concerns:
    """Things of one kind to look at."""

    title: str
    rows: list[Concern]


def everything(now: datetime) -> list[Concerns]:
    """Every list that has something in it."""
    today = london_date(now)
    lists = [
        Concerns("Numbers on the page for the worried", front_doors(today)),
        Concerns("Links that lead nowhere", links_to_what_is_hidden()),
        Concerns("Pages to look at again", pages_to_review(today)),
        Concerns("Courses without an open date", courses_without_events(now)),
    ]
    return [one for one in lists if one.rows]


def front_doors(today: date) -> list[Concern]:
    """Councils' numbers that are not shown, or soon will not be."""
    rows = FrontDoor.objects.filter(page__live=True).select_related("area")
    in_time = today + SOON  # a number that is shown then is shown until then
    found = [door for door in rows.order_by("sort_order", "pk") if not door.is_open_on(in_time)]
    return [Concern(door.area.name, editing(door.page_id), state_of(door, today)) for door in found]


def state_of(door: FrontDoor, today: date) -> str:
    """What is wrong with a number."""
    if not door.number:
        return "No number yet: the page says to ring 101."
    if not door.review_by:
        return "Nobody has said until when it is right: not shown."
    day = short_date_words(door.review_by)
    return f"Shown until {day}." if door.is_open_on(today) else f"Not shown since {day}."


def pages_to_review(today: date) -> list[Concern]:
    """Published pages whose day to look at them again has passed, the longest ago first."""
    found: list[tuple[date, Page]] = []
    for kind in ReadingPage.__subclasses__():
        pages = kind.objects.live().filter(review_by__lt=today)
        found += [(page.review_by, page) for page in pages]
    found.sort(key=lambda pair: (pair[0], pair[1].pk))
    return [
        Concern(page.title, editing(page.pk), f"Was due by {short_date_words(day)}.")
        for day, page in found
    ]


def courses_without_events(now: datetime) -> list[Concern]:
    """Published courses that people enrol on, with no date to enrol on."""
    pages = CoursePage.objects.live().filter(
        course__is_listed=True,
        course__route=Course.Route.BOOK,
        course__kind=Course.Kind.PROFESSIONAL,
    )
    dated = open_events(now).values("course")
    bare = pages.exclude(course__in=dated).order_by("title", "pk")
    return [Concern(page.title, editing(page.pk), "No open date.") for page in bare]


def links_to_what_is_hidden() -> list[Concern]:
    """Published pages that lead to a page which is not published."""
    return [
        Concern(page.title, editing(page.pk), "Leads to a page that is not published.")
        for page in hidden_targets()
    ]

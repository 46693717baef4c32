"""What a search of the whole site found, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from core.dates import range_words
from training.events.models import Event

if TYPE_CHECKING:
    from cms.models import CoursePage

SHOWN = 20
# What is a screen and no page, with words by which people look for it.
SCREENS = (
    (
        "events:event_list",
        "Dates",
        "Every date you can enrol on, by month.",
        "calendar when training events",
    ),
    (
        "visits:workshop_list",
        "Workshops for schools",
        "Free sessions at your place, for pupils, parents and staff.",
        "book booking visit facilitator assembly",
    ),
    (
        "courses:framework_detail",
        "Competency framework",
        "What people in different roles need to know and do, by level.",
        "competencies levels role groups skills",
    ),
    (
        "papers:verify_search",
        "Check a certificate",
        "See whether a certificate was issued by us and still stands.",
        "certificates verify code number",
    ),
)


@dataclass(frozen=True)
class Result:
    title: str
    url: str
    text: str
    about: str = ""


@dataclass(frozen=True)
class ResultGroup:
    """What was found of one kind: the best of it, and how much there is."""

    key: str
    title: str
    results: tuple[Result, ...]
    total: int


def group_of(title: str, results: Sequence[Result]) -> ResultGroup:
    return ResultGroup(title.lower(), title, tuple(results[:SHOWN]), len(results))


def course_result(page: CoursePage, url: str) -> Result:
    return Result(page.title, url, page.course.summary, page.meta)


def event_result(event: Event) -> Result:
    return Result(
        event.course.title,
        reverse("enrolments:event_detail", args=[event.ref]),
        f"{range_words(event.starts_at, event.ends_at)}. {event.where_words}",
        event.seats.left_words,
    )

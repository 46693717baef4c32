"""What editors should look at, in words: each thing, and where it is put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from core.dates import short_date_words

if TYPE_CHECKING:
    from cms.models import FrontDoor
    from cms.queries.attention import Attention
    from cms.queries.broken_links import Broken

MOST_SHOWN = 100  # letters of an address
HIDDEN, DELETED = "Leads to a page that is not published.", "Leads to a page that was deleted."


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


def concerns_of(found: Attention, today: date) -> list[Concerns]:
    """Every list that has something in it."""
    lists = [
        Concerns(
            "Numbers on the page for the worried",
            [
                Concern(door.area.name, editing(door.page_id), state_words(door, today))
                for door in found.doors
            ],
        ),
        Concerns(
            "Links that lead nowhere",
            [concern_of(page, HIDDEN) for page in found.leading_nowhere],
        ),
        Concerns(
            "Pages to look at again",
            [
                concern_of(page, f"Was due by {short_date_words(page.review_by)}.")
                for page in found.overdue
            ],
        ),
        Concerns(
            "Courses without an open date",
            [concern_of(page, "No open date.") for page in found.undated],
        ),
    ]
    return [one for one in lists if one.rows]


def state_words(door: FrontDoor, today: date) -> str:
    """What is wrong with a number."""
    if not door.number:
        return "No number yet: the page says to ring 101."
    if not door.review_by:
        return "Nobody has said until when it is right: not shown."
    day = short_date_words(door.review_by)
    return f"Shown until {day}." if door.is_open_on(today) else f"Not shown since {day}."


def concern_of(page: Any, note: str) -> Concern:
    return Concern(page.title, editing(page.pk), note)


def broken_concern(link: Broken) -> Concern:
    """A link that leads nowhere, and why it does."""
    if link.path:
        return concern_of(link.page, f"Leads to {link.path[:MOST_SHOWN]}, where nothing is.")
    return concern_of(link.page, DELETED if link.is_deleted else HIDDEN)


def editing(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])

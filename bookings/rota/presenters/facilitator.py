"""Facilitators as a list shows them. A tool: people in, lines out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from accounts.models import User
from bookings.rota.models import Facilitator
from core.dates import short_date_words


@dataclass(frozen=True)
class FacilitatorRow:
    """A person and their record in words, for components/task_list.html."""

    title: str
    url: str
    about: str
    state: str
    tone: str


def lines_of(people: Iterable[User], today: date, *, is_linked: bool) -> list[FacilitatorRow]:
    """What the list says of each person. Their records were fetched with them."""
    lines = [_line(person, getattr(person, "facilitator", None), today) for person in people]
    return lines if is_linked else [replace(line, url="") for line in lines]


def _line(person: User, record: Facilitator | None, today: date) -> FacilitatorRow:
    url = reverse("rota:team_facilitator_edit", args=[person.ref])
    if record is None:
        return FacilitatorRow(person.name, url, "No areas and no courses yet", "Not set up", "warm")
    areas = ", ".join(area.name for area in record.areas.all()) or "No areas"
    number = len(record.courses.all())
    courses = "1 course" if number == 1 else f"{number} courses"
    return FacilitatorRow(person.name, url, f"{areas} · {courses}", *_state(record, today))


def _state(record: Facilitator, today: date) -> tuple[str, str]:
    if not record.is_active:
        return "Takes none at the moment", "stone"
    lapsed = record.lapsed_check(today)
    if lapsed:
        check, due = lapsed
        return f"{check.capitalize()} was due on {short_date_words(due)}", "rose"
    return "Takes sessions", "teal"

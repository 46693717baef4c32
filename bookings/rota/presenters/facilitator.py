"""Facilitators as a list shows them. A tool: people in, lines out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from accounts.models import User
from bookings.rota.models import Facilitator
from bookings.rota.presenters.assurance import list_state
from bookings.rota.rules.assurance import gaps_on
from core.search.namesakes import Named, called

Held = Mapping[str, date | None]


@dataclass(frozen=True)
class FacilitatorRow:
    """A person and their record in words, for components/task_list.html."""

    title: str
    url: str
    about: str
    state: str
    tone: str


def lines_of(
    people: Iterable[tuple[User, Held]], today: date, *, is_linked: bool
) -> list[FacilitatorRow]:
    """What the list says of each person and their checks. Their records were fetched with them."""
    listed = list(people)
    names = called(Named(person.email, person.name) for person, _ in listed)
    lines = [
        replace(
            _line(person, getattr(person, "facilitator", None), held, today),
            title=names[person.email],
        )
        for person, held in listed
    ]
    return lines if is_linked else [replace(line, url="") for line in lines]


def _line(person: User, record: Facilitator | None, held: Held, today: date) -> FacilitatorRow:
    url = reverse("rota:team_facilitator_detail", args=[person.ref])
    if record is None:
        return FacilitatorRow(person.name, url, "No areas and no courses yet", "Not set up", "warm")
    areas = area_words(record)
    number = len(record.courses.all())
    courses = "1 course" if number == 1 else f"{number} courses"
    return FacilitatorRow(person.name, url, f"{areas} · {courses}", *_state(record, held, today))


def area_words(record: Facilitator) -> str:
    return ", ".join(area.name for area in record.areas.all()) or "No areas"


def _state(record: Facilitator, held: Held, today: date) -> tuple[str, str]:
    if not record.is_active:
        return "Takes none at the moment", "stone"
    return list_state(gaps_on(today, held), held, today)

"""Lines of the office's queue that are about people. Rows in, lines out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import SignInHold
from bookings.registers.models import WalkIn
from core.dates import moment_words
from people.presenters.certificate import issue_url, missing_words
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event


@dataclass(frozen=True)
class Task:
    """One line of components/task_list.html."""

    title: str
    url: str
    about: str
    state: str = ""
    tone: str = "warm"
    late: bool = False


def approval_tasks(rows: Iterable[Enrolment]) -> list[Task]:
    """Places that wait for a yes."""
    return [
        Task(
            title=row.person.name,
            url=reverse("enrolments:team_enrolment_approve", args=[row.event.ref, row.ref]),
            about=place_words(row),
            state=until_words(row),
        )
        for row in rows
    ]


def untold_tasks(rows: Iterable[Enrolment]) -> list[Task]:
    """Offered places of which no mail could tell, each with the way to offer it again."""
    return [
        Task(
            title=row.person.name,
            url=reverse("enrolments:team_enrolment_reissue", args=[row.event.ref, row.ref]),
            about=place_words(row),
            state=until_words(row),
            tone="rose",
            late=True,
        )
        for row in rows
    ]


def offer_tasks(rows: Iterable[Enrolment]) -> list[Task]:
    """Offered places that run out soon."""
    return [
        Task(
            title=row.person.name,
            url=f"{event_url(row.event)}?state=offered#roster",
            about=place_words(row),
            state=until_words(row),
        )
        for row in rows
    ]


def paper_tasks(rows: Iterable[Enrolment]) -> list[Task]:
    """People who attended and have no certificate, each with the way to issue it."""
    return [
        Task(
            title=row.person.name or row.person.email,
            url=issue_url(row),
            about=place_words(row),
            state=missing_words(row),
        )
        for row in rows
    ]


def short_tasks(events: Iterable[Event]) -> list[Task]:
    """Dates with too few people, about which somebody decides."""
    return [
        Task(
            title=event.course.title,
            url=event_url(event),
            about=f"{event.when_words} · {event.where_words or event.area.name}",
            state=f"{event.places_taken} of at least {event.course.group_min}",
            tone="rose",
            late=True,
        )
        for event in events
    ]


def walk_in_tasks(rows: Iterable[WalkIn]) -> list[Task]:
    """People who came without a place and have an account now, each with the way to give it."""
    return [
        Task(
            title=row.name,
            url=reverse("registers:team_walk_in_place", args=[row.ref]),
            about=f"{row.register.session.event.course.title}, {row.register.session.when_words}",
            state="Came without a place",
        )
        for row in rows
    ]


def asked_tasks(courses: Iterable[Course]) -> list[Task]:
    """Courses that people wait for, each with the way to open a date."""
    new = reverse("events:team_event_create")
    return [
        Task(title=row.title, url=f"{new}?course={row.slug}", about=query_words(row))
        for row in courses
    ]


def held_tasks(rows: Iterable[SignInHold]) -> list[Task]:
    """Accounts at which wrong passwords were tried."""
    return [
        Task(
            title=str(row.user),
            url=reverse("people:team_people_detail", args=[row.user.ref]),
            about=f"Last on {moment_words(row.held_at)}",
        )
        for row in rows
        if row.user
    ]


def query_words(course: Course) -> str:
    """How many would like to come."""
    number: int = course.asked  # type: ignore[attr-defined]
    return f"{number} {'person' if number == 1 else 'people'} would like to come"


def place_words(row: Enrolment) -> str:
    return f"{row.event.course.title}, {row.event.when_words}"


def event_url(event: Event) -> str:
    return reverse("enrolments:team_event_detail", args=[event.ref])


def until_words(row: Enrolment) -> str:
    """Until when it waits for an answer."""
    return f"Until {moment_words(row.held_until)}" if row.held_until else ""

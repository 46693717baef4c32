"""Lines of the office's queue that are about sessions. Rows in, lines out."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from bookings.rota.models import Assignment
from bookings.rota.rules.assurance import Gap, gap_words
from bookings.visits.models import Booking
from core.clock import london_date
from core.dates import short_date_words
from reports.presenters.people_tasks import Task
from training.events.models import Session


def request_task(booking: Booking) -> Task:
    """A request that waits for a date."""
    return Task(
        title=f"{booking.organisation.name}: {booking.course.title}",
        url=reverse("visits:team_booking_detail", args=[booking.reference]),
        about=f"Wished for {booking.preferred_words}",
        state=f"Since {short_date_words(london_date(booking.created_at))}",
    )


def session_tasks(sessions: Iterable[Session]) -> list[Task]:
    """Sessions that nobody leads yet."""
    return [
        Task(
            title=session.event.course.title,
            url=reverse("visits:team_assignment_create", args=[session.ref]),
            about=about_words(session),
            state="No facilitator",
        )
        for session in sessions
    ]


def assurance_tasks(rows: Iterable[tuple[Assignment, list[Gap]]], today: date) -> list[Task]:
    """Sessions of people whose checks do not hold on the day, by name."""
    return [
        Task(
            title=row.facilitator.user.name,
            url=reverse("rota:team_facilitator_detail", args=[row.facilitator.user.ref]),
            about=f"{row.session.event.course.title}, {row.session.when_words}",
            state=upper_first(gap_words(gaps, today)),
            tone="rose",
            late=True,
        )
        for row, gaps in rows
    ]


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def about_words(session: Session) -> str:
    """When and where: several sessions of a day often have the same title."""
    return f"{session.when_words} · {session.where_words}"


def register_tasks(sessions: Iterable[Session]) -> list[Task]:
    """Sessions that are over and whose register nobody has closed."""
    return [
        Task(
            title=session.event.course.title,
            url=reverse("registers:register_edit", args=[session.ref]),
            about=about_words(session),
            state="Register not closed",
            tone="rose",
            late=True,
        )
        for session in sessions
    ]

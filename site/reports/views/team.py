"""Where the office lands: what waits for it."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bookings.models import Booking
from core import clock
from core.clock import london_date
from core.dates import short_date_words
from core.policy import access
from reports.queries.people_queue import people_queue
from reports.queries.queue import office_queue
from reports.views.people_tasks import (
    Task,
    approval_tasks,
    asked_tasks,
    offer_tasks,
    short_tasks,
    untold_tasks,
)
from training.models import Session


@access("office")
def team_home(request: HttpRequest) -> HttpResponse:
    """The queue, most pressing first; each line leads to where the work is done.

    Of a long part the first lines stand here; `?all=` with its name shows the whole part.
    """
    now = clock.now()
    unfolded = request.GET.get("all", "")
    queue, people = office_queue(now, unfolded), people_queue(now, unfolded)
    context = {
        "queue": queue,
        "requests": list(map(request_task, queue.requests)),
        "unstaffed": session_tasks(queue.unstaffed),
        "unconfirmed": register_tasks(queue.unconfirmed),
        "people": people,
        "approvals": approval_tasks(people.approvals),
        "short": short_tasks(people.short),
        "untold": untold_tasks(people.untold),
        "ending": offer_tasks(people.ending),
        "asked": asked_tasks(people.asked),
        "today": london_date(now),
    }
    return render(request, "reports/team_home.html", context)


def request_task(booking: Booking) -> Task:
    """A request that waits for a date."""
    return Task(
        title=f"{booking.organisation.name}: {booking.course.title}",
        url=reverse("bookings:team_booking_detail", args=[booking.reference]),
        about=f"Wished for {booking.wish_words}",
        state=f"Since {short_date_words(london_date(booking.created_at))}",
    )


def session_tasks(sessions: Iterable[Session]) -> list[Task]:
    """Sessions that nobody leads yet."""
    return [
        Task(
            title=session.event.course.title,
            url=reverse("bookings:team_assignment_create", args=[session.ref]),
            about=about_words(session),
            state="No facilitator",
        )
        for session in sessions
    ]


def about_words(session: Session) -> str:
    """When and where: several sessions of a day often have the same title."""
    return f"{session.when_words} · {session.place or session.event.where_words}"


def register_tasks(sessions: Iterable[Session]) -> list[Task]:
    """Sessions that are over and whose register nobody has closed."""
    return [
        Task(
            title=session.event.course.title,
            url=reverse("bookings:register_edit", args=[session.ref]),
            about=about_words(session),
            state="Register not closed",
            tone="rose",
            late=True,
        )
        for session in sessions
    ]

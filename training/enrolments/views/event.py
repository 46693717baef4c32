"""An event's own page: what it is, and how one stands to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from core import clock
from core.dates import start_of_day
from core.files import calendar_writer
from core.policy import access
from core.web.navigation import Link
from core.web.page_cache import cacheable
from training.courses.queries.course_page import course_page
from training.courses.queries.openness import openness_of
from training.enrolments.access import open_event_for
from training.enrolments.presenters.cancellation import cancellation_words, last_day_words
from training.enrolments.presenters.colleague import colleague_lines
from training.enrolments.queries.colleague import booked_on
from training.enrolments.queries.enrolment import organisations_of, person_on_event
from training.events.models import Event
from training.events.presenters.calendar import of_event
from training.events.queries.event import next_others, sessions_of
from training.events.queries.series import next_in_series
from training.events.views.event import address_of, calendar_file


@access("public")
@cacheable
def event_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One date: what, when, where, and how to get a place."""
    event, now = open_event_for(request.user, ref), clock.now()
    is_over = event.has_started(now) or event.status == Event.Status.CANCELLED
    visitor = request.user if isinstance(request.user, User) else None
    brings_for = organisations_of(visitor) if visitor else []
    context = {
        "event": event,
        "course": event.course,
        "version": event.course_version,
        "course_url": course_page(event.course),
        "sessions": sessions_of(event),
        "standing": person_on_event(request.user, event, now),
        "is_over": is_over,
        "is_past": event.ends_at < now,
        "cancellation": cancellation_words(event, now),
        "may_move": bool(last_day_words(event, now)),
        "others": next_others(event, now) if is_over else [],
        "openness": openness_of(event.course),
        "next_in_series": next_in_series(event, now),
        "may_bring": bool(brings_for),
        "booked": colleague_lines(booked_on(event, visitor)) if visitor else [],
        "canonical": address_of(event),
        "links": [Link("Home", "/"), Link("Dates", reverse("events:event_list"))],
    }
    return render(request, "training/enrolments/event_detail.html", context)


@access("public")
@cacheable
def event_calendar(request: HttpRequest, ref: str) -> HttpResponse:
    event = open_event_for(request.user, ref)
    sessions = sessions_of(event)
    # The same all day: an unchanged file is not sent twice.
    stamped_at = start_of_day(clock.london_date(clock.now()))
    entries = of_event(event, sessions, url=address_of(event), stamped_at=stamped_at)
    return calendar_file(calendar_writer.document(entries), f"date-{event.ref}.ics")

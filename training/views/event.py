"""The dates, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import clock, ics
from core.context import Link
from core.paging import page_of
from core.policy import access
from training import calendar_entries, date_list
from training.access import open_event_for
from training.queries.enrolment import standing_of
from training.queries.event import open_events, sessions_of


@access("public")
def event_list(request: HttpRequest) -> HttpResponse:
    """Dates anyone may enrol on, by month."""
    page = page_of(open_events(clock.now()), request.GET.get("page"))
    months = date_list.months_of(page)
    return render(request, "training/event_list.html", {"page": page, "months": months})


@access("public")
def event_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One date: what, when, where, and how to get a place."""
    event = open_event_for(request.user, ref)
    context = {
        "event": event,
        "course": event.course,
        "sessions": sessions_of(event),
        "standing": standing_of(request.user, event, clock.now()),
        "links": [Link("Home", "/"), Link("Dates", reverse("training:event_list"))],
    }
    return render(request, "training/event_detail.html", context)


@access("public")
def event_calendar(request: HttpRequest, ref: str) -> HttpResponse:
    """The date as a calendar file."""
    event = open_event_for(request.user, ref)
    url = request.build_absolute_uri(reverse("training:event_detail", args=[event.ref]))
    sessions = sessions_of(event)
    entries = calendar_entries.of_event(event, sessions, url=url, stamped_at=clock.now())
    return calendar_file(ics.document(entries, method="PUBLISH"), f"date-{event.ref}.ics")


def calendar_file(document: str, name: str) -> HttpResponse:
    """A calendar document to save. The name is the server's own: letters, digits and dashes."""
    response = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

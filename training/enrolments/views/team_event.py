"""The dates, for the office: reserved ones too, and who is on them."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import is_whole_office, seen_people
from core import clock
from core.policy import access
from core.web.navigation import Link
from core.web.paging import page_of
from training.enrolments.presenters.roster import counted_parts, part_called, roster_lines
from training.enrolments.queries.attendance_result import came_to
from training.enrolments.queries.enrolment import roster
from training.enrolments.queries.event_version import version_blocked_by
from training.enrolments.queries.roster_import import imports_of
from training.events.access import team_event_for, team_events
from training.events.models import Event
from training.events.presenters.team_event_list import over_words, team_event_rows
from training.events.queries.event import coming_events, past_events, sessions_of
from training.events.queries.minimum import is_short


@access("office")
def team_event_list(request: HttpRequest) -> HttpResponse:
    """Coming dates, or past ones."""
    past, now = request.GET.get("when") == "past", clock.now()
    events = past_events if past else coming_events
    here = reverse("enrolments:team_event_list")
    other = Link("Coming dates", here) if past else Link("Past dates", f"{here}?when=past")
    page = page_of(team_events(request.user, events(now)), request.GET.get("page"))
    shown = list(page)
    context = {
        "page": page,
        "lines": team_event_rows(shown, came_to(shown) if past else {}, now),
        "past": past,
        "other": other,
        "may_open_series": is_whole_office(request.user),
    }
    return render(request, "training/enrolments/team_event_list.html", context)


@access("office")
def team_event_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One date with its sessions and everyone on it."""
    event, now = team_event_for(request.user, ref), clock.now()
    people, part = list(roster(event)), part_called(request.GET.get("state", ""))
    is_coming, sessions = event.is_open and not event.has_started(now), sessions_of(event)
    newest = event.course.current_version
    is_older = event.course_version != newest and is_coming
    context = {
        "event": event,
        "course": event.course,
        "newest": newest if is_older else None,
        "version_blocked_by": version_blocked_by(event, sessions, newest) if is_older else "",
        "sessions": sessions,
        "reserved_for": list(event.reserved_for.all()),
        "has_people": bool(people),
        "parts": counted_parts(event, people, part),
        "lines": roster_lines(event, people, part, now),
        "over": _over_words(event, now),
        "may_cancel": is_coming,
        "is_short": is_short(event, now),
        "may_add": is_coming,
        "imports": imports_of(event),
        "seen": seen_people(request.user, (row.person for row in people)),
        "is_whole_office": is_whole_office(request.user),
        "links": [Link("Dates", reverse("enrolments:team_event_list"))],
    }
    return render(request, "training/enrolments/team_event_detail.html", context)


def _over_words(event: Event, now: datetime) -> str:
    """How a date went, once it is over."""
    if event.ends_at > now or event.status != Event.Status.SCHEDULED:
        return ""
    return over_words(event.places_taken, came_to([event]).get(event.pk, 0))

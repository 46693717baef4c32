"""A series of dates, for the office: each, and how many came."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.policy import access
from core.web.navigation import Link
from training.enrolments.queries.attendance_result import came_to
from training.events.access import series_for
from training.events.presenters.team_event_list import team_event_rows
from training.events.queries.series import events_of_series
from training.events.rules.recurrence import words_of


@access("whole_office")
def team_series_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Every date of a series, each with its own state."""
    series = series_for(request.user, ref)
    events = list(events_of_series(series))
    context = {
        "series": series,
        "rule": words_of(series.rule),
        "lines": team_event_rows(events, came_to(events), clock.now()),
        "links": [Link("Dates", reverse("enrolments:team_event_list"))],
    }
    return render(request, "training/enrolments/team_series_detail.html", context)

"""The floor that pages are held against: one SELECT, 25 rows, one template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from core import clock
from core.policy import access
from training.queries.event import open_events

ROWS = 25
SHOWN = ("course__title", "area__name", "starts_at", "ends_at", "places_taken", "capacity")


@access("public")
def rows(request: HttpRequest) -> HttpResponse:
    """Dates, as plainly as Django can show them."""
    events = open_events(clock.now()).only(*SHOWN)[:ROWS]
    return render(request, "benchmark_floor.html", {"events": events})


urlpatterns = [path("", rows)]

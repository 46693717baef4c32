"""The floor that pages are held against: one SELECT, 25 rows, one template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from core import clock
from core.policy import access
from training.queries.event import open_events

ROWS = 25


@access("public")
def rows(request: HttpRequest) -> HttpResponse:
    """Dates, as plainly as Django can show them."""
    return render(request, "benchmark_floor.html", {"events": open_events(clock.now())[:ROWS]})


urlpatterns = [path("", rows)]

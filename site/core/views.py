"""Health for machines, and the style guide for people who change the look."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core import clock, health
from core.policy import access
from core.styleguide import sample_context


@access("public")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@access("public")
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything is well, else 503; either way which part is."""
    found = health.readiness(clock.now())
    parts = {
        "database": found.database,
        "migrations": found.migrations,
        "worker": found.worker,
        "queue": found.queue,
    }
    response = JsonResponse({"ok": found.is_ready, **parts}, status=200 if found.is_ready else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


@access("styleguide")
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with sample data."""
    return render(request, "styleguide.html", sample_context())

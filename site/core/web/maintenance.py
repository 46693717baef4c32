"""Maintenance mode: while a file is there, every page says that we are at work.

Whoever runs the site makes the file and takes it away; nothing is deployed or started again. What
stands in the file is shown, so that people know when to come back.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

Handler = Callable[[HttpRequest], HttpResponse]
ALWAYS_ANSWERED = ("/healthz", "/readyz")
RETRY_SECONDS = 600
MOST_LETTERS = 300


def maintenance_mode(get_response: Handler) -> Handler:
    """Answer 503 while the file is there; asks neither database nor session."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path_info in ALWAYS_ANSWERED or not settings.MAINTENANCE_FILE.exists():
            return get_response(request)
        # Without the request: what is drawn round other pages asks the database.
        response = HttpResponse(
            render_to_string("maintenance.html", {"words": words()}), status=503
        )
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response

    return handle


def words() -> str:
    """What the file says, if it says anything that can be read."""
    try:
        with settings.MAINTENANCE_FILE.open(encoding="utf-8", errors="replace") as file:
            return file.read(MOST_LETTERS).strip()
    except OSError:
        return ""

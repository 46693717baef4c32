"""The database is away: a page that says so, and how others know it from a fault of ours."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_SECONDS = 30
AWAY = ("08", "53", "57P")  # PostgreSQL's codes: no connection, no room for one more, shut down


def error_page(request: HttpRequest) -> HttpResponse:
    """What Django shows after an exception that nobody caught.

    Drawn without the request: what stands round other pages asks the database.
    """
    if not is_outage(sys.exc_info()[1]):
        return HttpResponse(render_to_string("500.html"), status=500)
    response = HttpResponse(render_to_string("outage.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    response.is_outage = True  # type: ignore[attr-defined]
    return response


def is_outage(error: BaseException | None) -> bool:
    """Whether the database could not be reached, or hung up: a statement of ours that it refuses
    has a code of its own.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError) or str(error).startswith("no such"):
        return False  # SQLite says so of a table that is missing
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)

"""What has ended is not denied: its old address says what became of it, and where to go instead.

410, not 404 and not 200: people read the same page either way, and a search engine takes the
address out sooner than after a 404, which it asks again and again (RFC 9110 15.5.11).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]
GONE = 410


class GoneError(Http404):
    """What stood here has ended. Where nothing says so, it is a page that is not found.

    `goes_to` is where it is now, for somebody who may know; else `template` says what became of it.
    """

    def __init__(
        self,
        template: str = "410.html",
        context: Mapping[str, Any] | None = None,
        *,
        goes_to: str = "",
    ) -> None:
        super().__init__(template)
        self.template, self.context, self.goes_to = template, context or {}, goes_to


def mark_gone(request: HttpRequest, error: GoneError) -> None:
    """Have the answer to a request be this, should it come to nothing else."""
    request.gone = error  # type: ignore[attr-defined]


def gone(get_response: Handler) -> Handler:
    """Answer for what has ended, unless an editor's redirect knows better."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        error = getattr(request, "gone", None)
        if response.status_code != 404 or error is None:  # noqa: PLR2004 - not found
            return response
        if error.goes_to:
            return HttpResponseRedirect(error.goes_to)
        answer = render(request, error.template, dict(error.context), status=GONE)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def process_exception(request: HttpRequest, error: Exception) -> None:
        if isinstance(error, GoneError):
            mark_gone(request, error)

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle

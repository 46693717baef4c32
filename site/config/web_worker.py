"""gunicorn's threads, which answer a request that nobody could read with a page of our own.

Such a request never reaches Django: an address without end, or a header that is none.
"""

import contextlib
import io
import socket
from typing import Any

from csp.middleware import CSPMiddleware
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from core.web.middleware import headers

NOT_READABLE = 400
STATUSES = {LimitRequestLine: 414, LimitRequestHeaders: 431}
TOO_LONG = "What your browser sent is longer than this site reads."
MOST_LEFT = 64  # kilobytes of the rest that are read, so that the answer arrives
PATIENCE = 0.5  # seconds for each of them


class Worker(ThreadWorker):  # type: ignore[misc]
    """The usual worker with a page for what cannot be read."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what the visitor sent wrong; the rest is gunicorn's own."""
        if not isinstance(exc, ParseException):
            super().handle_error(None, client, addr, exc)  # its address may be a key: unsaid
            return
        self.log.warning("A request could not be read: %s", type(exc).__name__)
        with contextlib.suppress(OSError):
            util.write_nonblock(client, written(refusal(STATUSES.get(type(exc), NOT_READABLE))))
            drain(client)


def refusal(status: int) -> HttpResponse:
    """The page, with the headers that every answer has."""

    def page(request: HttpRequest) -> HttpResponse:
        words = "" if status == NOT_READABLE else TOO_LONG
        return HttpResponse(render_to_string("400.html", {"words": words}), status=status)

    guarded: Any = CSPMiddleware(page)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.input": io.BytesIO()}
    answer: HttpResponse = headers(guarded)(WSGIRequest(environ))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Length"] = str(len(answer.content))
    answer.headers["Connection"] = "close"
    return answer


def written(answer: HttpResponse) -> bytes:
    """The answer as it goes over the wire."""
    begin = f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}\r\n".encode("ascii")
    return begin + answer.serialize_headers() + b"\r\n\r\n" + answer.content


def drain(client: socket.socket) -> None:
    """Read some of what is still coming: closing on it would take the answer back."""
    client.shutdown(socket.SHUT_WR)
    client.settimeout(PATIENCE)
    for _ in range(MOST_LEFT):
        if not client.recv(1024):
            return

"""A reference for each request and each round of the worker: on the answer and in its log lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from core.public_ids import new_ref

Handler = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
NONE = "-"
_current: ContextVar[str] = ContextVar("reference", default=NONE)


def current_reference() -> str:
    """That of what this thread is doing; a dash between two requests."""
    return _current.get()


@contextmanager
def new_reference() -> Iterator[str]:
    made = new_ref()
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)


def reference(get_response: Handler) -> Handler:
    """Give the request a reference of ours, and name it on the answer.

    One that comes in is not read, whoever sends it: a visitor could otherwise give their requests
    that of somebody else's. A server in front logs the answer's header.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        with new_reference() as made:
            # Django logs a refusal after the last of us is done: it hands over the request.
            request.reference = made  # type: ignore[attr-defined]
            response = get_response(request)
            response.headers[HEADER] = made
            return response

    return handle

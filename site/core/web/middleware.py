"""What every request and every answer passes through."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDictKeyError

from core.errors import BusyError

Handler = Callable[[HttpRequest], HttpResponse]
NOTHING_ALLOWED = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def refuse_nul(get_response: Handler) -> Handler:
    """Answer 400 to a NUL byte in the address or in a form; PostgreSQL cannot store one."""

    def handle(request: HttpRequest) -> HttpResponse:
        if holds_nul(request):
            return HttpResponse(
                "That contains a character that cannot be typed. Take it out and send it again.",
                status=400,
                content_type="text/plain; charset=utf-8",
            )
        return get_response(request)

    return handle


def holds_nul(request: HttpRequest) -> bool:
    """Whether there is a NUL byte in the address, in a form, or in the names of one with files.

    Of a form with files Django's fields refuse it in texts, and a file may hold it.
    """
    address = request.path + request.META.get("QUERY_STRING", "")
    if "\x00" in address or "%00" in address:
        return True
    try:
        if request.content_type == "application/x-www-form-urlencoded":
            return b"%00" in request.body or b"\x00" in request.body
        if request.content_type == "multipart/form-data":
            return any("\x00" in name for name in (*request.FILES, *request.POST))
    except UnreadablePostError:  # it broke off: nobody is there to read an answer
        pass
    return False


def is_for_everyone(response: HttpResponse) -> bool:
    """Whether the answer says of itself that any cache may keep it: files and pictures do."""
    return "public" in response.headers.get("Cache-Control", "")


def headers(get_response: Handler) -> Handler:
    """What rules 56 and 57 want on every answer besides what Django and django-csp set.

    Stands outermost and theirs just inside, so that refusals, errors, redirects and files pass
    here too. What a view set itself is kept.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", NOTHING_ALLOWED)
        for prefix, values in settings.HEADERS_BY_PREFIX.items():
            if request.path_info.startswith(prefix):
                for name, value in values.items():
                    response.headers[name] = value
        if not is_for_everyone(response):  # a cache on the way must not give it to somebody else
            patch_vary_headers(response, ["Cookie"])
        return response

    return handle


def busy(get_response: Handler) -> Handler:
    """Turn BusyError into a page that asks to try again, not a failure."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, BusyError):
            return None
        response = render(request, "503.html", status=503)
        response.headers["Retry-After"] = "3"
        return response

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle


def unfinished_form(get_response: Handler) -> Handler:
    """Answer 400 to a form without what every browser sends with it.

    Wagtail counts on the hidden counters of its page forms (7.4), as our own forms do not: one that
    was made by hand, or lost a part on the way, would be a fault of ours.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.method != "POST" or not isinstance(error, MultiValueDictKeyError):
            return None
        return render(request, "400.html", status=400)

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle


def never_store_private(get_response: Handler) -> Handler:
    """Keep a signed-in person's pages out of every cache, the back button's included."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_for_everyone(response) and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return handle

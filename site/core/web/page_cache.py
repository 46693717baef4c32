"""Whole pages for visitors who carry no cookie, kept for seconds in Django's cache of this process.

Only what a view calls cacheable() is stored, and only when it proves to be the same for everyone:
no cookie came in or goes out, nobody is signed in, no form in it posts. What changes shows when
the seconds are over; nothing has to announce it. Why not Django's own middleware:
docs/decisions/007.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from core import clock

P = ParamSpec("P")
Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PAGES = "pages"  # in settings.CACHES, which says how many, and how long when the database is away
# With the five seconds of what stands in a page (core.web.ttl_cache) and the time to draw one, a
# change shows within ten.
FRESH = timedelta(seconds=4)
LARGEST_PAGE = 100_000  # bytes: 400 of them are 40 MB in each process
NOT_FOR_EVERYONE = (b"csrfmiddlewaretoken", b'method="post"')
# Browsers ask each time: to somebody who has just signed in the page would look as it did before.
ASK_EACH_TIME = "max-age=0, must-revalidate"


def cacheable(view: View[P]) -> View[P]:
    """Say of a view that what a visitor sees there is the same for every visitor."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return mark_cacheable(view(request, *args, **kwargs))

    return marked


def mark_cacheable(response: HttpResponse) -> HttpResponse:
    """Say so of one answer, where no view of ours makes it: Wagtail's pages."""
    response.is_cacheable = True  # type: ignore[attr-defined]
    return response


def page_cache(get_response: Handler) -> Handler:
    """Answer from the cache where that is safe; put there what may be stored."""
    compressed = GZipMiddleware(get_response)

    def handle(request: HttpRequest) -> HttpResponse:
        if not is_anonymous(request):
            return get_response(request)
        pages, key = caches[PAGES], key_of(request)
        page, fresh_until = pages.get(key, (None, None))
        if page is None or clock.now() >= fresh_until:
            last, page = page, get_response(request)
            if last is not None and getattr(page, "is_outage", False):
                return answer_with(request, last)  # better what was true than nothing
            if request.method != "GET" or not may_be_stored(request, page):
                return page
            page.headers["Cache-Control"] = ASK_EACH_TIME
            patch_vary_headers(page, ["Cookie", "Accept-Encoding"])
            set_response_etag(page)
            compressed.process_response(request, page)  # writes into the page it is given
            pages.set(key, (page, clock.now() + FRESH))
        return answer_with(request, page)

    return handle


def answer_with(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """The page, or that it has not changed."""
    answer = get_conditional_response(request, etag=page.headers["ETag"], response=page)
    return answer if isinstance(answer, HttpResponse) else page


def is_anonymous(request: HttpRequest) -> bool:
    """Whether it only asks for a page, and brings nothing that could tell who asks."""
    known = request.META.get("HTTP_COOKIE") or "HTTP_AUTHORIZATION" in request.META
    return request.method in ("GET", "HEAD") and not known


def key_of(request: HttpRequest) -> str:
    """What is routed by, and whether the browser takes gzip. Raises DisallowedHost.

    Not `request.path`: a prefix that a server was told would stand in it, and nobody routes by it.
    """
    gzipped = "gzip" in request.headers.get("Accept-Encoding", "")
    site = f"{request.scheme}://{request.get_host()}"
    query = request.META.get("QUERY_STRING", "")
    address = f"{site}{request.path_info}?{query} {gzipped}"
    return hashlib.sha256(address.encode()).hexdigest()


def may_be_stored(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer was called cacheable and holds nothing of one visitor's."""
    if not getattr(response, "is_cacheable", False) or not isinstance(response, HttpResponse):
        return False
    if response.status_code != 200 or response.cookies:  # noqa: PLR2004
        return False
    # What says for itself how long it may be kept is believed.
    if "Cache-Control" in response.headers or request.user.is_authenticated:
        return False
    body = response.content
    return len(body) <= LARGEST_PAGE and not any(words in body for words in NOT_FOR_EVERYONE)

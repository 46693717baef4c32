"""Whole pages for visitors who carry no cookie, kept for a few seconds in this process.

Only what a view calls keepable() is kept, and only when it proves to be the same for everyone:
no cookie came in or goes out, nobody is signed in, no form in it posts. What changes shows when
the seconds are over; nothing has to announce it.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

P = ParamSpec("P")
Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
Address = tuple[str | None, str, str]

MOST_PAGES = 200
LARGEST_PAGE = 100_000
LONGEST_ADDRESS = 300
NOT_FOR_EVERYONE = (b"csrfmiddlewaretoken", b'method="post"')
ASK_EACH_TIME = "max-age=0, must-revalidate"


@dataclass(frozen=True)
class Page:
    """A page as it was, plain and squeezed, and when its making began."""

    begun: float
    headers: dict[str, str]
    body: bytes
    squeezed: bytes
    etag: str


class Shelf:
    """The pages of this process; those that were longest unasked for make room."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Address, Page] = OrderedDict()
        self.lock = Lock()

    def put(self, address: Address, page: Page) -> None:
        """Keep a page under its whole address."""
        with self.lock:
            self.pages[address] = page
            self.pages.move_to_end(address)
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)

    def fresh(self, address: Address, now: float) -> Page | None:
        """The page, unless its seconds are over."""
        with self.lock:
            page = self.pages.get(address)
            if page is None:
                return None
            if now - page.begun >= settings.PAGES_KEPT_SECONDS:
                del self.pages[address]
                return None
            self.pages.move_to_end(address)
            return page

    def clear(self) -> None:
        """Forget every page."""
        with self.lock:
            self.pages.clear()


shelf = Shelf()


def keepable(view: View[P]) -> View[P]:
    """Say of a view that what a visitor sees there is the same for every visitor."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return mark(view(request, *args, **kwargs))

    return marked


def mark(response: HttpResponse) -> HttpResponse:
    """Say the same of one answer."""
    response.is_keepable = True  # type: ignore[attr-defined]
    return response


def keep_pages(get_response: Handler) -> Handler:
    """Answer from the shelf where that is safe; put there what may be kept."""

    def handle(request: HttpRequest) -> HttpResponse:
        address = address_of(request)
        if address is None:
            return get_response(request)
        begun = monotonic()
        page = shelf.fresh(address, begun)
        if page is None:
            response = get_response(request)
            if request.method != "GET" or not may_be_kept(request, response):
                return response
            page = page_of(response, begun)
            shelf.put(address, page)
        return answer(request, page)

    return handle


def address_of(request: HttpRequest) -> Address | None:
    """What a page is kept under: its whole address. None for who or what is not to be served so."""
    if request.method not in ("GET", "HEAD") or not settings.PAGES_KEPT_SECONDS:
        return None
    if request.META.get("HTTP_COOKIE") or "HTTP_AUTHORIZATION" in request.META:
        return None
    path = request.get_full_path()
    return (request.scheme, request.get_host(), path) if len(path) <= LONGEST_ADDRESS else None


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer was called keepable and holds nothing of one visitor's."""
    if not getattr(response, "is_keepable", False) or not isinstance(response, HttpResponse):
        return False
    if response.status_code != 200 or response.cookies:  # noqa: PLR2004
        return False
    if "Cache-Control" in response.headers or request.user.is_authenticated:
        return False
    body = response.content
    return len(body) <= LARGEST_PAGE and not any(words in body for words in NOT_FOR_EVERYONE)


def page_of(response: HttpResponse, begun: float) -> Page:
    """The answer as a page to keep."""
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    response.headers["Cache-Control"] = ASK_EACH_TIME
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    body = response.content
    return Page(
        begun, headers, body, gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest()[:20]
    )


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """The page as this visitor's browser wants it, or word that it has it already."""
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = page.squeezed if squeezed else page.body
    etag = f'"{page.etag}{"-gzip" if squeezed else ""}"'
    headers = {**page.headers, "ETag": etag, "Content-Length": str(len(body))}
    if squeezed:
        headers["Content-Encoding"] = "gzip"
    response = HttpResponse(body, headers=headers)
    found = get_conditional_response(request, etag=etag, response=response)
    return found if isinstance(found, HttpResponse) else response

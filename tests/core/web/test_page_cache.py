"""Pages cached for visitors without a cookie: the same for everyone, and for seconds only."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache.backends.base import BaseCache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.web import ttl_cache
from core.web.page_cache import FRESH, cacheable, page_cache
from tests.pages import queries
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cached_pages")]
View = Callable[[HttpRequest], HttpResponse]
BEGUN = datetime(2026, 11, 11, 10, tzinfo=UTC)


class Nobody:
    is_authenticated = False


class Somebody:
    is_authenticated = True


@cacheable
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the same for everyone")


def is_stored(view: View, *requests: HttpRequest, user: object = None) -> bool:
    """Whether the view is spared the later ones of these requests of a visitor's."""
    made = []

    def answer(request: HttpRequest) -> HttpResponse:
        made.append(request)
        request.user = user or Nobody()  # type: ignore[assignment]
        return view(request)

    for request in requests:
        page_cache(answer)(request)
    return len(made) == 1 < len(requests)


def test_a_cached_page_asks_nothing_of_the_database(client: Client, open_event: Event) -> None:
    first = client.get("/dates/")
    with CaptureQueriesContext(connection) as asked:
        second = client.get("/dates/")

    assert len(asked) == 0
    assert second.content == first.content
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert second["Cache-Control"] == "max-age=0, must-revalidate"
    assert "Cookie" in second["Vary"]


def test_a_first_page_reads_no_session(
    client: Client, open_event: Event, cached_pages: BaseCache
) -> None:
    client.get("/dates/")
    cached_pages.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get("/dates/")

    assert len(asked) <= 4
    assert not any("django_session" in query["sql"] for query in asked)


def test_a_taken_place_shows_when_the_seconds_are_over(client: Client, open_event: Event) -> None:
    path = f"/dates/{open_event.ref}/"
    with time_machine.travel(BEGUN, tick=False) as clock:
        before = client.get(path).content
        Event.objects.filter(pk=open_event.pk).update(places_taken=open_event.capacity)

        clock.shift(timedelta(seconds=3.9))
        assert client.get(path).content == before
        clock.shift(timedelta(seconds=0.1))
        assert client.get(path).content != before


def test_what_stands_in_a_page_and_the_page_itself_are_fresh_within_ten_seconds() -> None:
    assert FRESH.seconds + ttl_cache.SECONDS < 10


@pytest.mark.parametrize("path", ["/dates/", "/workshops/"])
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_browser_that_has_the_page_is_told_so(
    client: Client, cached_pages: BaseCache, path: str, encoding: str
) -> None:
    headers = {"accept-encoding": encoding}
    etag = client.get(path, headers=headers)["ETag"]
    again = client.get(path, headers={**headers, "if-none-match": etag})
    cached_pages.clear()
    made_anew = client.get(path, headers={**headers, "if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag
    assert made_anew.status_code == 304


def test_a_page_is_gzipped_for_browsers_that_take_it(client: Client) -> None:
    plain = client.get("/dates/")
    small = client.get("/dates/", headers={"accept-encoding": "gzip, br"})

    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content)
    assert small["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in small["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/dates/?page=1&x=1", {}),
        ("/dates/", {"host": "localhost"}),
        ("/dates/", {"cookie": "csrftoken=x"}),
        ("/dates/", {"cookie": "messages=x"}),
        ("/dates/", {"cookie": "anything=x"}),
    ],
)
def test_another_address_and_any_cookie_get_a_page_of_their_own(
    client: Client, open_event: Event, path: str, headers: dict[str, str]
) -> None:
    client.get("/dates/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers=headers).status_code == 200

    assert len(asked) > 0


def test_a_name_that_is_not_ours_gets_no_cached_page(client: Client) -> None:
    client.get("/dates/")

    assert client.get("/dates/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_signed_in_person_gets_and_leaves_no_cached_page(
    client: Client, learner: User, open_event: Event
) -> None:
    visitor = Client()
    visitor.get("/dates/")
    client.force_login(learner)
    own = client.get("/dates/")
    client.get("/workshops/")

    assert learner.name.encode() in own.content
    assert own["Cache-Control"] == "no-store, private"
    assert learner.name.encode() not in visitor.get("/dates/").content
    assert queries(visitor, "/workshops/") > 0


def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("text")
    response.set_cookie("seen", "1")
    return response


REFUSED: dict[str, View] = {
    "a token": lambda request: HttpResponse('<input name="csrfmiddlewaretoken" value="x">'),
    "a form that posts": lambda request: HttpResponse('<form action="/" method="post">'),
    "a cookie": with_cookie,
    "its own rule": lambda request: HttpResponse("x", headers={"Cache-Control": "no-store"}),
    "not found": lambda request: HttpResponse("text", status=404),
    "too large": lambda request: HttpResponse(b"x" * 100_001),
}


@pytest.mark.parametrize("view", REFUSED.values(), ids=REFUSED.keys())
def test_what_may_differ_between_visitors_is_not_stored(rf: RequestFactory, view: View) -> None:
    assert not is_stored(cacheable(view), rf.get("/"), rf.get("/"))
    assert "ETag" not in page_cache(view)(rf.get("/")).headers


def test_nothing_is_stored_that_no_view_called_cacheable(rf: RequestFactory) -> None:
    assert is_stored(plain, rf.get("/"), rf.get("/"))
    assert not is_stored(lambda request: HttpResponse("text"), rf.get("/x/"), rf.get("/x/"))


def test_nothing_is_stored_of_a_person_post_or_key(rf: RequestFactory) -> None:
    with_key = {"authorization": "Bearer x"}

    assert not is_stored(plain, rf.get("/"), rf.get("/"), user=Somebody())
    assert not is_stored(plain, rf.post("/"), rf.get("/"))
    assert not is_stored(plain, rf.head("/1"), rf.get("/1"))
    assert not is_stored(plain, rf.get("/2", headers=with_key), rf.get("/2"))


def test_the_head_of_a_stored_page_is_answered_from_it(rf: RequestFactory) -> None:
    assert is_stored(plain, rf.get("/"), rf.head("/"))


def test_a_page_seen_over_https_is_another_page(rf: RequestFactory) -> None:
    assert not is_stored(plain, rf.get("/"), rf.get("/", secure=True))


def test_a_page_is_kept_under_the_address_it_was_found_by(rf: RequestFactory) -> None:
    """A server may be told a prefix, which nobody routes by; then two pages look like one."""
    front = rf.get("/", SCRIPT_NAME="/courses")
    courses = rf.get("/courses/")

    assert front.path == courses.path
    assert not is_stored(plain, front, courses)

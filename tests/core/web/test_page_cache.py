"""Pages kept for visitors without a cookie: the same for everyone, and for seconds only."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.web import page_cache
from core.web.page_cache import keep_pages, keepable, shelf
from training.events.models import Event

pytestmark = pytest.mark.django_db
View = Callable[[HttpRequest], HttpResponse]


class Seconds:
    """A stopwatch that a test turns by hand."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture(autouse=True)
def seconds(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seconds]:
    """Pages are kept for five seconds of this stopwatch."""
    settings.PAGES_KEPT_SECONDS = 5
    watch = Seconds()
    monkeypatch.setattr(page_cache, "monotonic", watch)
    shelf.clear()
    yield watch
    shelf.clear()


def take_place(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(places_taken=event.capacity)


def ask(view: View, request: HttpRequest, **attributes: Any) -> HttpResponse:
    """What the middleware answers when this view stands behind it."""

    def answer(request: HttpRequest) -> HttpResponse:
        for name, value in attributes.items():
            setattr(request, name, value)
        return view(request)

    return keep_pages(answer)(request)


def test_a_kept_page_asks_nothing_of_the_database(client: Client, open_event: Event) -> None:
    first = client.get("/dates/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        second = client.get("/dates/")

    assert len(asked) == 0
    assert second.content == first.content
    assert second["Content-Type"] == "text/html; charset=utf-8"
    assert second["Cache-Control"] == "max-age=0, must-revalidate"
    assert "Cookie" in second["Vary"]


def test_a_first_page_reads_no_session(client: Client, open_event: Event) -> None:
    client.get("/dates/")
    shelf.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get("/dates/")

    assert len(asked) <= 4
    assert not any(
        "session" in query["sql"].split("WHERE")[0].lower() and "django_session" in query["sql"]
        for query in asked
    )


def test_a_taken_place_shows_when_the_seconds_are_over(
    client: Client, open_event: Event, seconds: Seconds
) -> None:
    path = f"/dates/{open_event.ref}/"
    before = client.get(path).content
    take_place(open_event)

    seconds.passed += 4.9
    assert client.get(path).content == before
    seconds.passed += 0.1
    assert client.get(path).content != before


@pytest.mark.parametrize("path", ["/dates/", "/workshops/"])
def test_a_browser_that_has_the_page_is_told_so(client: Client, path: str) -> None:
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag


def test_a_page_is_squeezed_for_browsers_that_take_it(client: Client) -> None:
    plain = client.get("/dates/")
    small = client.get("/dates/", headers={"accept-encoding": "gzip, br"})

    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content)
    assert small["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in small["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


def test_each_address_has_a_page_of_its_own(client: Client, open_event: Event) -> None:
    dates = client.get("/dates/")
    other = client.get("/dates/?page=1&x=1")
    local = client.get("/dates/", headers={"host": "localhost"})

    assert len(shelf.pages) == 3
    assert dates.status_code == other.status_code == local.status_code == 200


def test_a_name_that_is_not_ours_gets_no_kept_page(client: Client) -> None:
    client.get("/dates/")

    assert client.get("/dates/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_signed_in_person_gets_and_leaves_no_kept_page(
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
    assert [address[2] for address in shelf.pages] == ["/dates/"]


@pytest.mark.parametrize("cookie", ["csrftoken", "messages", "anything"])
def test_any_cookie_goes_past_the_shelf(client: Client, cookie: str) -> None:
    client.cookies[cookie] = "x"
    client.get("/dates/")

    assert not shelf.pages


@keepable
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the same for everyone")


def test_what_may_be_kept_is_kept(rf: RequestFactory) -> None:
    ask(plain, rf.get("/"), user=Nobody())

    assert len(shelf.pages) == 1


class Nobody:
    is_authenticated = False


class Somebody:
    is_authenticated = True


def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("text")
    response.set_cookie("seen", "1")
    return response


def with_cache_control(request: HttpRequest) -> HttpResponse:
    return HttpResponse("text", headers={"Cache-Control": "no-store"})


REFUSED: dict[str, View] = {
    "a token": lambda request: HttpResponse('<input name="csrfmiddlewaretoken" value="x">'),
    "a form that posts": lambda request: HttpResponse('<form action="/" method="post">'),
    "a cookie": with_cookie,
    "its own rule": with_cache_control,
    "not found": lambda request: HttpResponse("text", status=404),
    "too large": lambda request: HttpResponse(b"x" * 100_001),
}


@pytest.mark.parametrize("view", REFUSED.values(), ids=REFUSED.keys())
def test_what_may_differ_between_visitors_is_not_kept(rf: RequestFactory, view: View) -> None:
    response = ask(keepable(view), rf.get("/"), user=Nobody())

    assert not shelf.pages
    assert "ETag" not in response.headers


def test_nothing_is_kept_that_no_view_called_keepable(rf: RequestFactory) -> None:
    ask(lambda request: HttpResponse("text"), rf.get("/"), user=Nobody())

    assert not shelf.pages


def test_nothing_is_kept_of_a_person_post_or_key(rf: RequestFactory) -> None:
    ask(plain, rf.get("/"), user=Somebody())
    ask(plain, rf.post("/"), user=Nobody())
    ask(plain, rf.head("/"), user=Nobody())
    ask(plain, rf.get("/", headers={"authorization": "Bearer x"}), user=Nobody())
    ask(plain, rf.get("/?" + "x" * 300), user=Nobody())

    assert not shelf.pages


def test_a_page_seen_over_https_is_another_page(rf: RequestFactory) -> None:
    ask(plain, rf.get("/"), user=Nobody())
    ask(plain, rf.get("/", secure=True), user=Nobody())

    assert len(shelf.pages) == 2


def test_the_shelf_has_an_end_and_drops_what_nobody_asks_for(rf: RequestFactory) -> None:
    for number in range(page_cache.MOST_PAGES + 5):
        ask(plain, rf.get(f"/?{number}"), user=Nobody())
        ask(plain, rf.get("/?0"), user=Nobody())

    kept = {address[2] for address in shelf.pages}
    assert len(kept) == page_cache.MOST_PAGES
    assert "/?0" in kept
    assert "/?1" not in kept

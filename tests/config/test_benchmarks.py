"""Benchmarks compare like with like, and say so in one line; how fast is for them to find."""

import io
import json
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import Area
from certificates.papers.rules.certificate_document import certificate_document
from cms.models import StandardPage
from config.benchmarks import (
    calendar_feed,
    certificates,
    enrol,
    enrol_stock,
    floor_urls,
    growth,
    growth_site,
    public_pages,
    stock,
)
from config.benchmarks.client import Load, load
from config.benchmarks.figures import interleaved, medians
from config.benchmarks.person import headers_of, register_of
from core import clock
from core.documents.tree import texts_of
from tests.core.documents import reader
from tests.factories.cms import make_home
from tests.training.calendars import entries_of
from training.courses.models import Course
from training.events.models import Event
from training.events.queries.event import open_events

SAME = ("UID", "SEQUENCE", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS")


def test_measures_take_turns_and_the_middle_counts() -> None:
    order: list[str] = []
    values = iter([5.0, 1.0, 9.0])

    def slow() -> float:
        order.append("slow")
        return next(values)

    def quick() -> float:
        order.append("quick")
        return 1.0

    found = medians(interleaved({"slow": slow, "quick": quick}, 3))
    assert order == ["slow", "quick"] * 3
    assert found == {"slow": 5.0, "quick": 1.0}


def test_the_feed_and_its_floor_write_the_same_entries() -> None:
    rows = calendar_feed.rows_of(3)
    ours, floor = (entries_of(write(rows)) for write in (calendar_feed.ours, calendar_feed.floor))
    assert [[str(entry[name]) for name in SAME] for entry in ours] == [
        [str(entry[name]) for name in SAME] for entry in floor
    ]
    assert [entry["DTSTART"].dt for entry in ours] == [entry["DTSTART"].dt for entry in floor]


def test_the_certificate_and_its_floor_say_the_same() -> None:
    (paper, *_) = certificates.snapshots(certificates.NAMES)
    document = certificate_document(paper)
    said = list(texts_of(document.blocks))
    with pikepdf.open(io.BytesIO(certificates.floor(paper, said))) as opened:
        bare = reader.texts_of(opened.pages[0])[None]
        assert bare.replace(" ", "") == "".join(said).replace(" ", "")
    read = "".join(text for _, text in reader.parts_of(certificates.ours(paper)))
    assert read.replace(" ", "") == "".join(said).replace(" ", "")


def test_the_certificates_benchmark_prints_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(certificates, "PAPERS", 2)

    call_command("benchmark", "certificates", "--rounds", "1")

    (printed,) = capsys.readouterr().out.splitlines()
    found = json.loads(printed)
    assert (found["benchmark"], found["papers"], found["rounds"]) == ("certificates", 2, 1)
    assert set(found["ratio"]) == set(found["to_reach"])
    assert found["kilobytes"]["drawn and tagged"] <= found["most_kilobytes"]


def test_the_calendar_benchmark_prints_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(calendar_feed, "SESSIONS", 20)
    call_command("benchmark", "calendar", rounds=1)
    (line,) = capsys.readouterr().out.splitlines()
    figures = json.loads(line)
    assert figures["sessions"] == 20
    assert figures["ratio"]["warm"] > figures["ratio"]["cold"] > 0


@pytest.mark.parametrize("wrong", [{"rounds": 0}, {"rounds": 51}, {"seconds": 0}, {"seconds": 31}])
def test_a_benchmark_has_bounds(wrong: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="is a number from 1 to"):
        call_command("benchmark", "pages", **wrong)


def test_pages_are_held_against_the_floor() -> None:
    loads = {"floor": [Load(100, 5), Load(300, 3), Load(200, 4)]}
    for name in public_pages.TO_REACH:
        loads[name] = [Load(50, 20)]
    found = public_pages.summary(loads)
    assert found["a_second"]["floor"] == 200
    assert found["p50_ms"]["floor"] == 4
    assert found["ratio"]["dates"] == 0.25


def cost(web: float, database: float = 1) -> dict[str, float]:
    return {"web": web, "database": database, "statements": 2}


def test_what_grows_with_the_years_is_named() -> None:
    small = {"page": cost(10), "list": cost(10), "due job": cost(1), "daily job": cost(1)}
    large = {"page": cost(14), "list": cost(10, 9), "due job": cost(3), "daily job": cost(900)}

    found = growth.summary({"small": small, "large": large})

    assert found["grows"] == ["list"]
    assert found["measured"]["list"] == {
        "small_ms": 11, "large_ms": 19, "of_it_database": 9, "statements": 2, "growth": 1.73
    }  # fmt: skip


def test_the_middle_of_some_rounds_counts() -> None:
    rounds = [{"page": cost(1)}, {"page": cost(9)}, {"page": cost(2)}]
    assert growth.middle(rounds)["page"]["web"] == 2


@pytest.mark.django_db
def test_what_an_act_costs_is_counted() -> None:
    found = growth_site.Meter().of(lambda: list(Area.objects.all()), times=1)
    assert found["statements"] == 1
    assert found["web"] > 0


DEMONSTRATION = b"""<h2 id="role-learner"></h2><form action="/demo/sign-in/abc/">
<input type="hidden" name="csrfmiddlewaretoken" value="t0ken"></form><a href="/registers/r1/">"""


class Answers(BaseHTTPRequestHandler):
    """Says 200, but 404 to /lost/."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = DEMONSTRATION if self.path in {"/demo/", "/today/"} else b"ok"
        self.send_response(404 if self.path == "/lost/" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        assert sent == b"csrfmiddlewaretoken=t0ken"
        self.send_response(204)
        self.send_header("Set-Cookie", f"sessionid={self.path.split('/')[3]}; Path=/")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def test_visitors_count_only_pages_that_are_there(port: int) -> None:
    assert load(port, "/", 0.1).per_second > 0
    with pytest.raises(RuntimeError, match="/lost/ answered 404"):
        load(port, "/lost/", 0.1)


def test_people_sign_in_before_anything_is_measured(port: int) -> None:
    headers = headers_of(port, "learner")

    assert headers == {"Cookie": "sessionid=abc"}
    assert register_of(port, headers) == "/registers/r1/"
    with pytest.raises(RuntimeError, match="has no booker"):
        headers_of(port, "booker")


@pytest.mark.django_db
def test_a_site_is_filled_to_what_was_asked(
    course: Course, regional: Area, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    make_home()
    for _ in range(2):
        stock.fill_dates(4)
        stock.fill_pages(5)
    assert open_events(now).count() == 4
    assert StandardPage.objects.live().count() == 3


@pytest.mark.django_db
def test_the_floor_is_one_query_and_25_rows(
    course: Course,
    regional: Area,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    rf: Any,
    settings: Any,
    django_assert_num_queries: Any,
) -> None:
    plain = {**settings.TEMPLATES[0], "OPTIONS": {"context_processors": []}}
    settings.TEMPLATES = [plain]
    monkeypatch.setattr(clock, "now", lambda: now)
    stock.fill_dates(27)
    with django_assert_num_queries(1):
        response = floor_urls.rows(rf.get("/"))
    assert response.content.count(b"<h2>") == 25


@pytest.mark.django_db
def test_the_forms_floor_takes_a_place_while_there_is_one(open_event: Event, rf: Any) -> None:
    Event.objects.filter(pk=open_event.pk).update(capacity=1)

    for person in enrol_stock.people(2):
        floor_urls.take(rf.post("/enrol/", {"event": open_event.pk, "person": person.pk}))

    open_event.refresh_from_db()
    (place,) = open_event.enrolments.all()
    assert place.person.email == "measured-0@people.example"
    assert open_event.places_taken == 1


@pytest.mark.django_db
def test_the_forms_floor_in_sql_takes_a_place_as_well(open_event: Event, rf: Any) -> None:
    Event.objects.filter(pk=open_event.pk).update(capacity=1)
    enrol_stock.floor_table()

    for who in ("first", "second"):
        floor_urls.take_in_sql(rf.post("/enrol-sql/", {"ref": open_event.ref, "who": who}))

    open_event.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT date, person FROM benchmark_floor")
        assert cursor.fetchall() == [(open_event.ref, "first")]
    assert open_event.places_taken == 1


@pytest.mark.django_db
def test_people_and_dates_to_enrol_on_are_laid_in(
    course: Course, regional: Area, client: Client
) -> None:
    (person,) = enrol_stock.people(1)
    first, second = enrol_stock.dates(2, 30)
    client.cookies["sessionid"] = enrol_stock.session_of(person)

    assert first.ref != second.ref
    assert client.get(f"/dates/{first.ref}/enrol/").status_code == 200


def test_the_summary_holds_each_way_against_the_floor() -> None:
    sent = {
        "floor, one date": [enrol.Sent(100, 1, Counter({302: 4}))],
        "floor, 200 dates": [enrol.Sent(120, 1, Counter({302: 4}))],
        "floor in SQL": [enrol.Sent(200, 1, Counter({302: 4}))],
        "one date": [enrol.Sent(20, 5, Counter({302: 3, 409: 1}))],
        "200 dates": [enrol.Sent(30, 4, Counter({302: 4}))],
    }

    found = enrol.summary(sent)

    assert found["ratio"] == {"one date": 0.2, "200 dates": 0.25}
    assert found["ratio_in_sql"] == {"one date": 0.1, "200 dates": 0.15}
    assert found["statuses"] == {"one date": {302: 3, 409: 1}, "200 dates": {302: 4}}

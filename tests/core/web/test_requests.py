"""What every request passes through: policies, NUL, headers, health."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from core import clock, policy
from core.email_addresses import same_address
from core.errors import BusyError
from core.jobs import health
from core.models import Heartbeat, Message
from core.web.middleware import busy, refuse_nul
from core.web.paging import page_of
from tests.core.mail.test_outbox import make_message

pytestmark = pytest.mark.django_db


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


def test_a_view_without_a_policy_is_refused(rf: RequestFactory, lead: User) -> None:
    request = rf.get("/")
    request.user = lead
    guard = policy.PolicyMiddleware(undeclared)

    with pytest.raises(PermissionDenied):
        guard.process_view(request, undeclared, (), {})


def test_two_policies_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="public"):
        policy.declare("public", lambda request: True, "Anyone.")


def test_a_visitor_is_sent_to_sign_in_and_a_person_is_refused(
    client: Client, learner: User
) -> None:
    visitor = client.get("/team/")
    client.force_login(learner)
    person = client.get("/team/")

    assert visitor.status_code == 302
    assert visitor["Location"] == "/accounts/login/?next=/team/"
    assert person.status_code == 403


@pytest.mark.parametrize("path", ["/dates/%00/", "/dates/?page=%00", "/%00"])
def test_a_nul_in_an_address_is_refused_with_a_sentence(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 400
    assert b"cannot be typed" in response.content


def test_what_django_cannot_read_gets_a_page(client: Client) -> None:
    response = client.get("/dates/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "<h1>That cannot be read</h1>" in response.text


def test_a_nul_in_a_form_is_refused_with_a_sentence(rf: RequestFactory) -> None:
    handler = refuse_nul(lambda request: HttpResponse("reached"))
    form = "application/x-www-form-urlencoded"

    for body in (b"name=a%00b", b"name=a\x00b"):
        assert handler(rf.post("/", body, content_type=form)).status_code == 400
    assert handler(rf.post("/", b"name=ab", content_type=form)).status_code == 200


def test_a_nul_in_the_names_of_a_form_with_files_is_refused(rf: RequestFactory) -> None:
    """Any form may be sent so, and names of fields are looked up in the register."""
    handler = refuse_nul(lambda request: HttpResponse("reached"))
    picture = SimpleUploadedFile("picture.png", b"\x89PNG\x00\x00")

    assert handler(rf.post("/", {"p_\x00": "present", "file": picture})).status_code == 400
    assert handler(rf.post("/", {"p_abc": "present", "file": picture})).status_code == 200


@pytest.mark.parametrize("typed", ["a\x00 b", "\x00", "x\x00@"])
def test_an_address_that_is_none_is_looked_up_without_nul(typed: str) -> None:
    assert "\x00" not in same_address(typed)


def test_a_form_that_breaks_off_is_no_fault_of_ours(rf: RequestFactory) -> None:
    request = rf.post("/", {"name": "ab"})
    request._stream = BrokenStream()  # type: ignore[attr-defined]

    assert refuse_nul(lambda request: HttpResponse("reached"))(request).status_code == 200


class BrokenStream:
    def read(self, *_: Any) -> bytes:
        raise OSError


def test_a_busy_database_is_a_page_that_asks_to_try_again(rf: RequestFactory) -> None:
    handler = busy(undeclared)

    response = handler.process_exception(rf.get("/"), BusyError())  # type: ignore[attr-defined]

    assert response.status_code == 503
    assert response["Retry-After"] == "3"
    assert handler.process_exception(rf.get("/"), ValueError()) is None  # type: ignore[attr-defined]


def test_a_signed_in_page_is_kept_in_no_cache(client: Client, learner: User) -> None:
    client.force_login(learner)

    assert client.get("/my/")["Cache-Control"] == "no-store, private"


def test_the_policy_for_scripts_allows_only_our_own_files(client: Client) -> None:
    for path in ("/healthz", "/no-such-page/", "/accounts/login/"):
        policy = client.get(path)["Content-Security-Policy"]
        rules = {rule.strip() for rule in policy.split(";")}  # in no particular order
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= rules
        assert "unsafe" not in policy


def test_the_process_answers(client: Client) -> None:
    assert client.get("/healthz").json() == {"ok": True}


@pytest.fixture
def ready(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site at rest, but for a worker; the clocks agree."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "database_now", lambda: now)
    monkeypatch.setattr(health, "_is_migrated", lambda: True)


def beat(now: datetime, ago: float = 30, **more: Any) -> None:
    Heartbeat.objects.create(worker="one", beat_at=now - timedelta(seconds=ago), **more)


def test_the_site_is_ready_while_a_worker_beats_and_the_queue_is_short(
    client: Client, now: datetime, ready: None
) -> None:
    without_worker = client.get("/readyz")
    beat(now)
    well = client.get("/readyz")
    make_message(now - timedelta(minutes=6))
    behind = client.get("/readyz")

    assert (without_worker.status_code, without_worker.json()["worker"]) == (503, False)
    assert (well.status_code, well.json()["ok"]) == (200, True)
    assert (behind.status_code, behind.json()["queue"]) == (503, False)


@pytest.mark.parametrize(
    ("ago", "is_alive"), [(119, True), (121, False), (-1, True), (-6, False), (-9000, False)]
)
def test_a_heartbeat_of_the_future_is_none(
    client: Client, now: datetime, ready: None, ago: float, is_alive: bool
) -> None:
    beat(now, ago)

    assert client.get("/readyz").json()["worker"] is is_alive


@pytest.mark.parametrize(
    ("seconds", "is_ready"), [(0, True), (30, True), (-119, True), (121, False), (-600, False)]
)
def test_the_site_is_not_ready_while_a_clock_is_minutes_out(
    client: Client,
    now: datetime,
    ready: None,
    monkeypatch: pytest.MonkeyPatch,
    seconds: int,
    is_ready: bool,
) -> None:
    """The worker's or this machine's, either way: the database's decides."""
    out = timedelta(seconds=seconds)
    beat(now, clock_ahead=out)
    workers = client.get("/readyz").json()
    Heartbeat.objects.update(clock_ahead=timedelta())
    monkeypatch.setattr(clock, "now", lambda: now + out)
    ours = client.get("/readyz").json()

    assert [workers["clocks"], ours["clocks"]] == [is_ready] * 2
    assert [workers["ok"], ours["ok"]] == [is_ready] * 2


def test_the_site_is_ready_without_a_mail_server(
    client: Client, now: datetime, ready: None
) -> None:
    """Mail waits; turning people away would help nobody."""
    beat(now, mail_away_since=now - timedelta(hours=3))
    make_message(now - timedelta(hours=2))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["mail"]) == (200, False)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        *((nonsense, 1) for nonsense in (None, "", "-1", "x", "1e9", "1.5", "²")),
        *(("0", 1), ("2", 2), ("999999999999", 2), ("9" * 400, 2)),
    ],
)
def test_a_page_number_that_is_nonsense_shows_a_page(
    asked: str | None, shown: int, now: datetime
) -> None:
    for number in range(30):
        make_message(now, f"message-{number}")

    assert page_of(Message.objects.order_by("pk"), asked).number == shown


def test_what_is_not_found_is_no_page_to_share(client: Client) -> None:
    """Nor does it give back the address it was asked for, whoever may see what is there."""
    text = client.get("/nowhere/").content.decode()

    assert "og:url" not in text
    assert "canonical" not in text

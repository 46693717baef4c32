"""After every kind of failure the log says what and where, and nothing about anybody."""

import io
import logging
import runpy
import smtplib
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse
from psycopg import errors as postgres

from accounts.models import User
from certificates.papers.models import Certificate
from core import clock
from core.jobs.job import jobs
from core.jobs.worker import act_on
from core.mail import delivery, transport
from core.web.reference import HEADER
from tests.cast import make_person
from tests.core.mail.test_outbox import make_message
from training.events.models import Event

NAME, MAILBOX = "Quillfeather", "quillfeather@learner.example"
CODE = "k3q7xmzr2w9tbv5ndphc8fgjy4"  # as a certificate has one
TOKEN = "q83vEjRWeJASNFZ4kBI0Vg"
DIGITS = "604 913"
CANARIES = [NAME, MAILBOX, CODE, TOKEN, DIGITS, DIGITS.replace(" ", "")]
QUOTED = f"Key (name, email)=({NAME}, {MAILBOX}) with {CODE} {TOKEN} {DIGITS} already exists."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_fixed_time(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def person(db: None) -> User:
    return make_person(MAILBOX, f"{NAME} Jones")


def spoken_of(text: str) -> list[str]:
    """The canaries that a log names, in any case."""
    return [canary for canary in CANARIES if canary.lower() in text.lower()]


def visitor(person: User | None = None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def test_the_finder_finds_one_that_is_planted(log: io.StringIO) -> None:
    for planted in (NAME, DIGITS):
        logging.getLogger("planted").warning("Signed in: %s", planted)
        assert spoken_of(log.getvalue())


def test_what_is_refused_names_nobody(person: User, log: io.StringIO) -> None:
    strict, known = Client(enforce_csrf_checks=True), visitor(person)
    asked = [
        (403, known.get(f"/team/people/?q={NAME}")),
        (403, strict.post("/accounts/login/", {"login": MAILBOX, "password": NAME})),
        (404, known.get(f"/verify/{CODE}/")),
        (404, known.get(f"/VERIFY/{CODE}/")),
        (404, known.get(f"/approval/{TOKEN}/")),
        (404, known.get(f"/approvals/{TOKEN}/?from={MAILBOX}")),
        (404, known.get(f"/my/calendar/{TOKEN}.ics")),
        (404, known.get(f"/people/{MAILBOX}/")),
        (400, known.get("/", headers={"host": "elsewhere.example"})),
        (400, known.get(f"/search/?q={NAME}%00")),
    ]
    for status, answer in asked:
        assert answer.status_code == status, answer.request["PATH_INFO"]
    for _ in range(11):
        limited = known.get(f"/verify/{CODE}/")
    assert limited.status_code == 429

    lines = log.getvalue().splitlines()
    assert len(lines) >= len(asked)
    assert "Traceback" not in log.getvalue()  # a refusal is a line
    assert not spoken_of(log.getvalue())


def test_wrong_passwords_and_codes_name_nobody(person: User, log: io.StringIO) -> None:
    client = visitor()
    for _ in range(7):
        client.post("/accounts/login/", {"login": MAILBOX, "password": TOKEN})
    client.post("/accounts/login/code/", {"email": MAILBOX})
    client.post("/accounts/login/code/confirm/", {"code": DIGITS})
    client.get(f"/accounts/password/reset/key/1-{TOKEN}/")
    client.post("/accounts/signup/", {"name": NAME, "email": MAILBOX, "password1": TOKEN})
    assert not spoken_of(log.getvalue())


ERRORS = [
    ValueError(QUOTED),
    KeyError(NAME),
    RuntimeError(QUOTED),
    ValidationError(QUOTED),
    IntegrityError(QUOTED),
    postgres.UniqueViolation(QUOTED),
    OperationalError(QUOTED),
    UnicodeEncodeError("ascii", QUOTED, 0, 1, QUOTED),
    FileNotFoundError(2, "No such file", f"/papers/{NAME}.pdf"),
    smtplib.SMTPRecipientsRefused({MAILBOX: (550, QUOTED.encode())}),
    SuspiciousOperation("odd"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_fault_of_ours_says_where_and_not_whom(
    error: Exception, person: User, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        try:
            int(QUOTED)
        except ValueError:
            raise error  # noqa: B904 - what it came of is in the log too

    monkeypatch.setattr("core.policy.policy_name", fail)
    answer = visitor(person).get(f"/search/?q={NAME}")

    assert answer.status_code in (400, 500, 503)
    if answer.status_code != 400:
        assert type(error).__qualname__ in log.getvalue()
        assert "in fail" in log.getvalue()
    assert not spoken_of(log.getvalue())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_job_that_fails_names_nobody(error: Exception, person: User, log: io.StringIO) -> None:
    def fail(*_: object) -> None:
        raise error

    for job in jobs:
        act_on(replace(job, act=fail), person)

    assert log.getvalue().count("failed at row") == len(list(jobs))
    assert not spoken_of(log.getvalue())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_mail_that_cannot_go_names_nobody(
    error: Exception, now: datetime, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(transport, "send", fail)
    message = make_message(now, to=MAILBOX, body_text=QUOTED)
    for attempts in (1, 99):
        message.attempts = attempts
        delivery.deliver(message, lambda: now)

    assert log.getvalue()
    assert not spoken_of(log.getvalue())


def test_a_certificate_whose_file_is_gone_names_nobody(
    certificate: Certificate, person: User, log: io.StringIO
) -> None:
    holder = certificate.enrolment.person
    User.objects.filter(pk=holder.pk).update(name=NAME)
    storages["private"].delete(certificate.pdf.name)
    answer = visitor(holder).get(reverse("papers:certificate_download", args=[certificate.number]))
    assert answer.status_code < 500
    assert "cannot be read" in log.getvalue()
    assert not spoken_of(log.getvalue())


def test_a_file_that_is_not_read_names_nobody(
    office: Any, open_event: Event, log: io.StringIO
) -> None:
    address = reverse("enrolments:team_roster_import", args=[open_event.ref])
    for content in (f"Name,Email\n{NAME},{MAILBOX}\n".encode(), b"PK\x03\x04" + NAME.encode()):
        office.post(address, {"file": SimpleUploadedFile(f"{NAME}.csv", content)})
    assert not spoken_of(log.getvalue())


def test_what_the_web_server_says_names_nobody(log: io.StringIO) -> None:
    error_log = logging.Logger("gunicorn.error")
    error_log.parent = logging.getLogger()
    runpy.run_path(str(settings.ROOT / "gunicorn.conf.py"))["log_as_django_does"](error_log)

    error_log.warning("Invalid request from ip=192.0.2.7: Invalid header: %r", MAILBOX)
    error_log.warning("Invalid request from ip=192.0.2.7: Invalid HTTP header name: 'X %s'", NAME)
    error_log.error("Error handling request GET /search/?q=%s", NAME)
    error_log.error("Error handling request GET /verify/%s/?name=%s", CODE, NAME)

    assert "Invalid HTTP header name" in log.getvalue()
    assert "192.0.2.7" not in log.getvalue()
    assert not spoken_of(log.getvalue())


def test_every_line_of_a_request_carries_the_reference_on_its_page(
    person: User, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, seen = visitor(person), set()
    for address in ("/nothing/", "/team/people/", f"/verify/{CODE}/"):
        answer = client.get(address, headers={HEADER: "chosen-by-a-visitor"})
        seen.add(answer[HEADER])
        assert answer[HEADER] in log.getvalue().splitlines()[-1]
        if address != f"/verify/{CODE}/":
            assert f"<strong>{answer[HEADER]}</strong>" in answer.text

    def fail(*_: object) -> None:
        logging.getLogger("planted").warning("on the way")
        raise RuntimeError

    monkeypatch.setattr("core.policy.policy_name", fail)
    answer = client.get("/")
    assert f"<strong>{answer[HEADER]}</strong>" in answer.text
    assert log.getvalue().count(answer[HEADER]) == 2
    assert len(seen) == 3
    assert "chosen-by-a-visitor" not in log.getvalue()


def test_between_requests_there_is_none(client: Client, log: io.StringIO) -> None:
    assert client.get("/healthz")[HEADER]
    logging.getLogger("planted").warning("nobody asked")
    assert " planted - nobody asked" in log.getvalue()

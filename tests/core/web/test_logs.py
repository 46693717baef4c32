"""Nobody learns from the log how to open what was sent to one person."""

import io
import logging
import runpy

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.log import log_response

from bookings.evaluation.queries.evaluation import EVALUATION
from core.mail import personal_links
from training.enrolments.queries.approval import APPROVAL
from training.enrolments.queries.colleague import CONSENT

TOKEN = "q83vEjRWeJASNFZ4kBI0Vg"
ADDRESSES = [
    *(reverse(purpose.url_name, args=[TOKEN]) for purpose in (APPROVAL, CONSENT, EVALUATION)),
    reverse("enrolments:calendar_feed", args=[TOKEN]),
    reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": TOKEN}),
]


def test_every_kind_of_link_is_looked_at() -> None:
    assert set(personal_links.purposes) == {APPROVAL, CONSENT, EVALUATION}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_key_is_left_out_whatever_the_answer_was(address: str, log: io.StringIO) -> None:
    for status in (400, 403, 404, 409, 410, 422, 429, 500, 503):
        log_response("Refused: %s", address, response=HttpResponse(status=status))

    lines = log.getvalue().splitlines()
    assert len(lines) == 9
    assert all("[key]" in line for line in lines)
    assert TOKEN not in log.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_what_is_not_found_or_fails_says_no_key(
    address: str, client: Client, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(address).status_code == 404
    assert client.get(address.upper()).status_code == 404

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError(f"could not answer {address}")

    monkeypatch.setattr("core.policy.policy_name", fail)
    assert Client(raise_request_exception=False).get(address).status_code == 500

    assert "Not Found" in log.getvalue()
    assert "RuntimeError" in log.getvalue()
    assert TOKEN.lower() not in log.getvalue().lower()


def test_what_the_web_server_logs_says_no_key(log: io.StringIO) -> None:
    error_log = logging.Logger("gunicorn.error")
    error_log.parent = logging.getLogger()
    error_log.propagate = False
    error_log.addHandler(own := logging.StreamHandler(io.StringIO()))

    runpy.run_path(str(settings.ROOT / "gunicorn.conf.py"))["log_as_django_does"](error_log)
    error_log.error("Error handling request GET %s", ADDRESSES[0])

    assert "Error handling request GET" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert own.stream.getvalue() == ""


def test_other_addresses_stay_readable(log: io.StringIO) -> None:
    log_response("Not Found: %s", "/dates/2026/11/", response=HttpResponse(status=404))

    assert "Not Found: /dates/2026/11/" in log.getvalue()
    assert settings.KEYS_AFTER

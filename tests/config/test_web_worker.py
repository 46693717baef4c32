"""What gunicorn could not read is answered with a page of our own, and every header."""

import socket
from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from gunicorn.http.errors import InvalidHeader, LimitRequestHeaders, LimitRequestLine

from config.web_worker import Worker

WANTED = (
    *("content-security-policy: ", "default-src 'none'", "x-content-type-options: nosniff"),
    *("referrer-policy: strict-origin", "permissions-policy: camera=()", "vary: cookie"),
    *(
        "x-frame-options: deny",
        "cross-origin-opener-policy: same-origin",
        "cache-control: no-store",
    ),
)


def answered(error: Exception, rest: bytes = b"") -> str:
    """What a browser gets that has sent more than anybody will read."""
    ours, theirs = socket.socketpair()
    theirs.sendall(rest)
    theirs.shutdown(socket.SHUT_WR)
    worker: Any = Worker.__new__(Worker)
    worker.log = Mock()
    worker.handle_error(None, ours, ("127.0.0.1", 1), error)
    ours.close()
    with theirs:
        return b"".join(iter(lambda: theirs.recv(65_536), b"")).decode()


@pytest.mark.parametrize(
    ("error", "line", "words"),
    [
        (LimitRequestLine(10_019, 8190), "414 Request-URI Too Long", "longer than this site reads"),
        (LimitRequestHeaders("x"), "431 Request Header Fields Too Large", "longer than"),
        (InvalidHeader("Cookie: secret"), "400 Bad Request", "makes no sense to this site"),
    ],
)
def test_it_is_a_page_with_every_header(error: Exception, line: str, words: str) -> None:
    text = answered(error, rest=b"x" * 20_000)

    head, _, body = text.partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {line}\r\n")
    assert [name for name in WANTED if name not in head.lower()] == []
    assert f"Content-Length: {len(body.encode())}" in head
    assert words in body
    assert "secret" not in body


@pytest.mark.django_db
def test_what_django_cannot_read_looks_the_same(client: Client) -> None:
    response = client.get("/dates/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "<h1>That cannot be read</h1>" in response.text


def test_an_answer_that_breaks_off_is_logged_without_its_address() -> None:
    ours, theirs = socket.socketpair()
    worker: Any = Worker.__new__(Worker)
    worker.log = Mock()

    with theirs:
        worker.handle_error(Mock(uri="/approvals/key/"), ours, ("127.0.0.1", 1), OSError())
        ours.close()

    worker.log.exception.assert_called_once()
    assert "/approvals/key/" not in str(worker.log.mock_calls)

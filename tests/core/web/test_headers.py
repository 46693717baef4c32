"""Rules 56 and 57: the same headers on every answer, whoever gave it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection

from accounts.models import User
from cms.models import NewsIndexPage
from core.errors import BusyError
from core.web.middleware import headers
from tests.factories.cms import make_home, make_page, make_standard_page
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FILES = "django.core.files.storage.FileSystemStorage"
SAYS_LITTLE = {"strict-origin-when-cross-origin", "same-origin", "no-referrer"}


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the site, with something in each of its blanks."""
    for entry in (resolver or get_resolver()).url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, whole)
        elif isinstance(entry, URLPattern):
            yield re.sub(r"<[^>]*>", "1", simplify_regex(whole))


def faults(path: str, response: Any) -> list[str]:
    """Which headers an answer lacks, in words that name the address."""
    if response.streaming:  # read to its end, which closes the file as a server would
        b"".join(response.streaming_content)
    headers = response.headers
    found = [name for name, value in ALWAYS.items() if headers.get(name) != value]
    if headers.get("Referrer-Policy") not in SAYS_LITTLE:
        found.append("Referrer-Policy")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    if headers.get("X-Frame-Options") not in ("DENY", "SAMEORIGIN"):
        found.append("X-Frame-Options")
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy:
        found.append("Content-Security-Policy")
    if ("unsafe" in policy or "nonce" in policy) and not path.startswith("/cms/"):
        found.append("a loose Content-Security-Policy")
    is_file = path.startswith(("/static/", "/media/"))
    if not is_file and "Cookie" not in headers.get("Vary", ""):
        found.append("Vary")
    return [f"{path} ({response.status_code}): {name}" for name in found]


def test_every_address_answers_a_visitor_with_every_header(client: Client) -> None:
    client.raise_request_exception = False
    paths = sorted(set(addresses()))

    found = [fault for path in paths for fault in faults(path, client.get(path))]

    assert len(paths) > 200
    assert found == []


def test_nothing_shown_to_a_signed_in_person_is_kept_anywhere(client: Client) -> None:
    client.raise_request_exception = False
    client.force_login(User.objects.create_superuser(email="root@vrp.example", password="x" * 12))
    kept = []
    for path in sorted(set(addresses()) - {"/cms/logout/"}):
        response = client.get(path)
        kept += faults(path, response)
        if "public" in response.headers.get("Cache-Control", ""):  # feeds: nobody's own
            assert b"root@vrp.example" not in response.content
        elif response.headers.get("Cache-Control") != "no-store, private":
            kept.append(f"{path} may be kept: {response.headers.get('Cache-Control')}")

    assert kept == []
    assert "_auth_user_id" in client.session


def test_a_missing_header_is_found() -> None:
    bare = HttpResponse("a page")

    assert len(faults("/", bare)) == 8


@pytest.mark.parametrize(
    "path",
    ["/static/css/app.css", "/static/js/app.js", "/static/no-such.css", "/no-such/", "/%00"],
)
def test_files_and_refusals_carry_them_too(client: Client, path: str) -> None:
    assert faults(path, client.get(path)) == []


@pytest.mark.parametrize(("error", "status"), [(ValueError, 500), (BusyError, 503)])
def test_a_page_that_breaks_carries_them_too(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception], status: int
) -> None:
    def broken(now: object) -> None:
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr("core.jobs.health.readiness", broken)
    response = client.get("/readyz")

    assert response.status_code == status
    assert faults("/readyz", response) == []


def test_a_name_that_is_not_ours_is_refused_with_them(client: Client) -> None:
    response = client.get("/dates/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert faults("/dates/", response) == []


@pytest.fixture
def private_papers() -> Iterator[None]:
    """Other settings make other storages: later tests look into the one of before."""
    papers = storages["private"]
    yield
    storages._storages["private"] = papers


@pytest.fixture
def shown(private_papers: None, settings: Any, tmp_path: Path) -> dict[str, int]:
    """What editors put up: a page, the news as a feed, a document, and a way to an old address."""
    files = {"BACKEND": FILES, "OPTIONS": {"location": tmp_path}}  # a document is read by its path
    settings.STORAGES = {**settings.STORAGES, "default": files}
    home = make_home()
    make_page(NewsIndexPage, home, slug="news")
    make_standard_page(home)
    if not Collection.objects.exists():  # without migrations nobody has made one
        Collection.add_root(instance=Collection(name="Root"))
    document = Document.objects.create(title="A", file=ContentFile(b"%PDF-1.7", "a.pdf"))
    Redirect.objects.create(old_path="/old", redirect_link="/contact/")
    return {
        "/": 200,
        "/contact/": 200,
        "/news/feed/": 200,
        document.url: 200,
        "/old/": 301,
        "/contact": 301,
        "/team/": 302,
    }


def test_what_editors_put_up_carries_them_too(client: Client, shown: dict[str, int]) -> None:
    answers = {path: client.get(path) for path in shown}

    assert {path: answer.status_code for path, answer in answers.items()} == shown
    assert [fault for path, answer in answers.items() for fault in faults(path, answer)] == []


def test_over_https_browsers_are_told_to_stay_there(
    rf: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = headers(lambda request: HttpResponse())(rf.get("/"))
    settings.SECURE_HSTS_SECONDS = 31_536_000
    safe = headers(lambda request: HttpResponse())(rf.get("/"))

    assert "Strict-Transport-Security" not in plain
    assert safe["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_a_calendar_file_carries_them(client: Client, open_event: Event) -> None:
    path = f"/dates/{open_event.ref}/calendar.ics"
    response = client.get(path)

    assert response.status_code == 200
    assert faults(path, response) == []


def test_what_a_view_decided_is_kept(client: Client) -> None:
    verify = client.get("/verify/")
    reset = client.get("/accounts/password/reset/key/1-set-password/")

    assert verify["Referrer-Policy"] == reset["Referrer-Policy"] == "same-origin"
    assert "no-store" in verify["Cache-Control"]


# Pictures.


@pytest.fixture
def picture() -> Iterator[str]:
    """A rendition and, beside its folder, what must never be served."""
    kept = [
        default_storage.save(name, ContentFile(b"bytes"))
        for name in ("images/a.webp", "images/a.svg", "original_images/a.webp", "documents/a.png")
    ]
    yield "/media/" + kept[0]
    for name in kept:
        default_storage.delete(name)


def test_a_picture_is_kept_for_good_by_everyone(
    client: Client, learner: User, picture: str
) -> None:
    client.force_login(learner)
    response = client.get(picture)

    assert b"".join(response.streaming_content) == b"bytes"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "max-age=31536000, public, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert faults(picture, response) == []


@pytest.mark.parametrize(
    "path",
    [
        "/media/original_images/a.webp",
        "/media/documents/a.png",
        "/media/images/../original_images/a.webp",
        "/media/images/..%2Foriginal_images%2Fa.webp",
        "/media/images/%2e%2e/documents/a.png",
        "/media/images/..%5Cdocuments%5Ca.png",
        "/media/images/.a.webp",
        "/media/images/a.svg",
        "/media/images/a.webp%0a",
        "/media/images/",
        "/media/images/no-such.webp",
    ],
)
def test_nothing_but_pictures_is_served(client: Client, picture: str, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert faults("/", response) == []


def test_a_missing_picture_shows_a_person_a_page_that_nobody_keeps(
    client: Client, learner: User
) -> None:
    client.force_login(learner)

    assert client.get("/media/images/none.webp")["Cache-Control"] == "no-store, private"

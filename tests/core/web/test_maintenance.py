"""Maintenance mode: a file makes every page say that we are at work."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

NO_QUERIES = 0


@pytest.fixture
def maintenance_file(settings: Any, tmp_path: Path) -> Path:
    """Where the file would be."""
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    path: Path = settings.MAINTENANCE_FILE
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/dates/", "/cms/", "/nothing/", "/accounts/login/"])
def test_every_page_says_so_while_the_file_is_there(
    client: Client, maintenance_file: Path, path: str, django_assert_num_queries: Any
) -> None:
    maintenance_file.write_text("Back on Sunday at <2pm>.\n")

    with django_assert_num_queries(NO_QUERIES):
        page = client.get(path)

    assert (page.status_code, page["Retry-After"]) == (503, "600")
    assert page["Cache-Control"] == "no-store"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "Back on Sunday at &lt;2pm&gt;." in page.text
    assert "tel:999" in page.text

    maintenance_file.unlink()
    assert client.get(path).status_code != 503


@pytest.mark.django_db
def test_what_is_sent_is_refused_too(client: Client, maintenance_file: Path) -> None:
    maintenance_file.touch()

    page = client.post("/accounts/login/", {"login": "a@b.example"})

    assert page.status_code == 503
    assert "It will be back soon." in page.text


@pytest.mark.django_db
def test_whoever_watches_the_server_is_not_alarmed(client: Client, maintenance_file: Path) -> None:
    maintenance_file.touch()

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code in {200, 503}
    assert "Closed" not in client.get("/readyz").text


def test_a_file_that_cannot_be_read_still_closes(client: Client, maintenance_file: Path) -> None:
    maintenance_file.mkdir()
    assert client.get("/").status_code == 503

    maintenance_file.rmdir()
    maintenance_file.write_bytes(b"\xff" * 5000)
    assert len(client.get("/").content) < 6000


@pytest.mark.django_db
def test_styles_are_still_served(client: Client, maintenance_file: Path) -> None:
    maintenance_file.touch()
    with closing(client.get("/static/css/app.css")) as file:
        assert file.status_code == 200

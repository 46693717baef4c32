"""The site's own files: versioned, long kept, squeezed; from the source folders alone."""

import gzip
from typing import Any

import pytest
from django.templatetags.static import static
from django.test import Client

pytestmark = pytest.mark.django_db  # closing an answer looks at its connection
FOR_GOOD = "max-age=31536000, public, immutable"


@pytest.mark.parametrize("name", ["css/app.css", "js/app.js", "img/logo.svg"])
def test_a_versioned_address_is_kept_for_good(client: Client, name: str) -> None:
    address = static(name)
    response = client.get(address)
    response.close()

    assert "?v=" in address
    assert response.status_code == 200
    assert response["Cache-Control"] == FOR_GOOD


@pytest.mark.parametrize("query", ["", "?v=", "?v=000000000000", "?x=1"])
def test_another_version_is_not_kept_for_long(client: Client, query: str) -> None:
    response = client.get("/static/css/app.css" + query)
    response.close()

    assert response["Cache-Control"] == "max-age=600, public"


def test_the_version_is_of_the_content(tmp_path: Any, settings: Any) -> None:
    files = [tmp_path / "one.css", tmp_path / "two.css", tmp_path / "same.css"]
    for file, text in zip(files, ["a", "b", "a"], strict=True):
        file.write_text(text)
    settings.STATICFILES_DIRS = [tmp_path]

    versions = [static(file.name).partition("?v=")[2] for file in files]

    assert versions[0] == versions[2] != versions[1]
    assert static("none.css") == "/static/none.css"


def test_a_font_has_the_address_that_the_style_sheet_names(client: Client) -> None:
    address = static("fonts/source-sans-3-latin.woff2")
    response = client.get(address)
    response.close()

    assert address == "/static/fonts/source-sans-3-latin.woff2"
    assert response["Cache-Control"] == "max-age=604800, public"


def test_text_is_squeezed_for_browsers_that_take_it(client: Client) -> None:
    plain = client.get("/static/css/app.css")
    small = client.get("/static/css/app.css", headers={"accept-encoding": "gzip, deflate, br"})

    assert small["Content-Encoding"] == "gzip"
    assert small["Content-Type"] == plain["Content-Type"]
    assert gzip.decompress(small.content) == b"".join(plain.streaming_content)
    assert int(small["Content-Length"]) == len(small.content) < 60_000
    assert "Accept-Encoding" in small["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


def test_asking_for_the_head_alone_says_the_same(client: Client) -> None:
    small = {"accept-encoding": "gzip"}
    head = client.head("/static/css/app.css", headers=small)
    page = client.get("/static/css/app.css", headers=small)

    assert head.headers == page.headers
    assert client.post("/static/css/app.css").status_code == 405


def test_a_browser_that_has_the_file_is_told_so(client: Client) -> None:
    small = {"accept-encoding": "gzip"}
    etag = client.get("/static/css/app.css", headers=small)["ETag"]

    response = client.get("/static/css/app.css", headers={**small, "if-none-match": etag})

    assert response.status_code == 304


def test_a_part_of_a_file_is_sent_as_it_is(client: Client) -> None:
    response = client.get(
        "/static/css/app.css", headers={"accept-encoding": "gzip", "range": "bytes=0-9"}
    )

    assert response.status_code == 206
    assert len(b"".join(response.streaming_content)) == 10


def test_other_sites_may_not_take_our_files(client: Client) -> None:
    response = client.get("/static/css/app.css")
    response.close()

    assert "Access-Control-Allow-Origin" not in response.headers

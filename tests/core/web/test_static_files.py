"""The site's own files: versioned addresses from the source folders, and who may take them."""

from pathlib import Path
from typing import Any

import pytest
from django.templatetags.static import static
from django.test import Client

pytestmark = pytest.mark.django_db  # closing an answer looks at its connection


@pytest.mark.parametrize("name", ["css/app.css", "js/app.js", "img/logo.svg"])
def test_a_file_has_a_versioned_address_and_is_served_there(client: Client, name: str) -> None:
    address = static(name)
    response = client.get(address)

    assert address.startswith(f"/static/{name}?v=")
    assert response.status_code == 200
    assert response["Cache-Control"] == "max-age=600, public"
    assert len(b"".join(response.streaming_content)) > 0


def test_the_version_is_of_the_content(tmp_path: Path, settings: Any) -> None:
    files = [tmp_path / "one.css", tmp_path / "two.css", tmp_path / "same.css"]
    for file, text in zip(files, ["a", "b", "a"], strict=True):
        file.write_text(text)
    settings.STATICFILES_DIRS = [tmp_path]

    versions = [static(file.name).partition("?v=")[2] for file in files]

    assert versions[0] == versions[2] != versions[1]
    assert static("none.css") == "/static/none.css"


def test_a_font_has_the_address_that_the_style_sheet_names() -> None:
    address = static("fonts/source-sans-3-latin.woff2")

    assert address == "/static/fonts/source-sans-3-latin.woff2"


def test_other_sites_may_not_take_our_files(client: Client) -> None:
    response = client.get("/static/css/app.css")
    response.close()

    assert "Access-Control-Allow-Origin" not in response.headers

"""Nothing from elsewhere is put into our pages: it is refused with a reason, and never drawn."""

import json

import pytest
from django.test import Client
from wagtail.embeds.finders import get_finders

from accounts.models import User
from cms.blocks import TextBlock
from cms.models import HomePage
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize("address", [FILM, "https://elsewhere.example/frame", "http://127.0.0.1/"])
def test_an_embed_is_refused_with_a_reason(
    client: Client, administrator: User, home: HomePage, address: str
) -> None:
    client.force_login(administrator)

    answer = client.post("/cms/embeds/chooser/upload/", {"embed-chooser-url": address})

    assert "Cannot find an embed for this URL." in answer.json()["html"]
    assert get_finders() == []  # so nobody is asked, either


def test_an_embed_pasted_into_a_text_is_not_kept() -> None:
    plain = {"type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    film = {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": FILM}}
    place = [{"key": 0, "offset": 0, "length": 1}]
    pasted = {
        "blocks": [
            {**plain, "key": "a", "type": "atomic", "text": " ", "entityRanges": place},
            {**plain, "key": "b", "text": "<iframe src='//x'></iframe>"},
        ],
        "entityMap": {"0": film},
    }

    kept = TextBlock().value_from_datadict({"text": json.dumps(pasted)}, {}, "text").source

    assert "youtube" not in kept
    assert "<iframe" not in kept
    assert "&lt;iframe" in kept


def test_an_embed_that_stands_in_a_text_is_not_drawn(client: Client, home: HomePage) -> None:
    embed = f'<p>Before.</p><embed embedtype="media" url="{FILM}"/><p>After.</p>'
    make_standard_page(home, body=[("text", embed)])

    text = client.get("/contact/").text

    assert "Before." in text
    assert "After." in text
    assert "youtube" not in text
    assert "<iframe" not in text

"""A page to read, with each of its blocks."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from cms.blocks import BodyBlock
from cms.models import HomePage, StandardPage
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db

EVERY_BLOCK = [
    ("text", "<h2>Heading</h2><p>A paragraph.</p>"),
    ("note", {"title": "In danger?", "text": "<p>Call 999.</p>", "tone": "rose"}),
    ("facts", {"title": "Reach us", "facts": [{"term": "Phone", "meaning": "<p>0121</p>"}]}),
    (
        "steps",
        {
            "title": "How",
            "steps": [
                {"title": "Ask", "text": "<p>First.</p>"},
                {"title": "Agree", "text": "<p>Second.</p>"},
            ],
        },
    ),
    ("answers", {"title": "", "answers": [{"question": "Cost?", "answer": "<p>Free.</p>"}]}),
]


def test_every_block_shows_what_it_holds(client: Client, home: HomePage) -> None:
    make_standard_page(home, body=EVERY_BLOCK)
    text = client.get("/contact/").content.decode()
    for words in ("A paragraph.", "In danger?", "0121", "Agree", "Cost?", "Free."):
        assert words in text


def test_no_block_carries_a_style(client: Client, home: HomePage) -> None:
    make_standard_page(home, body=EVERY_BLOCK)
    main = client.get("/contact/").content.decode().split("<main")[1]
    assert not re.search(r"\sstyle=|<style|<script\b(?![^>]*src=)", main)


@pytest.mark.parametrize("name", sorted(BodyBlock().child_blocks))
def test_every_block_has_a_preview_for_editors(name: str) -> None:
    block = BodyBlock().child_blocks[name]
    value = block.get_preview_value()
    # A picture has none to show before it is chosen, so what stands in for it is a page of its own.
    own = getattr(block.meta, "preview_template", None)
    context = block.get_preview_context(value)
    html = render_to_string(own, context) if own else block.bind(value).render()
    assert html.strip()
    assert block.get_description()


def test_the_breadcrumbs_lead_home(client: Client, home: HomePage) -> None:
    parent = make_standard_page(home)
    make_standard_page(parent, title="Deeper", slug="deeper")
    text = client.get("/contact/deeper/").content.decode()
    assert re.findall(r'breadcrumbs__link"\s+href="([^"]+)"', text) == ["/", "/contact/"]


def test_a_page_that_is_not_published_cannot_be_found(client: Client, home: HomePage) -> None:
    make_standard_page(home, live=False)
    assert client.get("/contact/").status_code == 404


def test_a_standard_page_keeps_to_its_queries(
    client: Client, home: HomePage, django_assert_max_num_queries: Any
) -> None:
    make_standard_page(home)
    client.get("/contact/")
    with django_assert_max_num_queries(14):
        client.get("/contact/")


def test_preview_shows_the_page(client: Client, home: HomePage) -> None:
    page: StandardPage = make_standard_page(home, live=False)
    response = page.make_preview_request()
    assert "We answer within two working days." in response.rendered_content

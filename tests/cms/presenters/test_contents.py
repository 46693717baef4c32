"""A long page says what stands where."""

import pytest
from django.test import Client
from django.utils.safestring import SafeString

from cms.models import HomePage
from cms.presenters.contents import with_contents
from core.web.navigation import Link
from tests.factories.cms import make_standard_page


def html(*headings: str) -> SafeString:
    return SafeString("".join(f"<h2>{words}</h2><p>.</p>" for words in headings))


def test_a_long_page_has_an_anchor_at_each_heading() -> None:
    told = with_contents(html("Who <em>we</em> are", "Tea &amp; talk", "Who we are", "☃"))

    assert told.links == (
        Link("Who we are", "#part-who-we-are"),
        Link("Tea & talk", "#part-tea-talk"),
        Link("Who we are", "#part-who-we-are-2"),
        Link("☃", "#part-"),
    )
    assert '<h2 id="part-who-we-are-2">Who we are</h2>' in told.html


def test_a_short_page_stays_as_it_is() -> None:
    assert with_contents(html("One", "Two")).links == ()
    assert with_contents(html("One", "Two")).html == html("One", "Two")


@pytest.mark.django_db
def test_it_shows_beside_the_page(client: Client, home: HomePage) -> None:
    make_standard_page(home, body=[("text", html("Ask", "Wait", "Come"))])

    text = client.get("/contact/").text

    assert 'aria-label="On this page"' in text
    assert '<a href="#part-wait">Wait</a>' in text
    assert '<h2 id="part-wait">Wait</h2>' in text

"""Public pages, every block among them, by strict readers; the news feed by a reader of feeds."""

import gc
from datetime import date
from typing import Any

import feedparser
import pytest
from django.test import Client
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from cms.blocks import BodyBlock
from cms.models import HomePage, NewsIndexPage, NewsPage
from tests.doors.standards import feed_faults
from tests.factories.cms import make_page, make_standard_page
from tests.html_rules import faults

BLOCKS = [
    name
    for name, block in BodyBlock().child_blocks.items()
    if getattr(block.meta, "preview_value", 0)
]


PATHS = ("/", "/search/", "/search/?q=train", "/dates/", "/dates/?view=month", "/nowhere/")


@pytest.fixture
def picture(db: None, settings: Any, tmp_path: Any) -> Image:
    settings.MEDIA_ROOT = tmp_path
    Collection.objects.filter(depth=1).exists() or Collection.add_root(name="Root")
    file = get_test_image_file(size=(600, 400), filename="small.png")
    return Image.objects.create(title="Small", file=file)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_page_with_each_block_is_strict_html(client: Client, home: HomePage, name: str) -> None:
    block = BodyBlock().child_blocks[name]
    value = block.to_python(block.get_prep_value(block.normalize(block.meta.preview_value)))
    make_standard_page(home, slug="page", body=[("text", "<p>Words</p>"), (name, value)])

    assert faults(client.get("/page/").content) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_small_picture_is_offered_in_no_size_twice(
    client: Client, home: HomePage, picture: Image
) -> None:
    block = BodyBlock().child_blocks["picture"]
    value = block.to_python(
        {"picture": {"image": picture.pk, "alt_text": "A", "decorative": False}}
    )
    make_standard_page(home, slug="page", body=[("picture", value)])

    page = client.get("/page/").text
    gc.collect()  # Wagtail leaves a temporary file to it, and Python says so

    assert faults(page) == []
    assert page.count(" 400w") == 3
    assert page.count(" 600w") == 3
    assert 'alt="A"' in page
    assert 'loading="lazy"' in page


def test_every_public_page_keeps_the_standard(client: Client, home: HomePage) -> None:
    broken = {
        path: found
        for path in (
            "/",
            "/search/",
            "/search/?q=train",
            "/dates/",
            "/dates/?view=month",
            "/nowhere/",
        )
        if (found := faults(client.get(path).content))
    }
    assert broken == {}


def test_the_feed_is_read_by_readers_of_feeds(client: Client, home: HomePage) -> None:
    index = make_page(NewsIndexPage, home, title="News", slug="news", introduction="What is new")
    for number in range(3):
        make_page(
            NewsPage,
            index,
            title=f"News {number} & more",
            slug=f"news-{number}",
            introduction="It is <new>",
            date=date(2026, 11, 1 + number),
            body=[("text", "<p>Words</p>")],
        )
    answer = client.get("/news/feed/")

    assert feed_faults(answer.content) == []
    read = feedparser.parse(answer.content)
    assert [item.title for item in read.entries] == [
        "News 2 & more",
        "News 1 & more",
        "News 0 & more",
    ]
    assert read.version == "rss20"
    assert len({item.id for item in read.entries}) == 3
    assert faults(client.get("/news/").content) == []
    assert faults(client.get("/news/news-1/").content) == []

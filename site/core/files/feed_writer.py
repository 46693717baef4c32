"""The one writer of feeds (RSS 2.0): XML, which holds fewer signs than a text may have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Rss201rev2Feed

from core.text import writable

CONTENT_TYPE: str = Rss201rev2Feed.content_type


@dataclass(frozen=True)
class FeedItem:
    """One thing that is news; its address tells a reader that it has it already."""

    title: str
    link: str
    description: str
    published_at: datetime
    categories: Sequence[str] = ()


@dataclass(frozen=True)
class FeedChannel:
    """What the feed is of: the page it belongs to, and its own address."""

    title: str
    link: str
    description: str
    feed_url: str


def feed(channel: FeedChannel, items: Iterable[FeedItem]) -> bytes:
    """The feed as a file, in UTF-8."""
    written = Rss201rev2Feed(
        title=writable(channel.title),
        link=channel.link,
        description=writable(channel.description),
        language="en-gb",
        feed_url=channel.feed_url,
    )
    for item in items:
        written.add_item(
            title=writable(item.title),
            link=item.link,
            description=writable(item.description),
            pubdate=item.published_at,
            unique_id=item.link,
            categories=[writable(category) for category in item.categories],
        )
    text: str = written.writeString("utf-8")
    return text.encode()

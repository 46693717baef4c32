"""What is answered, judged by strict readers of its format: each address and status once."""

from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import feedparser

from tests import html_rules, libical
from tests.doors.asking import GET
from tests.doors.survey import Answer


def judged(answers: Iterable[Answer]) -> tuple[dict[str, set[str]], list[str]]:
    """The addresses looked at, by kind, and what is wrong with their answers."""
    seen: dict[str, set[str]] = defaultdict(set)
    broken = []
    for one in answers:
        kind = kind_of(one)
        name = f"{one.row.path} {one.status}"
        if kind and one.method == GET and name not in seen[kind]:
            seen[kind].add(name)
            broken += [f"{one.words}: {fault}" for fault in faults_of(kind, one.body)]
    return seen, broken


def kind_of(one: Answer) -> str:
    if one.row.path.startswith("/cms/") or not one.body:
        return ""  # Wagtail's own pages
    kinds = {"text/html": "pages", "text/calendar": "calendars", "application/xml": "maps"}
    kinds |= {"application/rss+xml": "feeds"}
    return kinds.get(one.content_type.partition(";")[0], "")


def faults_of(kind: str, body: bytes) -> list[str]:
    if kind == "pages":
        return html_rules.faults(body)
    if kind == "calendars":
        return libical.faults(body) if libical.library() else []
    if kind == "feeds":
        return feed_faults(body)
    return [] if ET.fromstring(body).tag.endswith("urlset") else ["no sitemap"]  # noqa: S314 - ours


def feed_faults(body: bytes) -> list[str]:
    """RSS 2.0 as its specification and feed readers want it."""
    read = feedparser.parse(body)
    found = ["not well-formed"] if read.bozo else []
    wanted = ("title", "link", "description")
    found += [f"the channel has no {name}" for name in wanted if not read.feed.get(name)]
    for item in read.entries:
        missing = [
            name for name in ("title", "link", "id", "published_parsed") if not item.get(name)
        ]
        found += [f"an item has no {name}" for name in missing]
    return found

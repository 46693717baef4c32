"""What stands on a long page: an anchor at each of its headings, and the links to them.

A tool: HTML in, HTML and links out.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify

from core.web.navigation import Link

FEWEST = 3  # headings; a shorter page is seen at a glance
# Not one with an id: a block that gave its heading one has links to it.
HEADING = re.compile(r"<h2(?![^>]*\sid=)([^>]*)>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True)
class PageContents:
    """What a page says, and links to its parts if it is long."""

    html: SafeString
    links: tuple[Link, ...]


def with_contents(html: SafeString) -> PageContents:
    """What a page says, with an anchor at each heading."""
    seen: Counter[str] = Counter()
    links: list[Link] = []

    def anchored(found: re.Match[str]) -> str:
        rest, inner = found.groups()
        words = " ".join(unescape(strip_tags(inner)).split())
        name = f"part-{slugify(words)}"
        seen[name] += 1
        anchor = name if seen[name] == 1 else f"{name}-{seen[name]}"
        links.append(Link(words, f"#{anchor}"))
        return f'<h2 id="{anchor}"{rest}>{inner}</h2>'

    text = HEADING.sub(anchored, html)
    if len(links) < FEWEST:
        return PageContents(html, ())
    return PageContents(SafeString(text), tuple(links))  # the blocks' own HTML, anchors added

"""Addresses that editors typed by hand: which of them are ours, and which lead nowhere."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

Q = r'\\?["\']'  # a quotation mark, as it is or inside JSON
HREF = re.compile(rf"<a\b[^>]*?\bhref={Q}([^\"'\\>]+)")
LINK = re.compile(rf"{Q}(?:link|url|address){Q}: *{Q}([^\"'\\]+)")
PAGES = "wagtail_serve"


def typed_in(text: str) -> Iterator[str]:
    """The paths on our own site that a field's text links to."""
    for address in (*HREF.findall(text), *LINK.findall(text)):
        path = path_of(unescape(address))
        if path:
            yield path


def path_of(address: str) -> str:
    """The path of an address on our own site; empty for any other."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    ours = urlsplit(settings.BASE_URL)
    is_ours = parts.netloc == ours.netloc or not (parts.netloc or parts.scheme)
    return unquote(parts.path) if is_ours and parts.path.startswith("/") else ""


class Places:
    """Every address that leads somewhere, read once for a whole report."""

    def __init__(self) -> None:
        rows = Page.objects.live().values_list("url_path", flat=True)
        fronts = Site.objects.values_list("root_page__url_path", flat=True)
        self.pages = {
            "/" + path.removeprefix(front)
            for front in fronts
            for path in rows
            if path.startswith(front)
        }
        self.redirects = set(Redirect.objects.values_list("old_path", flat=True))

    def leads_somewhere(self, path: str) -> bool:
        """Whether a visitor who goes there finds a page, a screen or the way to one."""
        if path.rstrip("/") in self.redirects or path in self.pages or f"{path}/" in self.pages:
            return True
        return any(is_screen(way) for way in (path, f"{path.rstrip('/')}/"))


def is_screen(path: str) -> bool:
    """Whether a screen of the platform has this address; a single row of one is not looked up."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.url_name != PAGES

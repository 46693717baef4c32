"""The header's links and the footer's columns: pages that editors put there, and fixed screens."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

from cms.models import StandardPage
from cms.trail import address_in
from core.context import Column, Link, add_to_frame

KEPT_SECONDS = 10  # an editor's change shows within these
Footer = StandardPage.Footer


@dataclass(frozen=True)
class Menus:
    """The links of one site, and when they were read."""

    read_at: float
    header: tuple[Link, ...]
    help: tuple[Link, ...]
    about: tuple[Link, ...]


_kept: dict[str, Menus] = {}


@add_to_frame
def menus(request: HttpRequest) -> dict[str, Any]:
    """What `templates/base.html` draws round every page."""
    found = menus_of(request)
    header = [here(link, request.path) for link in found.header]
    return {
        "navigation": header,
        "footer_columns": [
            Column(str(Footer.HELP.label), found.help),
            Column(str(Footer.ABOUT.label), found.about),
        ],
    }


def here(link: Link, path: str) -> Link:
    """The link, marked when the visitor is on its page or below it."""
    return Link(link.label, link.url, current=path.startswith(link.url))


def menus_of(request: HttpRequest) -> Menus:
    """The links of the request's site, kept for some seconds in this process."""
    host = request.get_host()
    kept = _kept.get(host)
    if kept is None or monotonic() - kept.read_at > KEPT_SECONDS:
        kept = _kept[host] = read(Site.find_for_request(request))
    return kept


def forget() -> None:
    """Read the links again at the next request: for tests, whose pages come and go."""
    _kept.clear()


def read(site: Site | None) -> Menus:
    """The links as they are now, in two queries; without a site, the fixed screens alone."""
    pages = menu_pages(site) if site else []
    feet = footer_pages(site) if site else []
    return Menus(
        read_at=monotonic(),
        header=(
            *pages,
            Link("Dates", reverse("training:event_list")),
            Link("For schools", reverse("bookings:workshop_list")),
        ),
        help=(
            *(link for column, link in feet if column == Footer.HELP),
            Link("Check a certificate", reverse("certificates:verify_search")),
        ),
        about=tuple(link for column, link in feet if column == Footer.ABOUT),
    )


def menu_pages(site: Site) -> list[Link]:
    """The children of the front page that editors show in menus, in their order."""
    pages = Page.objects.child_of(site.root_page).live().in_menu().order_by("path")
    return [Link(page.title, address_in(site, page)) for page in pages]


def footer_pages(site: Site) -> list[tuple[str, Link]]:
    """The pages that editors put in a column of the footer, in their order."""
    pages = StandardPage.objects.descendant_of(site.root_page).live().exclude(footer=Footer.NONE)
    return [
        (page.footer, Link(page.title, address_in(site, page))) for page in pages.order_by("path")
    ]

"""The header's links and the footer's columns, as editors keep them under Settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from cms.models import Menus
from cms.models.breadcrumbs import address_in
from cms.rules.destinations import SCREENS, address_of
from core.web.navigation import Column, Link, add_navigation
from core.web.ttl_cache import TtlCache

CHECK = "papers:verify_search"


@dataclass(frozen=True)
class Links:
    header: tuple[Link, ...]
    footer: tuple[Column, ...]


_menus: TtlCache[Links] = TtlCache("menus")


@add_navigation
def menus(request: HttpRequest) -> dict[str, Any]:
    """What `templates/base.html` draws round every page."""
    found = menus_of(request)
    header = [here(link, request.path) for link in found.header]
    return {
        "navigation": header,
        "footer_columns": list(found.footer),
        "canonical": settings.BASE_URL + request.path,
    }


def here(link: Link, path: str) -> Link:
    """The link, marked when the visitor is on its page or below it."""
    return Link(link.label, link.url, current=path.startswith(link.url))


def menus_of(request: HttpRequest) -> Links:
    """The links of the request's site, kept for some seconds in this process."""
    # By host: each site has menus of its own.
    return _menus.get(request.get_host(), lambda: read(Site.find_for_request(request)))


def read(site: Site | None) -> Links:
    """The menus as they are now; where editors have made none, the screens alone."""
    # Not Wagtail's for_site(), which writes a row where there is none: a visitor's GET does not.
    menus = Menus.objects.filter(site=site).first() or Menus()
    header = links_of(site, [block.value for block in menus.header])
    return Links(
        header=header or (screen_link("events:event_list"), screen_link("visits:workshop_list")),
        footer=columns_of(site, menus) or (Column("Help", (screen_link(CHECK),)),),
    )


def columns_of(site: Site | None, menus: Menus) -> tuple[Column, ...]:
    """The footer's columns that have a link to show."""
    found = [
        Column(block.value["title"], links_of(site, block.value["links"])) for block in menus.footer
    ]
    return tuple(column for column in found if column.links)


def links_of(site: Site | None, values: Iterable[Any]) -> tuple[Link, ...]:
    """The links that lead somewhere: pages that are not published are left out."""
    return tuple(link for link in (link_of(site, value) for value in values) if link)


def link_of(site: Site | None, value: Any) -> Link | None:
    """The link of a page, else of a screen; None for a page that is gone or not published."""
    page, screen = value.get("page"), value.get("screen")
    if page:
        live = site and page.live
        return Link(value["label"] or str(page.title), address_in(site, page)) if live else None
    return screen_link(screen, value["label"]) if screen else None


def screen_link(screen: str, label: str = "") -> Link:
    return Link(label or dict(SCREENS)[screen], address_of(screen))

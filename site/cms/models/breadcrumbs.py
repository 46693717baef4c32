"""Where a page is: its address, and the links above it."""

from django.http import HttpRequest
from wagtail.models import Page, Site

from core.web.navigation import Link

PAGES_ABOVE = "pages_above"  # where HomePage.route leaves on the request what it has read
FRONT_PAGE_DEPTH = 2  # Wagtail's root, which nobody visits, is at 1


def address_in(site: Site, page: Page) -> str:
    """The page's address on its own site."""
    return "/" + str(page.url_path).removeprefix(site.root_page.url_path)


def breadcrumbs_of(page: Page, request: HttpRequest) -> list[Link]:
    site = Site.find_for_request(request)
    above = getattr(request, PAGES_ABOVE, None)  # a preview has none
    if above is None:
        above = page.get_ancestors().filter(depth__gte=FRONT_PAGE_DEPTH).order_by("depth")
    return [Link(name_of(up), address_in(site, up)) for up in above if up.live] if site else []


def name_of(page: Page) -> str:
    return "Home" if page.depth == FRONT_PAGE_DEPTH else str(page.title)

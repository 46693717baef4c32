"""Where a page is: its address, and the links above it; routing has read all it takes."""

from django.http import HttpRequest
from wagtail.models import Page, Site

from core.context import Link

FRONT_PAGE_DEPTH = 2  # Wagtail's root, which nobody visits, is at 1


def address_in(site: Site, page: Page) -> str:
    """The page's address on its own site."""
    return "/" + str(page.url_path).removeprefix(site.root_page.url_path)


def trail_of(page: Page, request: HttpRequest) -> list[Link]:
    """The pages above this one, from the front page down."""
    site = Site.find_for_request(request)
    above: list[Page] = []
    while site and page.depth > FRONT_PAGE_DEPTH:
        page = page.get_parent()
        above.insert(0, page)
    return [Link(name_of(up), address_in(site, up)) for up in above]


def name_of(page: Page) -> str:
    """What a page is called in a trail."""
    return "Home" if page.depth == FRONT_PAGE_DEPTH else str(page.title)

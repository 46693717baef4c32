"""Where a page is: the links above it."""

from django.http import HttpRequest
from wagtail.models import Page

from core.context import Link

FRONT_PAGE_DEPTH = 2  # Wagtail's root, which nobody visits, is at 1


def trail_of(page: Page, request: HttpRequest) -> list[Link]:
    """The pages above this one, from the front page down; one query."""
    above = page.get_ancestors().filter(depth__gte=FRONT_PAGE_DEPTH).order_by("depth")
    return [Link(name_of(up), up.get_url(request) or "/") for up in above]


def name_of(page: Page) -> str:
    """What a page is called in a trail."""
    return "Home" if page.depth == FRONT_PAGE_DEPTH else str(page.title)

"""What stands round every page: where one can go, and who is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static


@dataclass(frozen=True)
class Link:
    """A link of the header, the footer or the breadcrumbs."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Column:
    title: str
    links: tuple[Link, ...]


Contribution = Callable[[HttpRequest], dict[str, Any]]
_contributions: list[Contribution] = []


def add_navigation(contribution: Contribution) -> Contribution:
    """Let an app above core add to it: its links, or who is signed in."""
    _contributions.append(contribution)
    return contribution


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context processor: the site's name, and what the apps added."""
    values: dict[str, Any] = {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_strapline": settings.PARTNERSHIP_NAME,
        "share_picture": settings.BASE_URL + static("img/share.png"),
        "demo_mode": settings.DEMO,
        "navigation": [],
        "account_links": [],
        "footer_columns": [],
    }
    for contribution in _contributions:
        values.update(contribution(request))
    return values

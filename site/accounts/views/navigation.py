"""Where a person may go from every page, and where they land after signing in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from accounts.access import (
    REPORTS,
    has_role,
    is_booker,
    is_office,
    may_change_roles,
    remit_of,
)
from accounts.models import StaffRole, User
from core.web.navigation import Link, add_navigation

Role = StaffRole.Role
CMS = (Role.EDITOR, Role.LEAD, Role.ADMINISTRATOR)

# The rooms of the site, by whom they are for. The addresses are promises of the design.
ROOMS: tuple[tuple[str, str, Callable[[User], bool]], ...] = (
    ("Team", "/team/", is_office),
    ("Today", "/today/", lambda user: has_role(user, [Role.FACILITATOR])),
    ("CMS", "/cms/", lambda user: user.is_superuser or remit_of(user, CMS).is_whole),
    ("People", "/team/people/", lambda user: may_change_roles(user) and not is_office(user)),
    ("Reports", "/reports/", lambda user: has_role(user, REPORTS)),
    ("Bookings", "/bookings/", is_booker),
    ("My learning", "/my/", lambda user: True),
)


def home_of(user: User) -> str:
    """Where the person finds what to do next: the first room that is theirs."""
    return next(url for _, url, allows in ROOMS if allows(user))


@add_navigation
def account_navigation(request: HttpRequest) -> dict[str, Any]:
    """The header's links for who is here: two queries at most, none for visitors."""
    user = getattr(request, "user", None)  # an error page may come before the person is known
    pages = [("Sign in", "/accounts/login/"), ("Create an account", "/accounts/signup/")]
    if user is not None and user.is_authenticated:
        rooms = [(label, url) for label, url, allows in ROOMS if allows(user)]
        pages = [*rooms, ("Your account", "/accounts/")]
    return {"account_links": [Link(label, url, is_here(request, url)) for label, url in pages]}


def is_here(request: HttpRequest, url: str) -> bool:
    """Whether the page belongs to what the link leads to."""
    if url == "/accounts/":
        return request.path == url
    return request.path.startswith(url)

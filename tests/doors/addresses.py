"""The list of addresses: whatever Django's resolver knows, other packages' included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from core import policy

# What stands for a part of an address that no row names: one of each converter's kind.
SAMPLES = {"int": "1", "str": "1", "slug": "x", "path": "x/y", "uuid": "0" * 8, "month": "2026-10"}
# Regular expressions of other packages, as an address that fits them.
FITTING = {
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/reset/key/a-b/",
    r"^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "1/revisions/compare/live...live/"
    ),
    r"^(\d+)/(.*)$": "1/x.pdf",
    r"^.*/$": "there-is-no-such-page/",
    r"^((?:[\w\-]+/)*)$": "",
    r"^(?:users|bulk/accounts)/": "users/",
    "^pages/": "pages/",
    "^documents/": "documents/",
    "^images/": "images/",
}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver."""

    route: str
    name: str
    pattern: URLPattern
    parts: tuple[str, ...]  # the patterns of which the route is made

    @property
    def view(self) -> Any:
        return self.pattern.callback

    @property
    def package(self) -> str:
        view = getattr(self.view, "view_class", self.view)
        return str(view.__module__)

    @property
    def policy(self) -> str:
        return policy.policy_name(self.view) or "none"

    @property
    def words(self) -> str:
        """What stands in a message about it."""
        return f"/{self.route} ({self.name or 'without a name'}, {self.package})"

    @property
    def sample(self) -> str:
        """A path that fits, for addresses that no row fills."""
        return "/" + "".join(map(sample_of, self.parts))


def sample_of(part: str) -> str:
    """What fits a part of a route. Raises KeyError for an expression that has no sample."""
    if part.startswith("^"):
        begin = next((known for known in FITTING if part.startswith(known)), part)
        return FITTING[begin] + sample_of(part[len(begin) :])
    return PART.sub(lambda found: SAMPLES[found["kind"] or "str"], part)


def addresses(
    resolver: URLResolver | None = None, before: tuple[str, ...] = (), spaces: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every address of the site. One that another hides is not one: it is never reached."""
    for entry in (resolver or get_resolver()).url_patterns:
        parts = (*before, str(entry.pattern))
        if isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name or ""))
            yield Address("".join(parts), name, entry, parts)
        else:
            inside = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from addresses(entry, parts, inside)


def bare(route: str) -> str:
    """A route without the marks of where expressions begin and end: resolve() drops some."""
    return route.replace("^", "").replace("$", "")


def route_of(path: str) -> str:
    """The route that answers a path, or a row's; bare, and empty where none does."""
    filled = path.split("?", maxsplit=1)[0].replace("{", "").replace("}", "")
    try:
        return bare(str(resolve(filled).route))
    except Resolver404:
        return ""


def listed(resolver: URLResolver | None = None) -> dict[str, Address]:
    """All of them by route; of two with the same route the first one answers."""
    found: dict[str, Address] = {}
    for one in addresses(resolver):
        found.setdefault(bare(one.route), one)
    return found

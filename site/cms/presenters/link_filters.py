"""Filters of news and resources as plain links: each can be shared, and none needs a script."""

from collections.abc import Mapping

from cms.rules.resource_kind import ResourceKind
from core.search.facets import Facet, Filters, facets_of
from training.courses.models import Course

KNOWN = {
    "kind": {value: str(label) for value, label in ResourceKind.choices},
    "workstream": {value: str(label) for value, label in Course.Workstream.choices},
}


class LinkFilters(Filters):
    """What an address asks for: of each kind one at most."""

    names = tuple(KNOWN)

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "LinkFilters":
        """Anything unknown in the address chooses nothing, and is left out of every link."""
        values = {name: asked.get(name, "") for name in KNOWN}
        return cls(**{name: [value] for name, value in values.items() if value in KNOWN[name]})


def link_facets(filters: LinkFilters, titles: Mapping[str, str]) -> list[Facet]:
    """Each of these filters with all its choices, from the first page on."""
    return facets_of(
        filters,
        titles,
        KNOWN,
        count=lambda wanted: 0,
        # An empty href would lead to the address as it is, its filters included.
        url=lambda wanted: wanted.address("") or "?",
        is_offered=lambda name, value, number: True,
        any_label="All",
    )

"""Whether every address has its row, and every row its address."""

from collections.abc import Iterable

from django.urls import URLResolver

from tests.doors.addresses import PART, Address, bare, listed, route_of
from tests.doors.rows import ROWS, Row
from tests.doors.survey import package_of

# Which set of visitors a policy mostly stands for, to suggest.
SETS = {
    "public": "PUBLIC",
    "signed_in": "SIGNED_IN",
    "office": "OFFICE",
    "people": "PEOPLE",
    "roles": "ROLES",
    "reports": "REACH",
    "registers": "SESSION",
    "facilitator": "ROOM",
    "booker": "ORDERS",
    "membership_requests": "JOINING",
    "editors": "CMS",
    "demo": "PUBLIC",
    "wordings": "WORDINGS",
    "whole_office": "WHOLE_OFFICE",
    "role_areas": "LIMITS",
    "styleguide": "PUBLIC",
}


def unlisted(resolver: URLResolver | None = None, rows: Iterable[Row] = ROWS) -> list[str]:
    """Addresses without a row, each with the row that it asks for."""
    own = {route_of(row.path) for row in rows}
    return [
        f"{one.words} has no row. Add to tests/doors/rows.py: {suggestion(one)}"
        for route, one in listed(resolver).items()
        if route not in own and not package_of(one)
    ]


def suggestion(one: Address) -> str:
    """The row, as far as the address itself says it."""
    path = PART.sub(lambda found: "{" + found["name"] + "}", f"/{one.route}")
    row = f'Row("{path}", {SETS.get(one.policy, "NOBODY")})'
    if "{" not in path:
        return f"{row}, if those are the people it is for"
    return f"{row}, if those are the people it is for, with names of refs in tests/doors/world.py"


def ownerless(rows: Iterable[Row] = ROWS) -> list[str]:
    """Rows without an address, or two rows of one address."""
    routes = set(map(bare, listed()))
    found, seen = [], set()
    for row in rows:
        route = route_of(row.path)
        if route not in routes:
            found.append(f"{row.path} is no address any more: take its row out")
        elif route in seen and route:
            found.append(f"{row.path} has two rows")
        seen.add(route)
    return found

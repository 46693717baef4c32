"""The booking form as a browser sends it."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

KEY = re.compile(r'name="form_key" value="([0-9a-f-]{36})"')
NEW = "/bookings/new/"
AGREED = ["present", "dsl", "disclosure", "affected", "parents", "photos"]


def key_on(client: Client, url: str) -> str:
    """The form key that the page at an address gives."""
    found = KEY.search(client.get(url).content.decode())
    assert found, f"no form key at {url}"
    return found[1]


def answers(**changes: Any) -> dict[str, Any]:
    """A whole request: three Year 9 classes on Thursday 3 December 2026."""
    given: dict[str, Any] = {
        "course": "healthy-relationships",
        "why_now": "curriculum",
        "one_off_reason": "It opens our autumn unit",
        "preferred_date_day": "3",
        "preferred_date_month": "12",
        "preferred_date_year": "2026",
        "preferred_part": "morning",
        "place": "Main hall",
        "staff_in_room": "Ms Okafor",
        "contact_phone": "0121 496 0000",
        "notes": "",
        "agreement": AGREED,
        "groups-TOTAL_FORMS": "3",
        "groups-INITIAL_FORMS": "0",
    }
    for number, (label, expected) in enumerate((("9A", "28"), ("9B", "30"), ("9C", "27"))):
        given |= row(number, label=label, expected=expected)
    return given | changes


def row(number: int, **changes: str) -> dict[str, str]:
    """One row of groups; an empty label and number leave it empty."""
    given = {"who": "pupils", "year_group": "Y9", "scope": "class", "label": "", "expected": ""}
    if not changes:
        given["year_group"] = ""
    return {f"groups-{number}-{name}": value for name, value in (given | changes).items()}


def send(client: Client, url: str, key: str = "", **data: Any) -> HttpResponse:
    """Open the page, fill it in, press the button."""
    posted = {"form_key": key or key_on(client, url), **data}
    return client.post(url, posted)  # type: ignore[return-value]


def request_visit(client: Client, **changes: Any) -> HttpResponse:
    """Send the whole form with some answers changed."""
    return send(client, NEW, **answers(**changes))


def text_of(response: HttpResponse) -> str:
    """The page."""
    return response.content.decode()

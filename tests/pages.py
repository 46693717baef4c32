"""Pages as a visitor gets them: their words, and what they ask of the database."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def page(client: Client, url: str, **query: Any) -> str:
    """A page, its white space as one reads it."""
    response = client.get(url, query)
    assert response.status_code == 200
    return " ".join(response.text.split())


def queries(client: Client, url: str) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def queries_of_few_and_many(
    client: Client, url: str, add: Callable[[int], object], *, many: int = 5
) -> set[int]:
    """How often a page asks with a row on it, and with many more: one number, if all is well."""
    found = set()
    for number in (1, many):
        add(number)
        client.get(url)  # what a process keeps is there
        found.add(queries(client, url))
    return found

"""How a visitor asks for an address, so that nothing of it stays."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from core.web import ttl_cache
from tests.doors import visitors
from tests.doors.world import World
from tests.sign_in import StaffClient

GET, POST = "GET", "POST"


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards, as at the end of a test."""
    kept = transaction.atomic()
    kept._from_testcase = True  # type: ignore[attr-defined] # actions may not be inside another
    with kept:
        yield
        transaction.set_rollback(True)


WRITE = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that are written to meanwhile: no other can have changed."""
    tables: set[str] = set()

    def note(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(sql):
            tables.add(found[1])
        return run(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


class PlainClient(Client):
    """Django's, which does not note each template that was drawn: that is a third of the time."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


def forget_attempts() -> None:
    """Nobody has tried too often."""
    for alias in ("default", "attempts"):
        caches[alias].clear()


class Asker:
    """Everybody's signed-in browser."""

    def __init__(self, world: World) -> None:
        self.world = world
        ttl_cache.forget()
        self.client = PlainClient()
        self.cookies = {kind: self.cookie_of(kind) for kind in visitors.KINDS}

    def cookie_of(self, kind: str) -> str:
        """What the browser of a visitor carries."""
        person = self.world.people[kind]
        browser: Client = Client() if kind == visitors.NO_FACTOR else StaffClient()
        if person is not None:
            browser.force_login(person)
        return browser.cookies.output(header="", sep=";")

    def ask(self, kind: str, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        """The answer. What it wrote is still there: ask within undone()."""
        forget_attempts()
        self.client.cookies = SimpleCookie(self.cookies[kind])
        if method == GET:
            return self.client.get(path)
        return self.client.post(path, data or {})

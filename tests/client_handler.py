"""One chain of middleware for all test clients: WhiteNoise reads 120 files each time it is made.

A test that changes settings gets a chain of its own, made from those.
"""

import pytest
from django.conf import UserSettingsHolder, settings
from django.test.client import ClientHandler

load_middleware = ClientHandler.load_middleware
_shared: list[ClientHandler] = []


def load_shared_middleware(handler: ClientHandler, is_async: bool = False) -> None:
    """Take the chain that another client has made, unless settings are not what they were."""
    if is_async or isinstance(settings._wrapped, UserSettingsHolder):
        load_middleware(handler, is_async)
        return
    if not _shared:
        first = ClientHandler()
        load_middleware(first)
        _shared.append(first)
    handler._middleware_chain = _shared[0]._middleware_chain


def pytest_configure(config: pytest.Config) -> None:
    """Take the place of Django's way for this run."""
    ClientHandler.load_middleware = load_shared_middleware

"""What tests of signing in share: no limit left over from another test, the mail, the time."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.cache import cache

from core import clock
from core.models import Message


@pytest.fixture(autouse=True)
def no_limits_left_over() -> Iterator[None]:
    """allauth counts tries in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Make it that moment for everything that asks core.clock."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move


@pytest.fixture
def last_mail(db: None) -> Callable[[], Message]:
    """The message that was put last."""

    def read() -> Message:
        return Message.objects.latest("pk")

    return read


@pytest.fixture
def last_code(last_mail: Callable[[], Message]) -> Callable[[], str]:
    """The code in the message that was put last."""

    def read() -> str:
        found = re.search(r"^ {4}(\d{6})$", last_mail().body_text, re.MULTILINE)
        assert found, last_mail().body_text
        return found.group(1)

    return read

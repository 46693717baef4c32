"""The log as it is written."""

import io
import logging
from collections.abc import Iterator

import pytest

from core.web.logs import RedactingFormatter


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the settings' own handler writes."""
    (console,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each, logging.StreamHandler)
        and isinstance(each.formatter, RedactingFormatter)
    )
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)

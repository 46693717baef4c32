"""Nobody has tried yet."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def all_turns_left(db: None) -> Iterator[None]:
    """Take the tries of other tests out of the cache."""
    caches["attempts"].clear()
    yield
    caches["attempts"].clear()

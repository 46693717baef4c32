"""Whole pages are cached in the tests that ask for it; elsewhere each page is made anew."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache

from config.settings.base import CACHES
from core.web.page_cache import PAGES


@pytest.fixture
def cached_pages(settings: Any) -> Iterator[BaseCache]:
    """The product's own cache of pages, empty."""
    settings.CACHES = settings.CACHES | {PAGES: CACHES[PAGES]}
    caches[PAGES].clear()
    yield caches[PAGES]
    caches[PAGES].clear()

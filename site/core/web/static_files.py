"""Addresses of the site's own files while nobody has collected them; WhiteNoise serves them.

With a STATIC_ROOT, collectstatic writes names with a hash, and this is not used.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

# The style sheet names fonts by their plain address: another one would be fetched twice.
NEVER_VERSIONED = (".woff2",)


class VersionedStorage(StaticFilesStorage):
    """Addresses that change when the file does: `/static/css/app.css?v=5f2c...`."""

    def url(self, name: str | None) -> str:
        address: str = super().url(name)
        version = version_of(name) if name else ""
        return f"{address}?v={version}" if version else address


@cache
def version_of(name: str) -> str:
    """A short digest of a file of the source folders; empty for what is not there."""
    found = None if name.endswith(NEVER_VERSIONED) else finders.find(name)
    if not isinstance(found, str) or not Path(found).is_file():
        return ""
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]

"""The site's own files, served by WhiteNoise: from the source folders, or collected for good."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from core.files.whole_file import WholeFileMixin, write_whole

# The style sheet names fonts by their plain address: another one would be fetched twice.
NEVER_VERSIONED = (".woff2",)


class VersionedStorage(StaticFilesStorage):
    """Without a STATIC_ROOT: addresses that change when the file does, by a version in the query
    (`/static/css/app.css?v=5f2c...`)."""

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


class CollectedStorage(WholeFileMixin, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """With a STATIC_ROOT: names with a hash, written by collectstatic.

    A second run passes over what is there. So a half of a file, of its packed form or of the list
    of names would stay.
    """

    def save_manifest(self) -> None:
        names = json.dumps(sorted(self.hashed_files.items())).encode()
        self.manifest_hash = self.file_hash(None, ContentFile(names))
        payload = {
            "paths": self.hashed_files,
            "version": self.manifest_version,
            "hash": self.manifest_hash,
        }
        write_whole(
            Path(self.manifest_storage.path(self.manifest_name)), json.dumps(payload).encode()
        )

    def create_compressor(self, **settings: Any) -> Compressor:
        return WholeFileCompressor(**settings)


class WholeFileCompressor(Compressor):  # type: ignore[misc]
    """Writes the packed form of a file whole."""

    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        packed = Path(path + suffix)
        write_whole(packed, data)
        os.utime(packed, (stat_result.st_atime, stat_result.st_mtime))
        return str(packed)

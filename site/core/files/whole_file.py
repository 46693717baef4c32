"""Files that are there whole or not at all: written beside, put to disk, then given their name.

Written in place, a file that is cut off by a full disk or a kill stays under its name, empty or
half, and is handed out.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PART = ".part"  # the ending of what is being written; what a kill leaves of it is swept later


def write_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put `data` under a name of its own, in place of what is there. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _part_beside(path.parent, [data], mode) as part:
        part.replace(path)


class WholeFileMixin(FileSystemStorage):
    """For a storage that is a folder."""

    def _save(self, name: str, content: "File[Any]") -> str:
        folder = Path(self.path(name)).parent
        self._make(folder)
        mode = self.file_permissions_mode or 0o644
        with _part_beside(folder, content.chunks(), mode) as part:
            while not _is_linked(part, Path(self.path(name))):
                name = self.get_available_name(name)
        return name.replace("\\", "/")

    def _make(self, folder: Path) -> None:
        """As Django's own: with its mode at every level that is new."""
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            if self.directory_permissions_mode is not None:
                one.chmod(self.directory_permissions_mode)


class WholeFileStorage(WholeFileMixin):
    """The folder that Django's own keeps, without halves."""


def stale_parts(folder: Path, before: datetime) -> Iterator[Path]:
    """What was being written when a process ended, and nobody has touched since."""
    for part in folder.rglob(f"*{PART}"):
        with suppress(FileNotFoundError):  # it has just got its name
            if part.stat().st_mtime < before.timestamp():
                yield part


@contextmanager
def _part_beside(folder: Path, chunks: Iterable[Any], mode: int) -> Iterator[Path]:
    """What is written, on disk, under a name that does not last."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=PART)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk.encode() if isinstance(chunk, str) else chunk)
            file.flush()
            os.fsync(handle)
            os.fchmod(handle, mode)
        yield part
        _sync(folder)
    finally:
        part.unlink(missing_ok=True)


def _is_linked(part: Path, path: Path) -> bool:
    """Give it a name that is free; False when it is taken. A rename would replace what is there."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return False
    return True


def _sync(folder: Path) -> None:
    """Put the new name itself to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

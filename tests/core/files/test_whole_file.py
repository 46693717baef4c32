"""A file is there whole or not at all, whatever happens while it is written."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from core.files.whole_file import WholeFileStorage, stale_parts, write_whole
from core.mail import transport
from core.models import Message
from core.web.static_files import CollectedStorage, WholeFileCompressor

OLD, NEW = b"what was there", b"what is to be there"


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is written gets to the disk: the name is made, the bytes have no room."""

    def no_room(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("core.files.whole_file.os.fsync", no_room)


def files_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.rglob("*") if one.is_file())


def save(folder: Path) -> None:
    WholeFileStorage(folder).save("papers/one.pdf", ContentFile(NEW))


def mail(folder: Path) -> None:
    at = datetime(2026, 11, 11, tzinfo=UTC)
    letter = Message(to="a@b.example", subject="Words", body_text="Words", created_at=at)
    letter.message_id = "<1@upstander.example>"
    transport._to_folder(transport.compose(letter), folder)


def collect(folder: Path) -> None:
    storage = CollectedStorage(folder, base_url="/static/")
    storage.hashed_files = {"a.css": "a.1.css"}
    storage.save_manifest()


def pack(folder: Path) -> None:
    WholeFileCompressor().write_data(str(folder / "a.css"), NEW, ".gz", folder.stat())


def replace(folder: Path) -> None:
    write_whole(folder / "list.txt", NEW)


WRITERS = [save, mail, collect, pack, replace]


@pytest.mark.parametrize("write", WRITERS)
def test_a_full_disk_leaves_no_file_behind(tmp_path: Path, full_disk: None, write: Any) -> None:
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path)

    assert files_in(tmp_path) == []


@pytest.mark.parametrize("write", WRITERS)
def test_it_is_written_once_there_is_room(tmp_path: Path, write: Any) -> None:
    write(tmp_path)

    (name,) = files_in(tmp_path)
    assert not name.endswith(".part")
    assert all(one.stat().st_size for one in tmp_path.rglob("*"))


def test_what_was_there_stays_whole_until_then(tmp_path: Path, full_disk: None) -> None:
    (tmp_path / "list.txt").write_bytes(OLD)

    with pytest.raises(OSError, match="No space left"):
        replace(tmp_path)

    assert (tmp_path / "list.txt").read_bytes() == OLD


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    storage = WholeFileStorage(tmp_path)

    names = [storage.save("a.txt", ContentFile(data)) for data in (OLD, NEW)]

    assert names[0] == "a.txt" != names[1]
    assert [(tmp_path / name).read_bytes() for name in names] == [OLD, NEW]


def test_private_files_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    storage = WholeFileStorage(
        tmp_path / "private", file_permissions_mode=0o600, directory_permissions_mode=0o700
    )

    name = storage.save("papers/2026/one.pdf", ContentFile("words"))

    path = tmp_path / "private" / name
    assert path.read_text() == "words"
    assert [one.stat().st_mode & 0o777 for one in (path, path.parent, path.parent.parent)] == [
        *(0o600, 0o700, 0o700)
    ]


ENDLESS = """
import sys
sys.path[:0] = ["site"]
import django
from django.conf import settings
settings.configure()
from core.files.whole_file import WholeFileStorage
from django.core.files.base import ContentFile

class Endless(ContentFile):
    def chunks(self, size=None):
        while True:
            yield b"x" * 100_000
            print("writing", flush=True)

WholeFileStorage(sys.argv[1]).save("one.pdf", Endless(b""))
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(tmp_path)], stdout=subprocess.PIPE
    ) as child:
        yield child
        child.kill()


def test_a_kill_leaves_a_part_that_is_swept_and_nothing_under_the_name(
    tmp_path: Path, writer: subprocess.Popen[bytes]
) -> None:
    assert writer.stdout is not None
    writer.stdout.readline()
    writer.kill()
    writer.wait()

    (part,) = files_in(tmp_path)
    assert part.endswith(".part")
    now = time.time()
    assert list(stale_parts(tmp_path, datetime.fromtimestamp(now - 3600, UTC))) == []
    (swept,) = stale_parts(tmp_path, datetime.fromtimestamp(now + 60, UTC))
    assert swept.name == part

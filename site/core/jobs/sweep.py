"""Take away what was being written when a process ended."""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from core.files.whole_file import stale_parts
from core.jobs.chore import Chore, declare_chore

KEPT = timedelta(days=1)  # far longer than anything takes to write


def folders() -> set[Path]:
    """Where the running site writes."""
    kept = [storages[name] for name in ("default", "private")]
    found = {Path(one.location) for one in kept if isinstance(one, FileSystemStorage)}
    mail = urlsplit(settings.EMAIL_URL)
    return found | ({Path(unquote(mail.path))} if mail.scheme == "file" else set())


def sweep_parts(now: datetime) -> None:
    for folder in folders():
        if folder.is_dir():
            for part in stale_parts(folder, now - KEPT):
                part.unlink(missing_ok=True)


declare_chore(Chore("parts-swept", act=sweep_parts, every=timedelta(days=1)))

"""The mail that went out, as files. A tool: a folder in, a message's text out."""

from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.policy import default
from heapq import nlargest
from pathlib import Path
from urllib.parse import unquote, urlsplit

NEWEST = 300


def folder_of(email_url: str) -> Path | None:
    """The folder that EMAIL_URL names; none when mail goes to a server."""
    parts = urlsplit(email_url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def text_of(folder: Path | None, message_id: str) -> str:
    """The plain text of the message with this Message-ID, if it is among the newest files."""
    files = folder.glob("*.eml") if folder else []
    for file in nlargest(NEWEST, files, key=lambda found: found.stat().st_mtime_ns):
        content = file.read_bytes()
        if BytesHeaderParser(policy=default).parsebytes(content)["Message-ID"] == message_id:
            body = message_from_bytes(content, policy=default).get_body(("plain",))
            return str(body.get_content()) if body else ""
    return ""

"""Hand one message to the mail transport named by EMAIL_URL."""

import os
import tempfile
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as LINES
from pathlib import Path
from smtplib import SMTP, SMTP_SSL
from time import monotonic
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.models import Message

SCHEMES = frozenset({"file", "smtp", "smtps", "smtp+tls"})
SECONDS = 20  # for one answer of the server
MOST_SECONDS = 60  # for a whole message, well within the worker's lease of it


def compose(message: Message) -> EmailMessage:
    """The message as mail: text, HTML beside it, and the calendar part if it has one."""
    mail = EmailMessage(policy=LINES)
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Message-ID"] = message.message_id
    mail["Date"] = message.created_at  # with its Message-ID: a second try is the same mail
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer of somebody out of office
    mail.set_content(with_link(message, message.body_text))
    if message.body_html:
        mail.add_alternative(with_link(message, message.body_html), subtype="html")
    if message.calendar:
        mail.add_attachment(
            message.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename="dates.ics",
            # The method of the document itself, or mail readers show a file (RFC 6047 2.4).
            params={"method": message.calendar_method, "charset": "utf-8"},
        )
    return mail


def with_link(message: Message, words: str) -> str:
    if not message.link_path:
        return words
    return words.replace("[link]", f"{settings.BASE_URL}{message.link_path}")


def check_address(url: str) -> None:
    """Raise ImproperlyConfigured when EMAIL_URL names no transport we have."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or (parts.scheme != "file" and not parts.hostname):
        raise ImproperlyConfigured(
            "EMAIL_URL must be file:///folder, smtp://, smtps:// or smtp+tls://user:password@host."
        )


def send(message: Message) -> None:
    """Send one message now. Raises OSError or smtplib's errors; the caller tries again."""
    parts = urlsplit(settings.EMAIL_URL)
    if parts.scheme == "file":
        _to_folder(compose(message), Path(unquote(parts.path)))
        return
    client = DeadlineSMTPSSL if parts.scheme == "smtps" else DeadlineSMTP
    connection = client(parts.hostname or "", parts.port or 0, timeout=SECONDS)
    try:
        if parts.scheme == "smtp+tls":
            connection.starttls()
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        connection.send_message(compose(message))
        with suppress(OSError):  # it was accepted: how the server says goodbye does not matter
            connection.quit()
    finally:
        connection.close()


class DeadlineSMTP(SMTP):
    """Waits for each answer, but not for ever: a slow server must not outlast the lease."""

    ends_at: float | None = None

    def getreply(self) -> tuple[int, bytes]:
        """The server's answer. Raises SMTPServerDisconnected when it took too long."""
        if self.ends_at is None:
            self.ends_at = monotonic() + MOST_SECONDS
        if self.sock is not None:
            self.sock.settimeout(min(SECONDS, max(self.ends_at - monotonic(), 0.001)))
        return super().getreply()


class DeadlineSMTPSSL(DeadlineSMTP, SMTP_SSL):
    """Encrypted from the first byte, as smtps:// asks (RFC 8314)."""


def _to_folder(mail: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Written aside and moved, so that nobody reads half a message.
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(mail.as_bytes())
    part = Path(name)
    part.rename(part.with_suffix(".eml"))

"""Hand one message to the mail transport named by EMAIL_URL."""

import select
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as LINE_ENDS
from pathlib import Path
from smtplib import SMTP, SMTP_SSL, SMTPResponseException, SMTPServerDisconnected
from socket import SHUT_RDWR
from threading import Timer
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.files.whole_file import write_whole
from core.models import Message

SCHEMES = frozenset({"file", "smtp", "smtps", "smtp+tls"})
# Bodies in ASCII alone: not every server on the way takes eight bits (RFC 6152).
LINES = LINE_ENDS.clone(cte_type="7bit")
SECONDS = 20  # for one answer of the server
MOST_SECONDS = 60  # until it has the whole message, well within the worker's lease of it
# How long a server may take to say that it has the message: RFC 5321, 4.5.3.2.6. Whoever hangs up
# sooner sends again what has arrived.
LAST_ANSWER_SECONDS = 600
END_OF_MESSAGE = b"\r\n.\r\n"


class UnansweredError(OSError):
    """The server has the whole message, and did not say whether it takes it: it may arrive."""


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


def send(message: Message, *, when_slow: Callable[[], object] = lambda: None) -> None:
    """Send one message now; `when_slow` is called when the server thinks about the whole of it.

    Raises UnansweredError when it may have been taken, OSError or smtplib's errors when it was not;
    the caller tries again.
    """
    parts = urlsplit(settings.EMAIL_URL)
    if parts.scheme == "file":
        _to_folder(compose(message), Path(unquote(parts.path)))
        return
    client = DeadlineSMTPSSL if parts.scheme == "smtps" else DeadlineSMTP
    connection = client(parts.hostname or "", parts.port or 0, timeout=SECONDS)
    connection.when_slow = when_slow
    try:
        if parts.scheme == "smtp+tls":
            connection.starttls()
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        connection.hand_over(compose(message))
        with suppress(OSError):  # it was accepted: how the server says goodbye does not matter
            connection.quit()
    finally:
        connection.close()


class DeadlineSMTP(SMTP):
    """Waits for the server, but not for ever: neither for one answer nor for all of them."""

    has_whole_message = False
    when_slow: Callable[[], object]
    _timer: Timer | None = None

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self._hang_up_in(MOST_SECONDS)
        return super().connect(*args, **kwargs)

    def hand_over(self, mail: EmailMessage) -> None:
        """Send the mail. Raises UnansweredError when the server has it and does not say so."""
        try:
            self.send_message(mail)
        except SMTPResponseException:
            raise
        except OSError as error:
            if self.has_whole_message:
                raise UnansweredError from error
            raise
        self._hang_up_in(SECONDS)  # for goodbye

    def send(self, s: Any) -> None:
        """Send a line or a message; its end begins the longer wait."""
        super().send(s)
        if isinstance(s, bytes) and s.endswith(END_OF_MESSAGE):
            self.has_whole_message = True
            self._hang_up_in(LAST_ANSWER_SECONDS)

    def getreply(self) -> tuple[int, bytes]:
        """The server's answer. Raises SMTPServerDisconnected when all of them took too long."""
        if self.sock is None:
            raise SMTPServerDisconnected("hung up")
        if self.has_whole_message and not select.select([self.sock], [], [], SECONDS)[0]:
            self.when_slow()
            self.sock.settimeout(LAST_ANSWER_SECONDS)
        return super().getreply()

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()
        super().close()

    def _hang_up_in(self, seconds: float) -> None:
        """End whatever is waited for: a limit for one answer starts anew at each byte of it."""
        if self._timer:
            self._timer.cancel()
        self._timer = Timer(seconds, self._hang_up)
        self._timer.daemon = True
        self._timer.start()

    def _hang_up(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(SHUT_RDWR)


class DeadlineSMTPSSL(DeadlineSMTP, SMTP_SSL):
    """Encrypted from the first byte, as smtps:// asks (RFC 8314)."""


def _to_folder(mail: EmailMessage, folder: Path) -> None:
    # Nobody reads half a message.
    write_whole(folder / f"{uuid4().hex}.eml", mail.as_bytes(), mode=0o600)

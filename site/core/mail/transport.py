"""Hand one message to the mail transport named by EMAIL_URL."""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as LINE_ENDS
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from socket import SHUT_RDWR
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
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


class ServerAwayError(OSError):
    """There is no server to talk to, or it lets us no further than the door: no message's fault."""

    @property
    def may_pass_soon(self) -> bool:
        """Whether it did not answer. What it said no to waits for a setting of ours or its own."""
        return not isinstance(self.__cause__, SMTPResponseException)


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


def nothing() -> None:
    """What is done at a moment that asks for nothing."""


def send(
    message: Message,
    *,
    when_ready: Callable[[], object] = nothing,
    when_slow: Callable[[], object] = nothing,
) -> None:
    """Send one message now.

    `when_ready` is called before the words go, and keeps them by raising; `when_slow` when the
    server thinks about the whole of it. Raises ServerAwayError when it took nothing yet,
    UnansweredError when it may have been taken, OSError or smtplib's errors when it was not; the
    caller tries again.
    """
    parts = urlsplit(settings.EMAIL_URL)
    if parts.scheme == "file":
        _to_folder(compose(message), Path(unquote(parts.path)))
        return
    with _session() as session:
        session.when_ready, session.when_slow = when_ready, when_slow
        session.hand_over(compose(message))
        with suppress(OSError):  # it was accepted: how the server says goodbye does not matter
            session.quit()


def try_server() -> None:
    """Greet the server, and leave. Raises ServerAwayError."""
    if urlsplit(settings.EMAIL_URL).scheme != "file":
        with _session() as session, suppress(OSError):
            session.quit()


@contextmanager
def _session() -> Iterator["DeadlineSMTP"]:
    """A conversation with the server, past its door. Raises ServerAwayError."""
    parts = urlsplit(settings.EMAIL_URL)
    client = DeadlineSMTPSSL if parts.scheme == "smtps" else DeadlineSMTP
    session: DeadlineSMTP | None = None
    try:
        try:
            session = client(parts.hostname or "", parts.port or 0, timeout=SECONDS)
            session.enter(parts)
        except (OSError, SMTPException) as error:
            raise ServerAwayError from error
        yield session
    finally:
        if session:
            session.close()


class DeadlineSMTP(SMTP):
    """Waits for the server, but not for ever: neither for one answer nor for all of them."""

    has_whole_message = False
    when_ready: Callable[[], object]
    when_slow: Callable[[], object]
    _timer: Timer | None = None

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self._hang_up_in(MOST_SECONDS)
        return super().connect(*args, **kwargs)

    def enter(self, parts: SplitResult) -> None:
        """Say who we are, as far as EMAIL_URL asks for it."""
        self.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp+tls":
            self.starttls()
        if parts.username:
            self.login(unquote(parts.username), unquote(parts.password or ""))

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

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the words, if they may still go."""
        self.when_ready()
        return super().data(msg)

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

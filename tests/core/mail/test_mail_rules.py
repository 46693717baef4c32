"""Mail by the email package's strict policy, for every message type there is."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, strict
from email.utils import parsedate_to_datetime

import html5lib
import pytest

from core.files.calendar_writer import Entry
from core.mail import outbox
from core.mail.message_types import default_text, message_types, render
from core.mail.transport import compose
from core.models import Message
from tests.html_rules import faults
from tests.libical import faults as calendar_faults
from tests.libical import library

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
ENTRY = Entry("a@upstander", 0, NOW, NOW.replace(hour=12), "Preventing violence", NOW)
NAMES = sorted(one.name for one in message_types)


def mail_of(name: str, method: str) -> EmailMessage:
    """A message of a type with its samples, as a strict reader has it."""
    declared = message_types.find(name)
    assert declared is not None
    words = render(default_text(name), declared.samples)
    row = Message(
        dedupe_key=name,
        kind=name,
        to="eve.long-name@a-long-school-name-of-several-words.example",
        **outbox.cleaned(words.subject, words.text, words.html),
        created_at=NOW,
        due_at=NOW,
        message_id=outbox.message_id(name),
        **outbox.Calendar([ENTRY], method).fields_for("eve@a.example"),
    )
    sent = compose(row).as_bytes()
    assert sent.isascii()
    assert all(len(line) <= 998 for line in sent.split(b"\r\n"))
    assert b"\n" not in sent.replace(b"\r\n", b"")
    mail = message_from_bytes(sent, policy=strict + SMTP)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_message_is_strict_mail(name: str) -> None:
    mail = mail_of(name, "REQUEST")

    assert [part.defects for part in mail.walk() if part.defects] == []
    assert all(not value.defects for value in mail.values())
    for header in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"):
        assert len(mail.get_all(header, [])) == 1, header
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_both_forms_of_a_message_say_the_same(name: str) -> None:
    mail = mail_of(name, "CANCEL")
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    page = html.get_content()

    assert faults(page, part=True) == []
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    words = " ".join("".join(tree.find("body").itertext()).split())
    links = {one.attrib["href"] for one in tree.iter("a")}
    for word in plain.get_content().split():
        assert word.strip(":") in words or word in links or word.startswith("http"), word


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_calendar_of_a_mail_is_of_its_method(method: str) -> None:
    (part,) = [
        one for one in mail_of(NAMES[0], method).walk() if one.get_content_type() == "text/calendar"
    ]
    content = part.get_content()
    text = content if isinstance(content, str) else content.decode()

    assert part.get_param("method") == method
    assert f"METHOD:{method}" in text
    if library() and method == "REQUEST":
        assert calendar_faults(text) == []

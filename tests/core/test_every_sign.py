"""Every writer, tried with every control, every format sign, and what is no character at all.

Each text is a sign with letters round it, as a name of before the cleaner might be: no writer
falls, what it writes is read by a reader that is none of ours, and the letters beside are there.
"""

import csv
import io
import json
import logging
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP, strict
from xml.etree import ElementTree as ET

import html5lib
import openpyxl
import pikepdf
import pytest
import vobject
from django.http import JsonResponse
from django.utils.html import conditional_escape
from icalendar import Calendar

from core.documents.html import html_of
from core.documents.pdf import draw
from core.documents.printing import undrawable_in
from core.documents.tree import BulletList, Document, Fact, Facts, Heading, Paragraph, Table
from core.files import calendar_writer, feed_writer, spreadsheet_writer
from core.mail import outbox
from core.mail.message_types import Link, Text, render
from core.mail.transport import compose
from core.models import Message
from core.text import clean_text
from core.web.logs import RedactingFormatter

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
PLANES = range(17)
NO_CHARACTERS = [
    *map(chr, range(0xFDD0, 0xFDF0)),
    *(chr(plane * 0x10000 + end) for plane in PLANES for end in (0xFFFE, 0xFFFF)),
]
FORMAT = [
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"
]
SIGNS = [
    *map(chr, [*range(0x20), *range(0x7F, 0xA0)]),
    *FORMAT,
    *NO_CHARACTERS,
    *("\ud800", "\udbff", "\udc00", "\udfff", "\udead\ud800"),
    *("\u2028", "\u2029", "\u00a0", "\u3000", "\u3164", "\u2800", "\ufffc", "\ufffd", "\ue000"),
    *("\u0301", "\u0338", "\u20dd", "\u0489", "\ufe0f", "\u034f", "\u093e", "\u0e33", "\u05b0"),
]
# First, amid letters, after a blank, last.
TEXTS = [text for sign in SIGNS for text in (f"{sign}Eve{sign}Cole {sign}Bell{sign}",)]

PAGE = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>A</title><body>"
Writer = Callable[[Sequence[str]], list[str]]


def letters_of(text: str) -> str:
    """What must be found again whatever becomes of the sign."""
    return re.sub(r"[^A-Za-z]", "", unicodedata.normalize("NFD", text))


def written_workbook(texts: Sequence[str]) -> list[str]:
    made = spreadsheet_writer.workbook("People", ["Name"], [[text] for text in texts])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - our own file
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    cells = [cell for (cell,) in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    return [str(cell.value) for cell in cells]


def written_csv(texts: Sequence[str]) -> list[str]:
    made = "".join(spreadsheet_writer.csv_lines(["Name"], [[text] for text in texts])).encode()
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Name"]
    return [name for (name,) in rows[1:]]


def written_feed(texts: Sequence[str]) -> list[str]:
    channel = feed_writer.FeedChannel(
        texts[0], "https://a.example/", texts[1], "https://a.example/f/"
    )
    items = [
        feed_writer.FeedItem(text, f"https://a.example/{at}/", text, NOW, [text])
        for at, text in enumerate(texts)
    ]
    tree = ET.fromstring(feed_writer.feed(channel, items))  # noqa: S314 - our own
    titles = [str(one.findtext("title")) for one in tree.iter("item")]
    assert titles == [one.findtext("description") for one in tree.iter("item")]
    return titles


def written_calendar(texts: Sequence[str]) -> list[str]:
    entries = [
        calendar_writer.Entry(
            uid=f"{at}@a.example",
            sequence=0,
            starts_at=NOW,
            ends_at=NOW + timedelta(hours=1),
            summary=text,
            stamped_at=NOW,
            location=text,
            description=text,
        )
        for at, text in enumerate(texts)
    ]
    made = calendar_writer.document(entries, name=texts[0])
    assert all(len(line) <= 75 for line in made.encode().split(b"\r\n"))
    assert not re.search(r"[^\r]\n|\r[^\n]", made)
    events = Calendar.from_ical(made).walk("VEVENT")
    others = list(vobject.readOne(made).vevent_list)
    assert [str(one["SUMMARY"]) for one in events] == [one.summary.value for one in others]
    assert [one["SUMMARY"] for one in events] == [one["LOCATION"] for one in events]
    return [str(one["SUMMARY"]) for one in events]


def paper_of(texts: Sequence[str]) -> Document:
    return Document(
        texts[0],
        (
            Heading("Names"),
            BulletList(tuple(texts)),
            Facts((Fact("Who", tuple(texts[:2])),)),
            Table("All", ("Name",), tuple((text,) for text in texts[:2])),
        ),
        author=texts[0],
        subject=texts[-1],
    )


def written_page(texts: Sequence[str]) -> list[str]:
    made = html_of(paper_of(texts)).encode()
    page = PAGE.encode() + made
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return ["".join(item.itertext()) for item in tree.iter("li")]


def written_paper(texts: Sequence[str]) -> list[str]:
    """What can be drawn is; what cannot be is refused by its name."""
    drawable = [text for text in texts if not undrawable_in([text])]
    refused = undrawable_in([text for text in texts if text not in drawable])
    assert all(one.signs and one.words.encode("utf-8", "replace") for one in refused)
    for text in texts:  # of the title and the author nothing is drawn
        assert draw(Document(text, (Paragraph("Words"),), author=text, subject=text))
    made = io.BytesIO(draw(paper_of(drawable)))
    with pikepdf.open(made) as opened, opened.open_metadata() as metadata:
        assert letters_of(metadata["dc:title"]) == letters_of(drawable[0])
    return [text if text in drawable else letters_of(text) for text in texts]


def mail_of(text: str) -> Message:
    words = Text("About {name}", "Dear {name},\n\nLook at {list}\n\n{link}")
    values = {"name": text, "list": [text, text], "link": Link("See", "https://a.example/")}
    made = render(words, values)
    return Message(
        dedupe_key=f"a:{text!a}",
        kind="a/a",
        to="eve@a.example",
        **outbox.cleaned(made.subject, made.text, made.html),
        created_at=NOW,
        due_at=NOW,
    )


def mails(texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Subject, text and HTML as a strict reader has them."""
    for text in texts:
        sent = compose(mail_of(text)).as_bytes()
        assert all(len(line) <= 998 for line in sent.split(b"\r\n"))
        assert sent.isascii()
        mail = message_from_bytes(sent, policy=strict + SMTP)
        assert not mail.defects
        assert mail.keys() == list(dict.fromkeys(mail.keys()))
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert html is not None
        yield str(mail["Subject"]), plain.get_content(), html.get_content()


def written_subject(texts: Sequence[str]) -> list[str]:
    return [subject.removeprefix("About ") for subject, _, _ in mails(texts)]


def written_mail(texts: Sequence[str]) -> list[str]:
    found = []
    for _, plain, html in mails(texts):
        shown = html5lib.parse(html, namespaceHTMLElements=False)
        words = "".join(shown.find("body").itertext())
        assert letters_of(plain.partition("Look")[0]) in letters_of(words)
        found.append(plain.partition("Look")[0].strip().removeprefix("Dear ").removesuffix(","))
    return found


def written_json(texts: Sequence[str]) -> list[str]:
    return list(json.loads(JsonResponse({"names": list(texts)}).content)["names"])


def written_log(texts: Sequence[str]) -> list[str]:
    formatter = RedactingFormatter(after=["/verify/"], fmt="%(message)s")
    return [
        formatter.format(logging.LogRecord("a", logging.INFO, "a.py", 1, "%s", (text,), None))
        for text in texts
    ]


def written_screen(texts: Sequence[str]) -> list[str]:
    """A text of the database on a page: cleaned at the door, escaped by the template."""
    rows = "".join(f"<li>{conditional_escape(clean_text(text))}</li>" for text in texts)
    page = (
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>A</title><ul>{rows}</ul>".encode()
    )
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return ["".join(item.itertext()) for item in tree.iter("li")]


@pytest.mark.parametrize(
    "writer",
    [
        *(written_workbook, written_csv, written_feed, written_calendar, written_page),
        *(written_paper, written_subject, written_mail, written_json, written_log, written_screen),
    ],
)
def test_no_sign_breaks_a_writer_or_takes_its_neighbours(writer: Writer) -> None:
    found = writer(TEXTS)

    assert len(found) == len(TEXTS)
    lost = [
        (text, read)
        for text, read in zip(TEXTS, found, strict=True)
        if letters_of(text) != letters_of(read)
    ]
    assert lost == []


@pytest.mark.parametrize("text", TEXTS)
def test_the_cleaner_leaves_what_every_writer_can_write(text: str) -> None:
    kept = clean_text(text)

    assert letters_of(kept) == letters_of(text)
    assert unicodedata.category(kept[0])[0] != "M"
    assert not set(kept) & {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *NO_CHARACTERS}


def test_there_are_enough_of_them() -> None:
    assert len(SIGNS) > 300

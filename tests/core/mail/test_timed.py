"""Words of time are those of the day on which a message leaves."""

import re
from datetime import date, datetime, timedelta

import pytest

from core.mail import delivery, message_types, outbox
from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, Text, loaded, stored
from core.mail.timed import HowSoon, until_day, until_moment
from core.models import Message, MessageTemplate
from core.web.ttl_cache import TtlCache
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 11)  # NOW is 10am of it
TYPE = MessageType(
    "tests/coming",
    "It comes near",
    {"how_soon": "in 2 weeks", "cancel_by": "Tuesday", "page": Link("Page", "/x/"), "days": ["a"]},
    key=by_ref,
    is_still_needed=message_types.always,
)
WORDS = "{how_soon}, says {page} of\n{days}\n\nCancel by the end of {cancel_by}.\n\nBye"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(message_types.message_types._found, TYPE.name, TYPE)
    monkeypatch.setattr(message_types, "default_text", lambda name: Text("It is {how_soon}", WORDS))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "on Tuesday 10 November 2026"), (0, "today"), (1, "tomorrow"), (2, "in 2 days"),
        (6, "in 6 days"), (7, "in a week"), (8, "in 8 days"), (14, "in 2 weeks"),
    ],
)  # fmt: skip
def test_how_soon_a_day_is(days: int, words: str) -> None:
    assert HowSoon(DAY + timedelta(days=days)).at(NOW) == words


def test_days_are_londons() -> None:
    """23:30 in UTC is the next day there in summer."""
    evening = datetime.fromisoformat("2027-06-01T23:30:00+00:00")

    assert HowSoon(date(2027, 6, 2)).at(evening) == "today"
    assert until_day(date(2027, 6, 1)).at(evening) == ""
    assert until_day(date(2027, 6, 1)).at(evening - timedelta(hours=1)) == "Tuesday 1 June 2027"


def put(now: datetime) -> Message:
    outbox.put(
        TYPE,
        key=("1",),
        to="a@learner.example",
        context={
            "how_soon": HowSoon(DAY + timedelta(days=2)),
            "cancel_by": until_day(DAY + timedelta(days=1)),
            "page": Link("Page", "/x/"),
            "days": ["one", "two"],
        },
        now=now,
    )
    return Message.objects.get()


def leave(at: datetime) -> Message:
    claimed = delivery.claim_message(at)
    assert claimed is not None
    delivery.deliver(claimed, lambda: at)
    return Message.objects.get(pk=claimed.pk)


@pytest.mark.parametrize(
    ("days_late", "soon", "is_asked"),
    [(0, "in 2 days", True), (1, "tomorrow", True), (2, "today", False)],
)
def test_a_message_says_what_is_true_when_it_leaves_and_that_is_kept(
    days_late: int, soon: str, is_asked: bool
) -> None:
    written = put(NOW)
    assert written.subject == "It is in 2 days"

    left = leave(NOW + timedelta(days=days_late))

    assert left.subject == f"It is {soon}"
    assert left.body_text.startswith(f"{soon}, says Page: http")
    assert "one\ntwo" in left.body_text
    assert f"{soon}, says <a href" in left.body_html
    for words in (left.body_text, left.body_html):
        assert ("Cancel by the end of Thursday 12 November 2026." in words) is is_asked
    assert "Bye" in left.body_text


def test_a_copy_that_leaves_later_says_what_is_true_then() -> None:
    put(NOW)
    first = leave(NOW)
    copy = Message.objects.get()
    copy.pk, copy.dedupe_key, copy.sent_at = None, "copy", None
    copy.save()

    again = leave(NOW + timedelta(days=1))

    assert (first.subject, again.subject) == ("It is in 2 days", "It is tomorrow")


def test_words_that_the_office_changed_meanwhile_are_those_it_leaves_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(NOW)
    MessageTemplate.objects.create(
        kind=TYPE.name, subject="New words", body="Now {how_soon}.", changed_at=NOW
    )
    monkeypatch.setattr(message_types, "_to_send", TtlCache("tests"))

    left = leave(NOW + timedelta(days=1))

    assert (left.subject, left.body_text) == ("New words", "Now tomorrow.\n")


def test_what_is_kept_comes_back_as_it_was() -> None:
    values = {
        "soon": HowSoon(DAY),
        "by": until_moment(NOW),
        "page": Link("Page", "[link]"),
        "words": "Words",
        "days": ["one", "two"],
    }

    assert loaded(stored(values)) == values
    assert stored({"words": "Words", "days": ["one"]}) == {}, "others are written once"


def test_a_type_of_another_version_leaves_as_it_was_written() -> None:
    put(NOW)
    Message.objects.update(kind="tests/unknown")

    assert leave(NOW + timedelta(days=1)).subject == "It is in 2 days"


def test_no_text_that_the_site_came_with_names_a_day_by_todays() -> None:
    """What is true only on the day of writing is a placeholder, made when the message leaves."""
    words = re.compile(
        r"\b(today|tomorrow|tonight|yesterday|(this|next|last) (week|month))\b", re.IGNORECASE
    )
    folders = (message_types.TEXTS, message_types.TEXTS.parent / "account" / "email")
    files = [file for folder in folders for file in folder.rglob("*.txt")]

    assert len(files) > 30
    assert [file.name for file in files if words.search(file.read_text(encoding="utf-8"))] == []

"""Every calendar document of every method, by libical's rules, and by the octets of its lines."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.files.calendar_writer import Entry, assembled, document, invitation, written
from tests.libical import faults

PLAIN = Entry(
    uid="one@upstander",
    sequence=0,
    starts_at=datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 12, 30, tzinfo=UTC),
    summary="Preventing violence",
    stamped_at=datetime(2026, 11, 30, 9, 0, 1, 123456, tzinfo=UTC),
)
LONG = (
    "Ķēniņš ਗੁਰਪ੍ਰੀਤ 陳大文 "
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f, and; so\\on: "
) * 9
TWICE = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the hour that London has twice
ENTRIES = {
    "plain": PLAIN,
    "full": replace(
        PLAIN,
        sequence=7,
        location="The Hub, Walsall",
        position=(52.58, -1.98),
        description="One\ntwo",
        url="https://upstander.example/dates/abc/?a=b&c=d",
    ),
    "long": replace(PLAIN, summary=LONG, location=LONG, description=LONG),
    "cancelled": replace(PLAIN, cancelled=True, sequence=1),
    "twice": replace(PLAIN, starts_at=TWICE, ends_at=TWICE + timedelta(hours=1)),
    "over-midnight": replace(PLAIN, ends_at=datetime(2026, 12, 4, 1, tzinfo=UTC)),
}


def documents(entry: Entry) -> dict[str, str]:
    other = replace(entry, uid="two@upstander")
    asked = [replace(one, cancelled=False) for one in (entry, other)]
    return {
        "PUBLISH": document([entry, other], name="My training"),
        "feed": assembled(
            [written(entry)], method="PUBLISH", name=LONG, refresh=timedelta(hours=1)
        ),
        "REQUEST": invitation(asked, method="REQUEST", to="eve@a.example"),
        "CANCEL": invitation(
            [replace(entry, cancelled=True)], method="CANCEL", to="eve+long" * 7 + "@a.example"
        ),
    }


@pytest.mark.parametrize("kind", ["PUBLISH", "feed", "REQUEST", "CANCEL"])
@pytest.mark.parametrize("name", ENTRIES)
def test_libical_finds_nothing_wrong(name: str, kind: str) -> None:
    assert faults(documents(ENTRIES[name])[kind]) == []


@pytest.mark.parametrize("kind", ["REQUEST", "PUBLISH"])
def test_libical_finds_what_is_wrong(kind: str) -> None:
    made = documents(PLAIN)[kind]

    assert faults(made.replace("ORGANIZER", "X-ORGANIZER"))
    assert faults(made.replace("DTSTAMP", "X-STAMP"))
    if kind == "REQUEST":
        assert faults(made.replace("ATTENDEE", "X-ATTENDEE"))
        assert faults(made.replace("SUMMARY", "X-SUMMARY"))


@pytest.mark.parametrize("kind", ["PUBLISH", "feed", "REQUEST", "CANCEL"])
@pytest.mark.parametrize("name", ENTRIES)
def test_lines_are_folded_by_octets_and_never_within_a_letter(name: str, kind: str) -> None:
    made = documents(ENTRIES[name])[kind].encode()

    assert not re.search(rb"[^\r]\n|\r[^\n]", made)
    for line in made.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_a_feed_says_in_the_standards_words_how_often_it_is_read() -> None:
    lines = documents(PLAIN)["feed"].split("\r\n")

    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines


def test_an_invitation_is_to_its_receiver_alone() -> None:
    lines = documents(PLAIN)["REQUEST"].replace("\r\n ", "").split("\r\n")
    named = {line for line in lines if line.startswith("ATTENDEE")}

    assert named == {
        "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:eve@a.example"
    }

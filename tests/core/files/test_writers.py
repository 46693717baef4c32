"""The one writer each of CSV and of calendars."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from core.files import calendar_writer, spreadsheet_writer


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("-2", "'-2"),
        (-2, "-2"),
        ("Saddlers, Cross", "Saddlers, Cross"),
        ('say "no"', 'say "no"'),
        (None, ""),
    ],
)
def test_a_cell_is_never_a_formula_and_a_number_stays_one(
    cell: spreadsheet_writer.Cell, written: str
) -> None:
    lines = "".join(spreadsheet_writer.csv_lines(["What"], [[cell]]))

    assert lines.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(lines.removeprefix("\ufeff"))))
    assert rows == [["What"], [written]] if written else [["What"], []]


def test_a_long_file_comes_in_large_pieces_before_its_rows_have_ended() -> None:
    read = 0

    def rows() -> Iterator[list[str]]:
        nonlocal read
        for read in range(1, 4001):
            yield [f"Person {read}", "office@work.example"]

    pieces = spreadsheet_writer.csv_lines(["Name", "Email"], rows())
    first = next(pieces)
    read_before_the_first = read
    others = list(pieces)

    assert 1000 < read_before_the_first < 2000
    assert all(len(piece) < 33 * 1024 for piece in (first, *others))
    assert len(others) == 3
    lines = "".join([first, *others]).split("\r\n")
    assert lines[0] == "\ufeffName,Email"
    assert lines[1:-1] == [f"Person {n},office@work.example" for n in range(1, 4001)]


def entry(starts_at: datetime, **fields: object) -> calendar_writer.Entry:
    values: dict[str, object] = {
        "uid": "one@upstander",
        "sequence": 0,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "summary": "Preventing violence",
        "stamped_at": starts_at,
    }
    return calendar_writer.Entry(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(2026, 10, 23, 8, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 9, 30, tzinfo=UTC),
        datetime(2027, 3, 29, 8, 30, tzinfo=UTC),
    ],
)
def test_half_past_nine_stays_half_past_nine_across_the_clock_change(starts_at: datetime) -> None:
    calendar = Calendar.from_ical(calendar_writer.document([entry(starts_at)]))

    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event.decoded("DTSTART").strftime("%H:%M") == "09:30"
    assert event.decoded("DTSTART").astimezone(UTC) == starts_at
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]


def test_a_title_cannot_add_a_line_to_the_calendar() -> None:
    title = "Title\r\nATTENDEE:mailto:all@example.org\x00\x0bEND:VEVENT\u2028X:1"

    written = calendar_writer.document(
        [entry(datetime(2026, 12, 3, 9, 30, tzinfo=UTC), summary=title)]
    )

    assert "\r\nATTENDEE" not in written
    assert not set(written) & {"\x00", "\x0b", "\u2028"}
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert "ATTENDEE" not in event


def test_a_cancelled_entry_says_so_with_a_higher_sequence() -> None:
    starts_at = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)

    written = calendar_writer.invitation(
        [entry(starts_at, cancelled=True, sequence=1)], method="CANCEL", to="eve@a.example"
    )

    calendar = Calendar.from_ical(written)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_only_web_addresses_are_written_as_links() -> None:
    starts_at = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)

    written = calendar_writer.document([entry(starts_at, url="javascript:alert(1)")])

    assert "javascript" not in written


def test_an_invitation_names_who_sends_and_who_receives_it_and_a_feed_names_nobody(
    settings: Any,
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Upstander <no-reply@vrp.example>"
    rows = [entry(datetime(2026, 12, 3, 9, 30, tzinfo=UTC))]
    asked = calendar_writer.invitation(rows, method="REQUEST", to="eve@a.example")

    (event,) = Calendar.from_ical(asked).walk("VEVENT")
    assert event["ORGANIZER"] == "mailto:no-reply@vrp.example"
    assert event["ATTENDEE"] == "mailto:eve@a.example"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    (event,) = Calendar.from_ical(calendar_writer.document(rows)).walk("VEVENT")
    assert "ATTENDEE" not in event

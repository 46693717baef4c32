"""Files that people send: what is read of them, and what is not."""

import io
import subprocess
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from core.files import spreadsheet_reader
from core.files.spreadsheet_reader import UnreadableError, read_rows


def book(rows: list[list[Any]]) -> bytes:
    """A workbook of one sheet."""
    made, saved = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(saved)
    return saved.getvalue()


def archive(**entries: bytes) -> bytes:
    """A zip file with these in it, packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        "name,email\r\nZoë,a@b.example\r\n".encode("utf-8-sig"),
        "name;email\nZoë;a@b.example".encode("cp1252"),
        "name\temail\n\nZoë\ta@b.example\t\t\n".encode(),
        '"name","email"\n"Zoë",a@b.example'.encode(),
    ],
)
def test_a_csv_is_read_as_excel_writes_it(content: bytes) -> None:
    assert read_rows("People.CSV", content) == [["name", "email"], ["Zoë", "a@b.example"]]


def test_a_workbook_is_read_as_values() -> None:
    rows = [["name", "urn"], ["Zoë", 999001.0], [None, None], ["=1+1", None]]

    found = read_rows("people.xlsx", book(rows))

    assert found[:2] == [["name", "urn"], ["Zoë", "999001"]]
    assert "=1+1" not in str(found)  # a formula is what it came to, which here is nothing


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("people.pdf", b"%PDF", "Choose a CSV file"),
        ("people", b"a,b", "Choose a CSV file"),
        ("people.xlsx", b"name,email", "Choose a CSV file"),
        ("people.csv", b"PK\x03\x04", "Choose a CSV file"),
        ("people.csv", b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("people.csv", b"a,b\0c", "could not be read"),
        ("people.csv", b"a," * 51, "more than 50 columns"),
        ("people.csv", b"a,b\n" * 5002, "more than 5,000 rows"),
        ("people.csv", b"\n" * 20_000, "more than 5,000 rows"),
        ("people.xlsx", b"PK\x03\x04nothing", "could not be read"),
        ("people.xlsx", archive(a=b"hello"), "could not be read"),
        ("people.xlsx", archive(a=b"0" * (8 * 1024 * 1024)), "holds too much"),
        ("people.xlsx", archive(**{f"n{n}": b"" for n in range(201)}), "holds too much"),
    ],
)
def test_what_is_not_read_says_why(name: str, content: bytes, words: str) -> None:
    if words == "more than 50 columns":
        content += b"a"
    with pytest.raises(UnreadableError, match=words):
        read_rows(name, content)


def test_entities_of_a_workbook_are_not_followed() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    )
    source = zipfile.ZipFile(io.BytesIO(book([["name"]])))
    entries = {name: source.read(name) for name in source.namelist()}
    entries["xl/worksheets/sheet1.xml"] = bomb

    with pytest.raises(UnreadableError, match="could not be read"):
        read_rows("people.xlsx", archive(**entries))


@pytest.mark.parametrize(
    "error", [subprocess.TimeoutExpired("a", 1), subprocess.CalledProcessError(-9, "a")]
)
def test_a_child_that_gives_up_takes_nothing_with_it(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def give_up(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(spreadsheet_reader.subprocess, "run", give_up)

    with pytest.raises(UnreadableError, match="could not be read"):
        read_rows("people.csv", b"a,b")


def test_the_child_may_use_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(
        spreadsheet_reader.resource, "setrlimit", lambda *limit: limits.append(limit)
    )
    monkeypatch.setattr(spreadsheet_reader.sys, "argv", ["child", "csv"])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a,b")))
    written = io.StringIO()
    monkeypatch.setattr("sys.stdout", written)

    spreadsheet_reader.main()

    assert written.getvalue() == '{"rows": [["a", "b"]]}'
    assert limits[0][1] == (512 * 1024 * 1024,) * 2
    assert limits[1][1] == (30, 30)

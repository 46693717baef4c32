"""Files that people send: what is read of them, and what is not."""

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from core.files import spreadsheet_reader
from core.files.sheet import program
from core.files.spreadsheet_reader import UnreadableError, read_sheet

PROTECTED = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
OLD = Path(__file__).with_name("old_workbook.xls")


def book(rows: list[list[Any]]) -> bytes:
    """A workbook of one sheet."""
    made, saved = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(saved)
    return saved.getvalue()


def saved(made: Workbook) -> bytes:
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def open_document(*, hidden: int, active: str) -> bytes:
    """An OpenDocument sheet of four rows beside an empty one."""
    cell = '<table:table-cell office:value-type="string"><text:p>Row {}</text:p></table:table-cell>'
    unseen = ' table:visibility="filter"'
    rows = "".join(
        f"<table:table-row{unseen if n == hidden else ''}>{cell.format(n)}</table:table-row>"
        for n in range(1, 5)
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "config")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="First"/><table:table table:name="Second">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    settings = (
        f"<office:document-settings {names}><config:config-item config:name="
        f'"ActiveTable">{active}</config:config-item></office:document-settings>'
    )
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive(
        **{
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "settings.xml": settings.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def archive(**entries: bytes) -> bytes:
    """A zip file with these in it, packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("name,email\r\nZoë,a@b.example\r\n".encode("utf-8-sig"), [1, 2]),
        ("name;email\nZoë;a@b.example".encode("cp1252"), [1, 2]),
        ("name\temail\n\nZoë\ta@b.example\t\t\n".encode(), [1, 3]),
        ('"name","email"\n"Zoë",a@b.example'.encode(), [1, 2]),
        ("sep=;\r\nname;email\r\nZoë;a@b.example".encode("utf-8-sig"), [1, 2]),
        ("name\temail\r\nZoë\ta@b.example".encode("utf-16"), [1, 2]),
        ("name\temail\r\nZoë\ta@b.example".encode("utf-16-le"), [1, 2]),
        ("\ufeffname,email\r\nZoë,a@b.example".encode("utf-16-be"), [1, 2]),
        ("name,email\rZoë,a@b.example".encode("mac_roman"), [1, 2]),
    ],
)
def test_a_csv_is_read_as_spreadsheets_write_it(content: bytes, numbers: list[int]) -> None:
    sheet = read_sheet("People.CSV", content)

    assert [cells for _, cells in sheet.rows] == [["name", "email"], ["Zoë", "a@b.example"]]
    assert [number for number, _ in sheet.rows] == numbers


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.guard("a file that does not say how its letters are written comes with a warning")
def test_letters_that_were_guessed_are_shown_to_be_checked(encoding: str) -> None:
    text = "name,email\nZoë Müller,a@b.example\nRenée Ångström,c@d.example\n"

    sheet = read_sheet("people.csv", text.encode(encoding))

    assert sheet.rows[1][1][0] == "Zoë Müller"
    assert "Check that the names are right, for example Zoë, Müller, Renée" in sheet.notes[0]


@pytest.mark.parametrize("name", ["ZoÃ« Miller", "Zo\ufffd Miller"])
def test_letters_lost_before_are_pointed_out(name: str) -> None:
    sheet = read_sheet("people.csv", f"name,email\n{name},a@b.example\n".encode())

    assert sheet.notes == ["Some letters were lost before the file came here. Check the names."]


def test_a_workbook_is_read_as_values() -> None:
    rows = [["name", "urn"], ["Zoë", 999001.0], [None, None], ["=1+1", None]]

    found = read_sheet("people.xlsx", book(rows)).rows

    assert found[:2] == [(1, ["name", "urn"]), (2, ["Zoë", "999001"])]
    assert "=1+1" not in str(found)  # a formula is what it came to, which here is nothing


@pytest.mark.guard("a sheet: what is hidden is not read", where="core/files/sheet/parts.py")
@pytest.mark.parametrize("name", ["people.xlsx", "people.ods"])
def test_what_is_hidden_is_not_read_and_it_is_said(name: str) -> None:
    made = Workbook()
    hidden, opened = made.active, made.create_sheet("June")
    hidden.sheet_state = "hidden"
    made.create_sheet("May").append(["Old", "old@a.example"])
    made.active = 1
    for row in ("name", "email", "notes"), ("A", "a@b", "x"), ("B", "b@b", "y"), ("C", "c@b", "z"):
        opened.append(row)
    opened.row_dimensions[3].hidden = True
    opened.column_dimensions["C"].hidden = True

    sheet = read_sheet(name, saved(made))

    assert sheet.rows == [(1, ["name", "email", ""]), (2, ["A", "a@b", ""]), (4, ["C", "c@b", ""])]
    assert sheet.notes == [
        "The sheet “June” is read. Not read: “Sheet”, “May”.",
        "Hidden rows are not read: 3.",
        "Hidden columns are not read: C.",
    ]


def test_a_merged_cell_is_read_in_each_of_its_rows() -> None:
    made = Workbook()
    for row in (["school", "name"], ["Canalside", "A"], [None, "B"]):
        made.active.append(row)
    made.active.merge_cells("A2:A3")

    assert read_sheet("a.xlsx", saved(made)).rows[2] == (3, ["Canalside", "B"])


@pytest.mark.parametrize("name", ["people.ods", "people.xlsx"])
def test_an_open_document_is_read_as_it_is_shown(name: str) -> None:
    sheet = read_sheet(name, open_document(hidden=3, active="Second"))

    assert [number for number, _ in sheet.rows] == [1, 2, 4]
    assert sheet.notes == [
        "The sheet “Second” is read. Not read: “First”.",
        "Hidden rows are not read: 3.",
    ]


def test_an_old_workbook_is_read_whole_and_it_is_said() -> None:
    sheet = read_sheet("people.xls", OLD.read_bytes())

    assert sheet.rows == [(1, ["Name", "Email"]), (3, ["Zoë Müller", "zoe@a.example"])]
    assert "does not tell which rows are hidden" in sheet.notes[0]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("people.pdf", b"%PDF", "Choose a CSV file"),
        ("people", b"a,b", "Choose a CSV file"),
        ("people.csv", b"%PDF-1.7", "not a spreadsheet"),
        ("people.xls", b"<html><table>", "not a spreadsheet"),
        ("people.xlsx", b"name,email", "not what its name says"),
        ("people.xls", b"PK\x03\x04", "not what its name says"),
        ("people.csv", b"PK\x03\x04", "a workbook, not a CSV file"),
        ("people.xlsm", b"PK\x03\x04", "may have macros"),
        ("people.numbers", b"PK\x03\x04", "In Numbers choose File, Export To"),
        ("people.xlsx", archive(**{"xl/vbaProject.bin": b"a"}), "has macros"),
        ("people.xlsx", PROTECTED, "protected by a password"),
        (
            "people.csv",
            b'name,email\n"Zoe,a@b.example\nSam,c@d.example\n',
            "row 2 is not closed",
        ),
        ("people.csv", b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("people.csv", b"a,b\0c\0\0\0", "not a spreadsheet"),
        ("people.csv", b"a," * 51, "more than 50 columns"),
        ("people.csv", b"a,b\n" * 5002, "more than 5,000 rows"),
        ("people.csv", b"\n" * 25_000, "more than 5,000 rows"),
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
        read_sheet(name, content)


def test_entities_of_a_workbook_are_not_followed() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    )
    source = zipfile.ZipFile(io.BytesIO(book([["name"]])))
    entries = {name: source.read(name) for name in source.namelist()}
    entries["xl/worksheets/sheet1.xml"] = bomb

    with pytest.raises(UnreadableError, match="not in the usual form"):
        read_sheet("people.xlsx", archive(**entries))


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
        read_sheet("people.csv", b"a,b")


def test_the_child_may_use_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(program.resource, "setrlimit", lambda *limit: limits.append(limit))
    monkeypatch.setattr(program.sys, "argv", ["child", "csv"])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a,b")))
    written = io.StringIO()
    monkeypatch.setattr("sys.stdout", written)

    program.main()

    assert written.getvalue() == '{"rows": [[1, ["a", "b"]]], "notes": []}'
    assert limits[0][1] == (512 * 1024 * 1024,) * 2
    assert limits[1][1] == (30, 30)

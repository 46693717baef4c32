"""A document on paper: every sign is there or named, every part says what it is."""

import hashlib
import io
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.documents.design import Design
from core.documents.html import html_of
from core.documents.pdf import draw
from core.documents.printing import undrawable_in
from core.documents.qr import dark_runs, qr_picture
from core.documents.shaping import tidy
from core.documents.tree import (
    BulletList,
    Divider,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from core.documents.undrawable import UndrawableError
from tests.core.documents.names import DRAWN, UNDRAWN, UNDRAWN_VENUES, VENUES
from tests.core.documents.reader import parts_of, texts_of, words_of

ROOT = Path(__file__).resolve().parents[3]
QR = qr_picture("https://upstander.example/verify/abc/", alt="Square code", size=90)
LETTER = Document(
    "A letter",
    (
        Heading("A letter"),
        Paragraph("Dear ਗੁਰਪ੍ਰੀਤ, this <b> & that is said."),
        Heading("What you bring", level=2),
        BulletList(("A pen", "Paper")),
        Facts((Fact("When", ("Monday", "Tuesday")), Fact("Where", ("Here",)))),
        Table("Who comes", ("Name", "Group"), (("Amina", "7A"), ("יעל", "7B")), row_headers=True),
        QR,
        Paragraph("Yours, the team"),
    ),
)


def paper(text: str) -> Document:
    return Document("A paper", (Heading("A paper"), Paragraph(text)))


@pytest.mark.parametrize("text", [*DRAWN, *VENUES])
def test_every_sign_of_a_name_is_drawn_and_read(text: str) -> None:
    read = dict(parts_of(draw(paper(text))))["P"]
    assert read.replace(" ", "") == tidy(text).replace(" ", "")


@pytest.mark.parametrize(("text", "signs"), [*UNDRAWN.items(), *UNDRAWN_VENUES.items()])
def test_what_cannot_be_drawn_is_named_and_nothing_is(text: str, signs: tuple[str, ...]) -> None:
    assert [one.signs for one in undrawable_in(["Amina", text])] == [signs]
    with pytest.raises(UndrawableError) as refused:
        draw(paper(text))
    assert [(one.text, one.signs) for one in refused.value.found] == [(text, signs)]


def test_the_names_of_signs_are_words() -> None:
    [face, accent, control] = undrawable_in(["Sunita 😀", "\u0301 Eve", "Bell\u0007"])
    assert face.words == "“😀” (grinning face, U+1F600)"
    assert accent.words == "combining acute accent, U+0301"
    assert control.words == "U+0007"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
@example(["\ud800", "a\u200d\u0301"])
@example(["क्\u200dष\u0301", "\u0645\u064b\u064b\u064b\u0301 a\u0645", "\u202eab"])
@example(["\u0e33", "\u1100\u1161\u11a8", "\ufdfa", "\u05d0\u0301\u2067b"])
def test_any_text_is_drawn_or_named(texts: list[str]) -> None:
    document = Document(texts[0], tuple(map(Paragraph, texts)), author=texts[-1])
    if undrawable_in(texts):
        with pytest.raises(UndrawableError) as refused:
            draw(document)
        assert all(one.signs and one.words for one in refused.value.found)
    else:
        assert draw(document).startswith(b"%PDF-")


def test_parts_say_what_they_are_in_the_order_of_reading() -> None:
    assert parts_of(draw(LETTER)) == [
        ("H1", "A letter"),
        ("P", "Dear ਗੁਰਪ੍ਰੀਤ, this <b> & that is said."),
        ("H2", "What you bring"),
        ("LBody", "A pen"),
        ("LBody", "Paper"),
        ("Lbl", "When"),
        ("LBody", "MondayTuesday"),
        ("Lbl", "Where"),
        ("LBody", "Here"),
        ("Caption", "Who comes"),
        ("TH", "Name"),
        ("TH", "Group"),
        ("TH", "Amina"),
        ("TD", "7A"),
        ("TH", "יעל"),
        ("TD", "7B"),
        ("Figure", ""),
        ("P", "Yours, the team"),
    ]


def test_headings_and_paragraphs_come_in_the_same_order_in_html() -> None:
    page = BeautifulSoup(html_of(LETTER), "html.parser")
    on_page = [(tag.name, tag.get_text()) for tag in page.find_all(["h1", "h2", "p", "li", "th"])]
    names = {"H1": "h1", "H2": "h2", "P": "p", "TH": "th"}
    on_paper = parts_of(draw(LETTER))
    assert [part for part in on_page if part[0] != "li"] == [
        (names[tag], text) for tag, text in on_paper if tag in names
    ]


def test_a_file_says_that_it_is_tagged_what_it_is_and_in_which_language() -> None:
    with pikepdf.open(io.BytesIO(draw(LETTER))) as opened:
        assert opened.check_pdf_syntax() == []  # what `qpdf --check` asks
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo.Title) == "A letter"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == "A letter"
        for page in opened.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor


def test_every_marked_piece_belongs_to_one_part() -> None:
    with pikepdf.open(io.BytesIO(draw(LETTER))) as opened:
        numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
        for page in opened.pages:
            owners = numbers[numbers.index(page.obj.StructParents) + 1]
            marks = {mark for mark in texts_of(page) if mark is not None}
            assert marks == set(range(len(owners)))


def test_pictures_say_what_they_show_and_headers_whose_they_are() -> None:
    def elements(element: pikepdf.Object) -> list[pikepdf.Object]:
        return [element, *(one for kid in element.K if "/S" in kid for one in elements(kid))]

    with pikepdf.open(io.BytesIO(draw(LETTER))) as opened:
        found = elements(opened.Root.StructTreeRoot.K[0])
        assert [str(one.Alt) for one in found if one.S == "/Figure"] == ["Square code"]
        scopes = [str(one.A.Scope) for one in found if one.S == "/TH"]
        assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_decoration_is_not_read() -> None:
    document = Document("Lines", (Paragraph("One"), Divider(), BulletList(("Two",))))
    assert parts_of(draw(document)) == [("P", "One"), ("LBody", "Two")]
    assert "<hr" not in html_of(document)


def many(rows: int) -> Document:
    table = Table("All", ("No.", "What"), tuple((str(n), f"Row {n}") for n in range(rows)))
    return Document("Long", (Heading("Long"), table, Heading("Last", level=2), Paragraph("End")))


def test_a_long_table_goes_on_with_its_header() -> None:
    pdf = draw(many(120))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = [texts_of(page) for page in opened.pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in (page[None] or "")
    for page in pages[1:-1]:
        assert "No.What" in (page[None] or "")  # drawn again, but read once
    assert [text for tag, text in parts_of(pdf) if tag == "TH"] == ["No.", "What"]
    assert [text for tag, text in parts_of(pdf) if tag == "TD"][-1] == "Row 119"


@pytest.mark.parametrize("rows", range(20, 40))
def test_a_heading_is_never_left_alone_at_the_foot_of_a_page(rows: int) -> None:
    with pikepdf.open(io.BytesIO(draw(many(rows)))) as opened:
        for page in opened.pages:
            read = "".join(text for mark, text in texts_of(page).items() if mark is not None)
            assert ("Last" in read) == ("End" in read)


def test_what_no_page_could_hold_is_parted_and_not_lost() -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    document = Document(
        "Much",
        (
            Paragraph(words),
            BulletList((words,)),
            Facts((Fact("Much", (words,)),)),
            Table("Much", ("One", "Two"), ((words, "short"),)),
        ),
    )
    read = [text for tag, text in parts_of(draw(document)) if "word0" in text]
    assert read == [words] * 4


def test_the_same_document_gives_the_same_bytes_whatever_was_drawn_before() -> None:
    script = (
        "import hashlib, sys; sys.path[:0] = ['site', '.']\n"
        "from core.documents.pdf import draw\n"
        "from core.documents.tree import *\n"
        "print(hashlib.sha256(draw(Document('A', (Paragraph('ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ محمد'),)))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in DRAWN:
        draw(paper(name))
    here = draw(Document("A", (Paragraph("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ محمد"),)))
    assert hashlib.sha256(here).hexdigest() == done.stdout.strip()


def test_a_table_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="every column"):
        Table("Wrong", ("One", "Two"), (("1",),))


def test_runs_of_a_row_are_its_dark_modules() -> None:
    row = [1, 1, 0, 1, 0, 0, 1, 1, 1]
    assert list(dark_runs(row)) == [(0, 2), (3, 1), (6, 3)]
    assert list(dark_runs([0, 0])) == []


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs poppler-utils (apt-get install)")
def test_poppler_says_tagged_and_reads_the_same(tmp_path: Path) -> None:
    names = Document("Names", tuple(map(Paragraph, DRAWN)))
    for document in (LETTER, many(60), names):
        file = tmp_path / "document.pdf"
        file.write_bytes(draw(document))
        assert "Tagged:          yes" in said_by_pdfinfo(file)
        texts = re.findall('^ *"(.*)"$', said_by_pdfinfo("-struct-text", file), re.MULTILINE)
        assert "".join(texts).replace(" ", "") == words_of(file.read_bytes()).replace(" ", "")


def said_by_pdfinfo(*asked: str | Path) -> str:
    done = subprocess.run(["pdfinfo", *asked], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_default_look_has_a_style_for_every_block() -> None:
    assert {"h1", "h2", "h3", "p", "item", "label", "value", "caption", "th", "td", "foot"} <= set(
        Design().styles
    )


@pytest.mark.parametrize("day", [date(2026, 12, 3), None])
def test_a_file_is_dated_as_its_document_is(day: date | None) -> None:
    document = replace(LETTER, dated=day)
    with pikepdf.open(io.BytesIO(draw(document))) as opened, opened.open_metadata() as metadata:
        kept = {name: str(opened.docinfo.get(f"/{name}")) for name in ("CreationDate", "ModDate")}
        wanted = "D:20261203000000Z" if day else "None"
        assert kept == {"CreationDate": wanted, "ModDate": wanted}
        assert metadata.get("xmp:CreateDate") == (day.isoformat() if day else None)
    assert draw(document) == draw(document)

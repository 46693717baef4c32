"""The same words as HTML: escaped, and said as what they are."""

from bs4 import BeautifulSoup

from core.documents.html import html_of
from core.documents.qr import qr_picture
from core.documents.shapes import Disc
from core.documents.tree import (
    Block,
    Document,
    Fact,
    Facts,
    Group,
    Heading,
    Paragraph,
    Picture,
    Table,
)

MARKUP = '<img src=x onerror="x()"> & </p>'


def page_of(*blocks: Block, below: int = 0) -> BeautifulSoup:
    return BeautifulSoup(html_of(Document("A", blocks), below=below), "html.parser")


def test_markup_in_any_text_is_only_text() -> None:
    picture = Picture(MARKUP, 10, 10, (Disc("#000000", 5, 5, 5),))
    table = Table(MARKUP, (MARKUP,), ((MARKUP,),), row_headers=True)
    facts = Facts((Fact(MARKUP, (MARKUP,)),))
    blocks = (Heading(MARKUP), Paragraph(MARKUP, href=MARKUP), facts, table, picture)
    page = page_of(Group(blocks, "main"))
    assert page.find("img") is None
    for tag in ("h1", "p", "dt", "dd", "caption", "th", "a"):
        assert page.find(tag).get_text() == MARKUP  # type: ignore[union-attr]
    assert page.find("svg")["aria-label"] == MARKUP  # type: ignore[index]


def test_headings_stand_below_those_of_the_page() -> None:
    page = page_of(Heading("One"), Heading("Two", level=6), below=1)
    assert [tag.name for tag in page.find_all(True)] == ["h2", "h6"]


def test_a_table_says_whose_each_header_is() -> None:
    table = Table(
        "Who", ("Name", "How many"), (("7A", "28"),), row_headers=True, numbers=frozenset({1})
    )
    page = page_of(table)
    assert [(th["scope"], th.get_text()) for th in page.find_all("th")] == [
        ("col", "Name"),
        ("col", "How many"),
        ("row", "7A"),
    ]
    assert "numeric" in " ".join(page.find("td")["class"])  # type: ignore[index]


def test_a_square_code_is_a_picture_with_words() -> None:
    page = page_of(qr_picture("https://upstander.example/", alt="Square code", size=90))
    assert page.find("svg")["role"] == "img"  # type: ignore[index]
    assert page.find("path")["d"].startswith("M")  # type: ignore[index, union-attr]

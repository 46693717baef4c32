"""The paper says everything, on one page, in letters that are all there."""

# ruff: noqa: RUF001 - names are written as their owners write them

import io
from datetime import date

import pikepdf
import pytest
import segno
from bs4 import BeautifulSoup

from certificates.papers.rules.certificate_document import CLASSES, COLUMN, certificate_document
from certificates.papers.rules.snapshot import Snapshot
from core.documents.fonts import STRONG
from core.documents.html import html_of
from core.documents.printing import draw
from core.documents.qr import MASK, dark_runs
from core.documents.shaping import width_of
from core.documents.undrawable import UndrawableError
from core.documents.wrapping import wrapped
from tests.core.documents.names import DRAWN
from tests.core.documents.reader import parts_of, words_of
from tests.factories.certificates import make_snapshot

MOST_BYTES = 40_000
LONG_NAMES = (
    "Ọlátúnjí Adébáyọ̀ Ẹniọlá Ṣadé Wiśniewska-Brzęczyszczykiewicz Çağdaş Öztürkoğlu-Yıldız",
    "Ż" * 80,
    "W" * 120,
)


def render(snapshot: Snapshot) -> bytes:
    return draw(certificate_document(snapshot))


def test_a_paper_says_every_fact() -> None:
    text = words_of(render(make_snapshot()))
    for fact in (
        "Certificate of attendance",
        "Amina Rashid",
        "Preventing violence against women and girls",
        "Version 1",
        "Thursday 3 December 2026, 9:30am to 12:30pm",
        "Online",
        "2.75 hours",
        "Recognise signs of harmful behaviour and respond early.",
        "Priya Nandra",
        "West Midlands Violence Reduction Partnership",
        "UP-2026-7F3KQ9RT",
        "upstander.example/verify/",
        "3 December 2026",
        "3 December 2029",
        "It is not a statement of competence.",
    ):
        assert fact in text, fact


def test_a_paper_leaves_out_what_there_is_none_of() -> None:
    bare = make_snapshot(cpd_hours="", refresh_date=None, outcomes=(), facilitators=())
    text = words_of(render(bare))
    for label in ("CPD", "Refresh", "covers", "Facilitator"):
        assert label not in text


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render(make_snapshot()) == render(make_snapshot())
    assert render(make_snapshot()) != render(make_snapshot(name="Amina Rashed"))


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_long_name_fits_on_the_one_small_page(name: str) -> None:
    snapshot = make_snapshot(
        name=name,
        course_title="Mentors in Violence Prevention " * 5,
        place="The Old Print Works, 498-506 Moseley Road, Balsall Heath, Birmingham B12 9AH",
        dates=tuple(f"Thursday {day} December 2026, 9:30am to 12:30pm" for day in range(3, 9)),
        outcomes=("Hold a difficult conversation with a young person without shaming them.",) * 8,
    )
    pdf = render(snapshot)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    assert len(pdf) <= 40_000
    assert name.replace(" ", "") in words_of(pdf).replace(" ", "")
    assert "It is not a statement of competence." in words_of(pdf)


def test_a_long_name_stays_inside_its_column() -> None:
    for name in LONG_NAMES:
        for line in wrapped(name, STRONG, 16, COLUMN):
            assert width_of(line, STRONG, 16) <= COLUMN


@pytest.mark.parametrize("name", DRAWN)
def test_a_name_of_any_script_is_on_a_small_page(name: str) -> None:
    pdf = render(make_snapshot(name=name))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    assert len(pdf) <= MOST_BYTES


def test_more_than_a_page_holds_goes_on_and_is_not_left_out() -> None:
    outcomes = tuple(f"Outcome {number}: {'say what you saw ' * 8}end." for number in range(30))
    text = words_of(render(make_snapshot(outcomes=outcomes)))
    assert "Outcome 29" in text


def test_headings_and_paragraphs_come_in_the_order_of_the_page() -> None:
    document = certificate_document(make_snapshot())
    page = BeautifulSoup(html_of(document, below=1, classes=CLASSES), "html.parser")
    names = {"H1": "h2", "H2": "h3", "P": "p"}
    assert [(tag.name, tag.get_text()) for tag in page.find_all(["h2", "h3", "p"])] == [
        (names[tag], text) for tag, text in parts_of(draw(document)) if tag in names
    ]


def test_every_font_is_embedded_and_the_file_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(render(make_snapshot()))) as opened:
        fonts = opened.pages[0].Resources.Font
        for name in fonts:
            assert "/FontFile2" in fonts[name].FontDescriptor
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo.Title) == (
            "Certificate of attendance: Preventing violence against women and girls"
        )
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_a_letter_the_fonts_lack_is_never_dropped() -> None:
    with pytest.raises(UndrawableError, match=r"U\+1F600"):
        render(make_snapshot(name="Amina 😀"))


def test_markup_in_a_name_is_only_text() -> None:
    name = '<img src="file:///etc/passwd"> & </p>'
    assert name in words_of(render(make_snapshot(name=name)))


@pytest.mark.parametrize("refresh", [None, date(2029, 12, 3)])
def test_facts_come_back_from_the_database_as_they_went_in(refresh: date | None) -> None:
    snapshot = make_snapshot(refresh_date=refresh, facilitators=("Priya Nandra", "Jordan Ellis"))
    assert Snapshot.from_json(snapshot.as_json()) == snapshot
    assert snapshot.facilitators_words == "Priya Nandra and Jordan Ellis"


def test_the_square_code_is_one_path_of_the_address() -> None:
    snapshot = make_snapshot()
    matrix = segno.make(snapshot.verify_url, error="m", micro=False, mask=MASK).matrix
    with pikepdf.open(io.BytesIO(render(snapshot))) as opened:
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(opened.pages[0])]
    runs = sum(len(list(dark_runs(row))) for row in matrix)
    longest = max("".join("r" if step == "re" else " " for step in steps).split(" "), key=len)
    assert len(longest) == runs

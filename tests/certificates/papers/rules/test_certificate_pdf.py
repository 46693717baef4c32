"""The paper says everything, on one page, in letters that are all there."""

# ruff: noqa: RUF001 - names are written as their owners write them

import io
from datetime import date

import pikepdf
import pytest
import segno

from certificates.papers.rules.certificate_pdf import MissingGlyphError, dark_runs, render, wrapped
from certificates.papers.rules.certificate_pdf import load_fonts as load
from certificates.papers.rules.snapshot import Snapshot
from tests.certificates.papers.pdf_text import words_of
from tests.factories.certificates import make_snapshot

LONG_NAMES = (
    "Ọlátúnjí Adébáyọ̀ Ẹniọlá Ṣadé Wiśniewska-Brzęczyszczykiewicz Çağdaş Öztürkoğlu-Yıldız",
    "Ż" * 80,
    "W" * 120,
)


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
    load()
    for name in LONG_NAMES:
        for line in wrapped(name, "SourceSans3-SemiBold", 16, 300):
            assert len(wrapped(line, "SourceSans3-SemiBold", 16, 300)) == 1


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
    with pytest.raises(MissingGlyphError, match=r"U\+0645"):
        render(make_snapshot(name="مريم"))


def test_markup_in_a_name_is_only_text() -> None:
    name = '<img src="file:///etc/passwd"> & </p>'
    assert name in words_of(render(make_snapshot(name=name)))


@pytest.mark.parametrize("refresh", [None, date(2029, 12, 3)])
def test_facts_come_back_from_the_database_as_they_went_in(refresh: date | None) -> None:
    snapshot = make_snapshot(refresh_date=refresh, facilitators=("Priya Nandra", "Jordan Ellis"))
    assert Snapshot.from_json(snapshot.as_json()) == snapshot
    assert snapshot.facilitators_words == "Priya Nandra and Jordan Ellis"


def test_runs_of_a_row_are_its_dark_modules() -> None:
    row = [1, 1, 0, 1, 0, 0, 1, 1, 1]
    assert list(dark_runs(row)) == [(0, 2), (3, 1), (6, 3)]
    assert list(dark_runs([0, 0])) == []


def test_the_square_code_is_one_path_of_the_address() -> None:
    snapshot = make_snapshot()
    matrix = segno.make(snapshot.verify_url, error="m", micro=False).matrix
    with pikepdf.open(io.BytesIO(render(snapshot))) as opened:
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(opened.pages[0])]
    runs = sum(len(list(dark_runs(row))) for row in matrix)
    longest = max("".join("r" if step == "re" else " " for step in steps).split(" "), key=len)
    assert len(longest) == runs

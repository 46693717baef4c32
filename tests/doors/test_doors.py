"""Every address, every kind of visitor: who gets in, what they find, and what they are told."""

from collections.abc import Callable

import pytest

from tests.doors import canaries, forms, listing, references, standards, survey
from tests.doors.addresses import listed
from tests.doors.asking import GET, Asker
from tests.doors.forms import Trial
from tests.doors.rows import FILES, PACKAGES, ROWS
from tests.doors.survey import Answer
from tests.doors.visitors import KINDS

# Who may is decided in Python, and the world is the same in each database.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.evidence]


@pytest.fixture(scope="module")
def answers(asker: Asker) -> list[Answer]:
    """What everybody got at our addresses."""
    return survey.survey(asker)


@pytest.fixture(scope="module")
def trial(asker: Asker) -> Trial:
    return forms.try_forms(asker, ROWS)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert listing.unlisted() == []
    assert listing.ownerless() == []


def test_everybody_gets_what_the_table_says(
    answers: list[Answer], record: Callable[..., None]
) -> None:
    record(
        "door-matrix",
        addresses=len(listed()),
        rows=len(ROWS) + len(FILES),
        rows_of_packages=len(PACKAGES),
        visitors=len(KINDS),
        answers=len(answers),
    )
    assert survey.wrong(answers) == []


def test_every_page_and_file_keeps_its_standard(
    answers: list[Answer], record: Callable[..., None]
) -> None:
    judged, broken = standards.judged(answers)

    record("door-standards", **{kind: len(paths) for kind, paths in judged.items()})
    assert len(judged["pages"]) > 150
    assert broken == []


def test_looking_changes_nothing(answers: list[Answer]) -> None:
    assert survey.changing(answers) == []


def test_other_packages_let_in_whom_the_table_says(
    asker: Asker, record: Callable[..., None]
) -> None:
    got = survey.packages(asker)

    record(
        "door-matrix-packages",
        addresses=len(survey.package_rows()),
        answers=len(got),
        failing_without_their_page=sorted({one.path for one in got if one.status == 500}),
    )
    assert survey.wrong(got) == []


def test_what_is_another_persons_looks_like_what_is_not_there(
    asker: Asker, answers: list[Answer], record: Callable[..., None]
) -> None:
    asked = references.chosen(answers)

    record("door-references", asked=len(asked))
    assert references.unlike_missing(asker, asked) == []
    assert references.mixed_found(asker, ROWS) == []
    assert references.other_boroughs_found(asker, ROWS) == []


def test_forms_take_what_they_ask_and_no_more(trial: Trial, record: Callable[..., None]) -> None:
    record("door-forms", forms=trial.taken, fields_added=trial.fields)
    assert trial.faults == []


def test_every_personal_field_holds_a_word(asker: Asker) -> None:
    assert canaries.unplanted() == []
    assert canaries.missing_words() == []


def test_nobody_is_handed_anothers_words(
    asker: Asker, answers: list[Answer], record: Callable[..., None]
) -> None:
    behind = list(canaries.crawl(asker, answers))
    found = canaries.leaks([*answers, *behind])

    pages = {one.path for one in (*answers, *behind) if one.method == GET}
    words = 2 * len(canaries.CANARIES)
    record("door-canaries", words=words, pages=len(pages), answers=len(answers) + len(behind))
    assert found == []
    assert [one.words for one in behind if one.status >= 500] == []


def test_no_mail_says_anothers_words(
    asker: Asker, trial: Trial, record: Callable[..., None]
) -> None:
    record("door-mail", letters=len(trial.letters))
    assert trial.letters
    assert canaries.letter_leaks(asker.world, trial.letters) == []

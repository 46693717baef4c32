"""Words that are like others. Every test holds on both engines."""

from typing import Any

import pytest
from django.db.models import QuerySet

from core.search.fuzzy import IDLE, MOST_WORDS, fuzzy_search, query_words, words_of
from tests.factories.training import CourseFactory
from training.courses.models import Course

pytestmark = pytest.mark.django_db
FIELDS = ("title", "summary", "current_version__outcomes")


@pytest.fixture(autouse=True)
def _courses() -> None:
    CourseFactory(
        title="Exploitation and county lines",
        summary="For pastoral teams.",
        outcomes=["Recognise indicators.", "Use language that does not blame children."],
    )
    CourseFactory(title="Introduction to Adversity", summary="What helps, and what safety is.")
    CourseFactory(title="Knives in virtual reality", summary="For the last year of primary.")
    CourseFactory(title="MVP lead training", summary="Introduction and practice of a lesson.")


def courses() -> QuerySet[Course]:
    return Course.objects.select_related("current_version").order_by("pk")


def titles(text: str) -> list[str]:
    return [
        row.title
        for row in fuzzy_search(
            Course.objects.select_related("current_version").order_by("pk"), FIELDS, text
        ).rows
    ]


def is_close(text: str) -> bool:
    return fuzzy_search(
        Course.objects.select_related("current_version").order_by("pk"), FIELDS, text
    ).is_close


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("county lines", "Exploitation and county lines"),
        ("LINES  county", "Exploitation and county lines"),
        ("blame", "Exploitation and county lines"),
        ("advers", "Introduction to Adversity"),
        ("knives virtual", "Knives in virtual reality"),
        ("mvp", "MVP lead training"),
    ],
)
def test_words_are_found_in_any_field_whole_or_begun(text: str, title: str) -> None:
    assert titles(text) == [title]
    assert not is_close(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("explotation", "Exploitation and county lines"),
        ("exploitaton county", "Exploitation and county lines"),
        ("indicatrs", "Exploitation and county lines"),
        ("adveristy", "Introduction to Adversity"),
        ("saftey", "Introduction to Adversity"),
        ("virtaul", "Knives in virtual reality"),
    ],
)
def test_a_typo_is_forgiven_and_said(text: str, title: str) -> None:
    assert titles(text)[0] == title
    assert is_close(text)


def test_titles_come_before_texts() -> None:
    assert titles("introduction") == ["Introduction to Adversity", "MVP lead training"]


def test_all_words_are_needed() -> None:
    assert titles("county adversity") == []


@pytest.mark.parametrize("text", ["", "   ", "!?%_*\\", "zzzzqqqq", "xy"])
def test_what_is_nowhere_is_not_found(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE", "(((", "\\m[a", "%", "a" * 100, "ж" * 50, "😀 county"]
)
def test_strange_text_is_only_text(text: str) -> None:
    assert isinstance(titles(text), list)


def test_idle_words_are_left_out_unless_there_are_no_others() -> None:
    assert query_words("the lines of the county") == ["lines", "county"]
    assert query_words("on the") == ["on", "the"]
    assert {"the", "of"} <= IDLE


def test_no_more_than_a_few_words_are_compared() -> None:
    assert len(query_words(" ".join(f"word{number}" for number in range(50)))) == MOST_WORDS


def test_words_are_plain_letters() -> None:
    assert words_of("Café, “Précis”: it's") == ["cafe", "precis", "its"]


def test_it_reads_rows_at_most_twice(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        titles("explotation")


@pytest.mark.parametrize("text", ["cafe", "Café", "CAFÉ", "elan", "oconnors", "O'CONNOR'S"])
@pytest.mark.guard("site search: with accents or without, on both engines")
def test_words_are_found_with_their_accents_and_without(text: str) -> None:
    CourseFactory(title="Les Cafés: Élan", summary="Ørsted, and O'Connor's.")

    assert titles(text) == ["Les Cafés: Élan"]
    assert not is_close(text)

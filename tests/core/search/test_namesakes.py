"""People of one name in one list."""

import pytest

from core.search.namesakes import Named, called

THAO = "Nguyễn Thị Thảo"


def names(*people: tuple[str, str, str]) -> list[str]:
    return list(called(Named(email, name, place) for name, email, place in people).values())


def test_whoever_has_no_namesake_is_called_by_their_name() -> None:
    assert names(("Ann", "a@b.example", "Canalside"), ("Bob", "b@b.example", "")) == ["Ann", "Bob"]


def test_organisations_tell_apart() -> None:
    found = names((THAO, "a@b.example", "Canalside"), (THAO, "b@b.example", "Hillside"))

    assert found == [f"{THAO} (Canalside)", f"{THAO} (Hillside)"]


@pytest.mark.parametrize(
    ("one", "other", "marks"),
    [
        ("thao@a.example", "thao@b.example", ("…@a.example", "…@b.example")),
        ("thao.n@a.example", "nguyen@a.example", ("tha…", "ngu…")),
        ("thao.n1@a.example", "thao.n2@a.example", ("thao.n1@…", "thao.n2@…")),
        ("ann@a.example", "anna@a.example", ("ann@…", "anna@…")),
    ],
)
def test_else_as_much_of_the_address_as_it_takes(
    one: str, other: str, marks: tuple[str, str]
) -> None:
    found = names((THAO, one, "Canalside"), (THAO, other, "Canalside"))

    assert found == [f"{THAO} ({mark})" for mark in marks]


def test_a_name_without_its_accents_is_the_same_to_who_reads_it() -> None:
    found = names(("Zoë Hall", "z@b.example", "Canalside"), ("Zoe  Hall", "y@b.example", ""))

    assert found == ["Zoë Hall (Canalside)", "Zoe  Hall (y@…)"]


def test_one_person_twice_is_no_namesake() -> None:
    assert names((THAO, "a@b.example", ""), (THAO, "a@b.example", "")) == [THAO]

"""A surname is matched as people type it, and nothing else passes for one."""

# ruff: noqa: RUF001 - names are written as their owners write them

import pytest

from certificates.papers.rules.surname import is_surname_of


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Rashid", "Amina Rashid"),
        (" rashid ", "Amina Rashid"),
        ("RASHID", "Amina Rashid"),
        ("Adebayo", "Ọlátúnjí Adébáyọ̀"),
        ("wisniewska", "Zofia Wiśniewska"),
        ("Zlotowski", "Jan Złotowski"),
        ("YILDIZ", "Çağdaş Yıldız"),
        ("İnönü", "Ayşe Inonu"),
        ("OBrien", "Niamh O’Brien"),
        ("O'Brien", "Niamh O’Brien"),
        ("Smith Jones", "Kit Smith-Jones"),
        ("van den Berg", "Anna van den Berg"),
        ("Berg", "Anna van den Berg"),
        ("Sørensen", "Mette Sorensen"),
        ("Cher", "Cher"),
        ("Smith", "SMITH, John"),
        ("Smith", "John Smith PhD"),
        ("John Smith", "Dr John Smith"),
        ("Nguyen", "Nguyễn Thị Thảo"),
        ("Amina", "Amina Rashid"),
    ],
)
def test_a_surname_fits_however_it_is_typed(typed: str, name: str) -> None:
    assert is_surname_of(typed, name)


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "Rash", "Rashida", "Amina Rash", "Rashid Amina", "%", "*", "shid"]
)
def test_anything_else_does_not(typed: str) -> None:
    assert not is_surname_of(typed, "Amina Rashid")


def test_no_name_has_no_surname() -> None:
    assert not is_surname_of("Rashid", "")

"""Names in plain letters: found, compared and sorted, the same on both engines."""

import pytest
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from accounts.models import User
from core.search.fuzzy import in_plain_letters, words_of
from core.search.key_field import has_words
from core.search.plain import KEY, are_one_name, plain, search_key, weight
from tests.core.search.names import SCRIPTS, names
from tests.factories.accounts import OrganisationFactory, UserFactory

NAMES = names()


def test_there_are_enough_of_them() -> None:
    assert len(NAMES) == len(dict(NAMES)) == 500
    assert SCRIPTS >= 14


@pytest.mark.django_db
@pytest.mark.guard("a name is found by its plain spelling", where="core/search/key_field.py")
def test_every_name_is_found_by_its_plain_spelling() -> None:
    User.objects.bulk_create(
        User(email=f"p{number}@work.example", name=name) for number, (name, _) in enumerate(NAMES)
    )

    missed = [
        (name, typed)
        for name, typed in NAMES
        for words in (name, typed, typed.upper(), " ".join(reversed(typed.split())))
        if name not in User.objects.filter(has_words(words)).values_list("name", flat=True)
    ]

    assert missed == []


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_writes_letters_as_we_do() -> None:
    UserFactory()
    latin = [name for name, _ in NAMES if plain(name).isascii()]

    found = [
        User.objects.values_list(in_plain_letters(Cast(Value(name), TextField())), flat=True).get()
        for name in latin
    ]

    assert [words_of(one) for one in found] == [words_of(name) for name in latin]


@pytest.mark.django_db
def test_names_sort_as_people_expect() -> None:
    expected = [
        *("Ann", "Ann Bell", "anna able", "Édith Aaron", "Eve Dale", "Oda Ek", "Ödön Fay"),
        *("Ole Gray", "Øystein Hay", "Thea Ingram", "Þór Jay", "Tim King", "Zoë Law"),
    ]
    for name in sorted(expected, key=len):
        UserFactory(name=name)

    assert list(User.objects.order_by("search_key").values_list("name", flat=True)) == expected


@pytest.mark.django_db
def test_a_key_follows_what_it_is_made_of() -> None:
    school = OrganisationFactory(name="École Saint-Exupéry")
    assert school.search_key == "ecole saintexupery"

    school.name = "Another"
    school.save()

    school.refresh_from_db()
    assert school.search_key == "another"


@pytest.mark.django_db
@pytest.mark.guard("a key follows a field that is saved alone", where="core/search/key_field.py")
def test_a_key_follows_a_field_that_is_saved_alone() -> None:
    person = UserFactory(name="Ann", email="ann@work.example")

    person.email = "ann@home.example"
    person.save(update_fields=["email"])

    person.refresh_from_db()
    assert person.search_key == "ann\nann@home.example"


@pytest.mark.django_db
def test_the_longest_name_has_a_key_that_fits() -> None:
    person = UserFactory(
        name="\ufdfa" * 120, email=f"{'a' * 60}@{'b' * 60}.{'b' * 60}.{'b' * 58}.example"
    )

    assert len(person.search_key) <= KEY


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Amina Rashid", "amina  RASHID", True),
        ("Amina Rashid", "Rashid, Amina", True),
        ("Amina Rashid", "A. Rashid", True),
        ("Dr Amina J Rashid", "Amína Rashid", True),
        ("Jürgen Müller", "Juergen Mueller", True),
        ("Amina Rashid", "", True),
        ("Amina Rashid", "Totally Different", False),
        ("Amina Rashid", "Amina Khan", False),
        ("Amina Rashid", "A R", False),
        ("John Smith", "Jane Smith", False),
        ("王小明", "王小红", False),
        ("कमल", "कमला", False),
    ],
)
def test_two_ways_to_write_a_name_are_told_from_two_names(one: str, other: str, are: bool) -> None:
    assert are_one_name(one, other) is are
    assert are_one_name(other, one) is are


def test_a_key_holds_what_else_finds_a_row() -> None:
    assert search_key("Hall", "1 Élan Way", "B1 1BB") == "hall\n1 elan way\nb1 1bb"
    assert search_key("Zoë", "Zoe-B@Work.example") == "zoe\nzoe-b@work.example"


def test_a_sign_that_is_a_word_counts_for_two() -> None:
    assert weight(plain("李明")) == 4
    assert weight(plain("!?!")) == 0
    assert weight(plain("Éva")) == 3


@pytest.mark.django_db
def test_a_short_word_finds_itself_and_no_shorter_one() -> None:
    for name in ("Joe Bell", "John Bell"):
        UserFactory(name=name)

    assert [one.name for one in User.objects.filter(has_words("joe"))] == ["Joe Bell"]
    assert User.objects.filter(has_words("j bel"), name=F("name")).count() == 2

"""Whom a search finds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.models import Membership, Organisation, User
from accounts.queries.organisation import organisations_called
from people.queries.person import memberships_of, organisations_found, people_found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words", ["amina", "AMINA", "Rashid", "ashi", "rashid amina", "amina@learner", "amina learner"]
)
def test_people_are_found_by_parts_of_name_and_address(
    words: str, learner: User, stranger: User
) -> None:
    assert list(people_found(words)) == [learner]


@pytest.mark.parametrize("words", ["", "a", "am", "amina stranger", "%%%", "___"])
def test_too_few_characters_or_a_word_too_many_find_nobody(
    words: str, learner: User, stranger: User
) -> None:
    assert list(people_found(words)) == []


def test_people_are_listed_by_name(learner: User, booker: User, stranger: User) -> None:
    assert list(people_found("example")) == [learner, booker, stranger]


@pytest.mark.parametrize("words", ["999001", "canal", "academy CANALSIDE"])
def test_an_organisation_is_found_by_its_urn_or_its_name(
    words: str, school: Organisation, other_school: Organisation
) -> None:
    assert list(organisations_found(words)) == [school]


@pytest.mark.parametrize("words", ["", "9", "99", "99900", "nowhere"])
def test_a_part_of_a_urn_finds_none(words: str, school: Organisation) -> None:
    assert list(organisations_found(words)) == []


def test_a_closed_organisation_is_found_by_its_urn_alone(school: Organisation) -> None:
    school.status = Organisation.Status.CLOSED
    school.save()

    assert list(organisations_found("Canalside")) == []
    assert list(organisations_found("999001")) == [school]


def test_memberships_that_are_over_come_last(
    booker: User, other_school: Organisation, school: Organisation
) -> None:
    now = booker.memberships.get().since
    booker.memberships.update(state=Membership.State.LEFT)
    Membership.objects.create(
        user=booker, organisation=other_school, state=Membership.State.REQUESTED, since=now
    )

    assert [row.organisation for row in memberships_of(booker)] == [other_school, school]


@pytest.mark.parametrize("words", ["École Élan", "ecole elan", "elan", "ÉCOLE"])
def test_an_organisation_is_found_with_its_accents_and_without(
    school: Organisation, words: str
) -> None:
    school.name = "École Élan (example)"
    school.save()

    assert list(organisations_found(words)) == [school]


@pytest.mark.parametrize("words", ["École Élan", "ecole elan", "ÉCOLE  ÉLAN", "Ecole Elan "])
def test_a_whole_name_is_whole_in_any_letters(school: Organisation, words: str) -> None:
    school.name = "École Élan"
    school.save()

    assert organisations_called([words]) == {words.lower(): [school]}
    assert organisations_called(["École"]) == {"école": []}


def test_a_name_of_two_signs_can_be_looked_up(learner: User) -> None:
    learner.name = "李明"
    learner.save()

    assert list(people_found("李明")) == [learner]
    assert list(people_found("!?!")) == []


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("found", "index"),
    [(people_found, "user_search_part"), (organisations_found, "organisation_search_part")],
)
def test_a_search_reads_an_index_and_not_everybody(
    found: Callable[[str], QuerySet[Any]], index: str
) -> None:
    with connection.cursor() as cursor:
        # Of a table as small as a test's it would be read from end to end, whatever there is.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    assert index in found("amina rashid").explain()

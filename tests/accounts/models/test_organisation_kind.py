"""The table of kinds: whole, and the only one the database knows."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Area, Organisation, OrganisationKind
from accounts.models.organisation_kind import KINDS, kind_called, kind_labels
from tests.refusals import refused


def test_every_kind_has_its_facts() -> None:
    assert list(KINDS) == list(OrganisationKind)
    assert all(facts.noun.islower() for facts in KINDS.values())


def test_who_has_no_pupils_by_year_books_none_of_their_workshops_but_for_students() -> None:
    odd = [kind for kind, it in KINDS.items() if it.books_workshops is not it.has_pupils]

    assert odd == [OrganisationKind.UNIVERSITY]


@pytest.mark.parametrize("code", ["youth_setting", "", "SCHOOL", "school "])
def test_an_unknown_kind_is_refused_in_a_sentence(code: str) -> None:
    with refused("kind_unknown", match="There is no kind of organisation called"):
        kind_called(code)


def test_a_code_of_no_kind_breaks_no_page() -> None:
    assert kind_labels(["health", "voluntary", "school"]) == ["School", "Health service"]


@pytest.mark.guard("known kinds", where="accounts/models/organisation.py")
def test_the_database_knows_no_other_kind(school: Organisation, birmingham: Area) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(kind="voluntary")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="Nowhere", area=birmingham, kind="")

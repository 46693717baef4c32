"""Papers of another kind, and papers of a shape that this version does not know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from certificates.papers.models import Certificate, Paper
from certificates.papers.rules.paper_kind import KINDS, PaperKind, declare
from core.public_ids import new_code
from tests.cast import NOW

NUMBER = "UP-2026-ACDEFGHJ"


@dataclass(frozen=True)
class Line:
    term: str
    value: str


@dataclass(frozen=True)
class StatementFacts:
    """What a statement of attendance would say."""

    number: str
    name: str
    lines: list[Line]
    is_known: bool = True

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "StatementFacts":
        lines = [Line("Dates attended", str(values["dates"]))]
        return cls(values["number"], values["name"], lines)


@pytest.fixture
def statements() -> Iterator[None]:
    """A second kind: a declaration, and no table."""
    len(KINDS)  # the kinds of the apps first
    declare(PaperKind(name="statement", noun="statement", read=StatementFacts.read))
    yield
    del KINDS._found["statement"]


def statement(person: User | None, organisation: Organisation | None = None, **more: Any) -> Paper:
    name = person.name if person else ""
    values = {
        "kind": "statement",
        "number": NUMBER,
        "code": new_code(),
        "person": person,
        "organisation": organisation,
        "snapshot": {"shape": 1, "number": NUMBER, "name": name, "dates": 12},
        "pdf": "statements/1.pdf",
        "digest": "0" * 64,
        "issued_at": NOW,
    }
    return Paper.objects.create(**{**values, **more})


@pytest.mark.usefixtures("statements")
def test_a_second_kind_is_checked_with_a_declaration_alone(client: Client, learner: User) -> None:
    paper = statement(learner)
    text = client.get(reverse("papers:verify_detail", args=[paper.code])).content.decode()
    for fact in ("This statement is valid", "Dates attended", "12", "Statement UP-2026-ACDEFGHJ"):
        assert fact in text, fact
    for other in ("certificate of attendance", "Amina"):
        assert other not in text

    answers = {"reference": NUMBER, "surname": "Rashid"}
    assert "Amina Rashid" in client.post("/verify/", answers, follow=True).content.decode()


@pytest.mark.usefixtures("statements")
def test_a_paper_of_an_organisation_asks_for_no_surname(
    client: Client, school: Organisation
) -> None:
    paper = statement(None, school)
    text = client.get(reverse("papers:verify_detail", args=[paper.code])).content.decode()
    assert "This statement is valid" in text
    assert "Whose is it?" not in text


def test_a_paper_of_a_kind_that_is_not_declared_is_not_shown(client: Client, learner: User) -> None:
    paper = statement(learner)
    assert client.get(reverse("papers:verify_detail", args=[paper.code])).status_code == 404
    answers = {"reference": NUMBER, "surname": "Rashid"}
    assert client.post("/verify/", answers).status_code == 422


@pytest.mark.parametrize("many", [1, 5])
def test_checking_costs_the_same_queries_for_every_kind(
    client: Client,
    certificate: Certificate,
    learner: User,
    statements: None,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    for one in range(many):
        paper = statement(learner, number=f"UP-2026-ACDEFGH{one + 2}")
    pages = [reverse("papers:verify_detail", args=[one.code]) for one in (certificate, paper)]
    client.get(pages[0])  # what all pages share is read once
    for page in pages:
        with django_assert_num_queries(1):
            client.get(page)


def test_one_number_is_one_paper_whatever_the_kind(certificate: Certificate, learner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        statement(learner, number=certificate.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        statement(learner, code=certificate.code)


@pytest.mark.parametrize("both", [True, False])
def test_a_paper_has_one_owner(learner: User, school: Organisation, both: bool) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        statement(learner if both else None, school if both else None)


def test_a_certificate_is_of_a_place(learner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        statement(learner, kind=Certificate.KIND)


# Words in a shape of a later version.


@pytest.fixture
def unknown(certificate: Certificate) -> Certificate:
    certificate.snapshot = {
        "shape": 7, "number": certificate.number, "name": "Amina Rashid", "what": {"title": "New"},
    }  # fmt: skip
    certificate.save(update_fields=["snapshot"])
    return certificate


def test_a_shape_nobody_knows_is_said_to_whoever_checks(
    client: Client, unknown: Certificate
) -> None:
    url = reverse("papers:verify_detail", args=[unknown.code])
    text = client.get(url).content.decode()
    assert "This certificate is valid" in text
    assert "made by a later version of this website" in text
    assert "Compare what follows" not in text
    assert "certificate of attendance" not in text

    answer = client.post(url, {"surname": "Rashid"}, follow=True)

    assert answer.status_code == 200
    assert "Amina Rashid" in answer.content.decode()


def test_a_shape_nobody_knows_is_said_to_its_owner(
    client: Client, unknown: Certificate, learner: User
) -> None:
    client.force_login(learner)
    page = client.get(reverse("papers:certificate_detail", args=[unknown.number]))
    assert page.status_code == 200
    assert "made by a later version of this website" in page.content.decode()
    download = client.get(reverse("papers:certificate_download", args=[unknown.number]))
    assert download.status_code == 200
    assert unknown.number in client.get(reverse("people:my_home")).content.decode()


def test_a_shape_nobody_knows_is_not_drawn_again(
    client: Client, unknown: Certificate, coordinator: User
) -> None:
    refs = [unknown.place.person.ref, unknown.number]
    client.force_login(coordinator)
    assert client.get(reverse("people:team_people_detail", args=refs[:1])).status_code == 200
    url = reverse("people:team_people_certificate_replace", args=refs)
    assert client.get(url).status_code == 200

    page = client.post(url, {"form_key": uuid4()})

    assert page.status_code == 409
    assert "made by a later version of this website" in page.content.decode()
    assert Certificate.objects.get().is_valid


def test_a_shape_nobody_knows_can_be_withdrawn(
    client: Client, unknown: Certificate, coordinator: User
) -> None:
    client.force_login(coordinator)
    refs = [unknown.place.person.ref, unknown.number]
    url = reverse("people:team_people_certificate_withdraw", args=refs)
    answers = {"form_key": uuid4(), "reason": "issued in error"}
    assert client.post(url, answers).status_code == 302
    unknown.refresh_from_db()
    assert unknown.is_revoked

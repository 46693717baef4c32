"""The office replaces a certificate with a wrong name, and withdraws one that is not right."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from certificates.papers.models import Certificate
from certificates.papers.models.paper import private_storage
from core.models import Message
from tests.cast import make_person
from tests.factories.certificates import end_all, revoke_all
from training.enrolments.models import Enrolment

KEY = UUID("0c9b3c0e-5a7b-4b1e-9d0a-2f5f6a7b8c9d")
BY_HAND = {"form_key": KEY, "reason": "put right"}
WHO_MAY_NOT = ["learner", "stranger", "booker", "facilitator_user", "report_viewer"]
Status = Certificate.Status


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("admin@vrp.example", "Ada Admin", "administrator")


@pytest.fixture
def renamed(certificate: Certificate) -> Certificate:
    """A certificate whose owner's name was corrected since."""
    User.objects.filter(pk=certificate.enrolment.person_id).update(name="Amina Rashid-Khan")
    return Certificate.objects.get()


def address(what: str, certificate: Certificate) -> str:
    """Where the office replaces or withdraws it."""
    refs = [certificate.enrolment.person.ref, certificate.number]
    return reverse(f"people:team_people_certificate_{what}", args=refs)


def issue_address(certificate: Certificate) -> str:
    """Where the office issues one for its place by hand."""
    refs = [certificate.place.person.ref, certificate.place.ref]
    return reverse("people:team_people_certificate_issue", args=refs)


def files() -> set[str]:
    """The papers in private storage."""
    return set(private_storage().listdir("certificates")[1])


def stored(certificate: Certificate) -> str:
    return Path(certificate.pdf.name).name


def test_a_certificate_is_replaced_with_the_corrected_name(
    client: Client, coordinator: User, renamed: Certificate
) -> None:
    client.force_login(coordinator)
    page = client.get(address("replace", renamed)).content.decode()
    assert page.index("Amina Rashid\n") < page.index("Amina Rashid-Khan\n")

    done = client.post(address("replace", renamed), {"form_key": KEY}, follow=True)

    renamed.refresh_from_db()
    new = Certificate.objects.get(status=Status.ISSUED)
    assert (renamed.status, new.supersedes) == (Status.SUPERSEDED, renamed)
    assert new.facts.name == "Amina Rashid-Khan"
    assert new.pdf.read().startswith(b"%PDF")
    assert f"Certificate {new.number} replaces {renamed.number}." in done.content.decode()
    entry = ModelLogEntry.objects.get(action="upstander.supersede_certificate")
    assert (entry.user, entry.data) == (coordinator, {"reason": "name corrected"})
    assert Message.objects.get().to == "amina@learner.example"


def test_a_second_press_replaces_it_once_and_leaves_no_file(
    client: Client, coordinator: User, renamed: Certificate
) -> None:
    client.force_login(coordinator)
    before = files()
    for _ in range(2):
        done = client.post(address("replace", renamed), {"form_key": KEY})
        assert done.status_code == 302

    new = Certificate.objects.get(status=Status.ISSUED)
    assert files() - before == {stored(new)}
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize(
    ("status", "name", "said"),
    [
        (Status.ISSUED, "Amina Rashid", "carries this name already"),
        (Status.REVOKED, "Amina Rashid-Khan", "no longer valid"),
        (Status.SUPERSEDED, "Amina Rashid-Khan", "no longer valid"),
    ],
)
def test_a_refusal_is_said_and_leaves_no_file(
    client: Client, coordinator: User, certificate: Certificate, status: str, name: str, said: str
) -> None:
    end_all(status)
    User.objects.filter(pk=certificate.enrolment.person_id).update(name=name)
    client.force_login(coordinator)
    before = files()

    page = client.post(address("replace", certificate), {"form_key": KEY})

    assert page.status_code == 409
    assert said in page.content.decode()
    assert files() == before
    assert Certificate.objects.get().status == status


def test_a_name_that_cannot_be_printed_is_said_in_a_sentence_and_leaves_no_file(
    client: Client, coordinator: User, certificate: Certificate
) -> None:
    User.objects.filter(pk=certificate.enrolment.person_id).update(name="Amina 😀")
    client.force_login(coordinator)
    before = files()

    page = client.post(address("replace", certificate), {"form_key": KEY})

    assert page.status_code == 409
    said = "The name of the person has “😀” (grinning face, U+1F600), which cannot be printed."
    assert said in page.content.decode()
    assert files() == before
    assert Certificate.objects.get().is_valid


def test_a_certificate_is_withdrawn_with_a_reason(
    client: Client, coordinator: User, certificate: Certificate
) -> None:
    client.force_login(coordinator)
    assert certificate.number in client.get(address("withdraw", certificate)).content.decode()

    done = client.post(
        address("withdraw", certificate),
        {"form_key": KEY, "reason": "issued to the wrong person"},
        follow=True,
    )

    certificate.refresh_from_db()
    assert certificate.is_revoked
    assert "is withdrawn, and the person is told" in done.content.decode()
    assert "Reason: issued to the wrong person." in Message.objects.get().body_text
    entry = ModelLogEntry.objects.get(action="upstander.revoke_certificate")
    assert (entry.user, entry.data) == (coordinator, {"reason": "issued to the wrong person"})


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_reason_is_one_of_the_list(
    client: Client, coordinator: User, certificate: Certificate, reason: str
) -> None:
    client.force_login(coordinator)

    page = client.post(address("withdraw", certificate), {"form_key": KEY, "reason": reason})

    assert page.status_code == 422
    assert Certificate.objects.get().is_valid


def test_what_was_withdrawn_is_not_withdrawn_again(
    client: Client, coordinator: User, certificate: Certificate
) -> None:
    client.force_login(coordinator)
    answers = {"form_key": KEY, "reason": "issued in error"}
    for _ in range(2):
        assert client.post(address("withdraw", certificate), answers).status_code == 302

    later = client.post(address("withdraw", certificate), {**answers, "form_key": uuid4()})

    assert later.status_code == 409
    assert Message.objects.count() == 1


def test_a_certificate_belongs_to_its_person(
    client: Client, coordinator: User, certificate: Certificate, stranger: User
) -> None:
    client.force_login(coordinator)
    for what in ("replace", "withdraw"):
        name = f"people:team_people_certificate_{what}"
        for refs in (
            [stranger.ref, certificate.number],
            [certificate.enrolment.person.ref, "UP-1"],
        ):
            assert client.get(reverse(name, args=refs)).status_code == 404


@pytest.mark.parametrize("who", [*WHO_MAY_NOT, "administrator"])
def test_issuing_by_hand_is_the_offices(
    client: Client, who: str, certificate: Certificate, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(issue_address(certificate)).status_code == 403
    assert client.post(issue_address(certificate), BY_HAND).status_code == 403


def test_a_place_belongs_to_its_person(
    client: Client, coordinator: User, certificate: Certificate, stranger: User
) -> None:
    client.force_login(coordinator)
    name = "people:team_people_certificate_issue"
    for refs in ([stranger.ref, certificate.place.ref], [certificate.place.person.ref, "x"]):
        assert client.get(reverse(name, args=refs)).status_code == 404


def test_the_office_issues_by_hand_with_the_records_before_its_eyes(
    client: Client, coordinator: User, certificate: Certificate
) -> None:
    revoke_all()
    client.force_login(coordinator)
    page = client.get(issue_address(certificate)).content.decode()
    for fact in ("Amina Rashid", "Attended", "Present", "Tuesday 10 November 2026", "Withdrawn"):
        assert fact in page, fact

    before = files()
    for _ in range(2):  # a second press
        done = client.post(issue_address(certificate), BY_HAND, follow=True)
        assert done.status_code == 200

    new = Certificate.objects.get(status=Status.ISSUED)
    assert files() - before == {stored(new)}
    assert f"Certificate {new.number} is issued, and the person is told." in done.content.decode()
    entry = ModelLogEntry.objects.get(action="upstander.issue_certificate")
    assert (entry.user, entry.data) == (coordinator, {"reason": "put right"})
    assert Message.objects.get().to == "amina@learner.example"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"outcome": "absent"}, "do not say that this person attended"),
        ({"outcome": ""}, "do not say that this person attended"),
        ({"status": "cancelled"}, "no place on the date any more"),
    ],
)
def test_nothing_is_issued_where_nobody_attended(
    client: Client,
    coordinator: User,
    certificate: Certificate,
    values: dict[str, str],
    said: str,
) -> None:
    revoke_all()
    Enrolment.objects.update(**values)
    client.force_login(coordinator)
    page = client.get(issue_address(certificate)).content.decode()
    assert said in page
    assert "Issue the certificate</button>" not in page
    before = files()

    answer = client.post(issue_address(certificate), BY_HAND)

    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert files() == before
    assert not Certificate.objects.filter(status=Status.ISSUED).exists()


def test_no_paper_is_drawn_without_a_name(
    client: Client, coordinator: User, certificate: Certificate
) -> None:
    revoke_all()
    User.objects.filter(pk=certificate.person_id).update(name="")
    client.force_login(coordinator)
    before = files()

    answer = client.post(issue_address(certificate), BY_HAND)

    assert answer.status_code == 409
    assert "no name yet" in answer.content.decode()
    assert files() == before


def test_the_queue_names_who_has_none_and_leads_to_issuing(
    client: Client, coordinator: User, certificate: Certificate
) -> None:
    client.force_login(coordinator)
    queue, person = reverse("reports:team_home"), certificate.place.person
    assert issue_address(certificate) not in client.get(queue).content.decode()

    revoke_all()

    page = client.get(queue).content.decode()
    assert "1 person who attended, without a certificate" in page
    assert person.name in page
    assert f'href="{issue_address(certificate)}"' in page
    detail = client.get(reverse("people:team_people_detail", args=[person.ref])).content.decode()
    assert f'href="{issue_address(certificate)}"' in detail
    assert "Issue a certificate: Preventing violence against women and girls" in detail
    assert "Reason: issued in error" in detail

    User.objects.filter(pk=person.pk).update(name="")
    naming = reverse("people:team_people_name", args=[person.ref])
    page = client.get(queue).content.decode()
    assert person.email in page
    assert f'href="{naming}"' in page


@pytest.mark.parametrize("who", [*WHO_MAY_NOT, "administrator"])
def test_certificates_are_the_offices_to_change(
    client: Client, who: str, renamed: Certificate, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    answers = {"form_key": KEY, "reason": "issued in error"}
    for what in ("replace", "withdraw"):
        assert client.get(address(what, renamed)).status_code == 403
        assert client.post(address(what, renamed), answers).status_code == 403
    assert Certificate.objects.get().is_valid

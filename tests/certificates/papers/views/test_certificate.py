"""A person's certificate is theirs alone: to read and to download."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certificates.papers.models import Certificate
from tests.factories.certificates import PDF, CertificateFactory, revoke_all

PAGES = ("papers:certificate_detail", "papers:certificate_download")


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_asked_to_sign_in(client: Client, certificate: Certificate, page: str) -> None:
    answer = client.get(reverse(page, args=[certificate.number]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["stranger", "coordinator"])
def test_another_person_learns_nothing(
    client: Client, certificate: Certificate, page: str, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(page, args=[certificate.number])).status_code == 404
    assert client.get(reverse(page, args=["UP-2026-ZZZZZZZZ"])).status_code == 404


def test_a_file_that_is_gone_leads_to_the_page_that_says_the_same(
    client: Client, certificate: Certificate, learner: User
) -> None:
    certificate.pdf.storage.delete(certificate.pdf.name)
    client.force_login(learner)
    url = reverse("papers:certificate_download", args=[certificate.number])
    answer = client.get(url, follow=True)
    assert answer.redirect_chain == [(url.removesuffix(".pdf") + "/", 302)]
    assert "The PDF cannot be read just now." in answer.content.decode()


def test_the_download_is_the_file_and_nothing_keeps_it(
    client: Client, certificate: Certificate, learner: User
) -> None:
    client.force_login(learner)
    answer = client.get(reverse("papers:certificate_download", args=[certificate.number]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{certificate.number}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_the_page_says_what_the_paper_says(
    client: Client, certificate: Certificate, learner: User
) -> None:
    client.force_login(learner)
    page = client.get(reverse("papers:certificate_detail", args=[certificate.number]))
    text = page.content.decode()
    facts = certificate.facts
    assert page.status_code == 200
    for fact in (
        facts.name,
        facts.course_title,
        facts.dates[0],
        facts.place,
        "2.75 hours",
        facts.outcomes[0],
        facts.facilitators[0],
        facts.issuer,
        "11 November 2026",
        "10 November 2029",
        facts.number,
        facts.verify_url,
        "It is not a statement of competence.",
        "Valid",
    ):
        assert fact in text, fact


def test_a_replaced_certificate_leads_to_the_new_one(
    client: Client, certificate: Certificate, learner: User
) -> None:
    Certificate.objects.update(status=Certificate.Status.SUPERSEDED)
    new = CertificateFactory.create(enrolment=certificate.enrolment, supersedes=certificate)
    client.force_login(learner)
    page = client.get(reverse("papers:certificate_detail", args=[certificate.number]))
    assert reverse("papers:certificate_detail", args=[new.number]) in page.content.decode()


def test_a_withdrawn_certificate_says_so(
    client: Client, certificate: Certificate, learner: User
) -> None:
    revoke_all()
    client.force_login(learner)
    page = client.get(reverse("papers:certificate_detail", args=[certificate.number]))
    assert "no longer valid" in page.content.decode()


def test_the_page_of_the_place_leads_to_a_certificate_that_holds(
    client: Client, certificate: Certificate, learner: User
) -> None:
    client.force_login(learner)
    place, url = certificate.enrolment, reverse(PAGES[0], args=[certificate.number])
    type(place).objects.update(outcome="attended")
    page = reverse("enrolments:enrolment_detail", args=[place.ref])
    assert f'href="{url}"' in client.get(page).content.decode()

    revoke_all()

    assert url not in client.get(page).content.decode()

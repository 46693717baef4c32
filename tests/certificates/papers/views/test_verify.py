"""Anyone may ask whether a certificate holds; only who knows the surname learns the name."""

import pytest
from django.test import Client
from django.urls import reverse

from certificates.papers.models import Certificate
from tests.factories.certificates import CertificateFactory, revoke_all

SEARCH = "/verify/"
WRONG_CODE = "a" * 26
ADDRESS = {"REMOTE_ADDR": "192.0.2.7"}


def page_of(certificate: Certificate) -> str:
    return reverse("papers:verify_detail", args=[certificate.code])


def test_the_printed_address_is_the_page(certificate: Certificate) -> None:
    assert certificate.facts.verify_url.endswith(page_of(certificate))


def test_the_page_shows_every_fact_but_the_name(client: Client, certificate: Certificate) -> None:
    page = client.get(page_of(certificate))
    text = page.content.decode()
    assert page.status_code == 200
    for fact in (
        "This certificate is valid",
        "Preventing violence against women and girls, version 1",
        "Tuesday 10 November 2026, 9am to midday",
        "Online",
        "2.75 hours",
        "West Midlands Violence Reduction Partnership",
        "10 November 2029",
        certificate.number,
    ):
        assert fact in text, fact
    assert "Amina" not in text
    assert "Rashid" not in text


def test_the_page_is_kept_nowhere(client: Client, certificate: Certificate) -> None:
    for address in (
        page_of(certificate),
        SEARCH,
        reverse("papers:verify_detail", args=["x"]),
    ):
        page = client.get(address)
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Referrer-Policy"] == "same-origin"
        assert "no-store" in page["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in page.content.decode()


@pytest.mark.parametrize("surname", ["Rashid", " rashid ", "RASHID", "Ráshíd", "Amina Rashid"])
def test_the_surname_shows_the_name_once(
    client: Client, certificate: Certificate, surname: str
) -> None:
    answer = client.post(page_of(certificate), {"surname": surname}, follow=True)
    assert "Amina Rashid" in answer.content.decode()
    assert "Amina" not in client.get(page_of(certificate)).content.decode()


@pytest.mark.parametrize("surname", ["Rash", "", "%", "Stranger"])
def test_any_other_word_shows_nothing(
    client: Client, certificate: Certificate, surname: str
) -> None:
    answer = client.post(page_of(certificate), {"surname": surname})
    assert answer.status_code == 422
    assert "Amina Rashid" not in answer.content.decode()
    assert "Amina" not in client.get(page_of(certificate)).content.decode()


def test_the_surname_of_one_shows_no_other(client: Client, certificate: Certificate) -> None:
    Certificate.objects.update(status=Certificate.Status.SUPERSEDED)
    new = CertificateFactory.create(enrolment=certificate.enrolment, supersedes=certificate)
    client.post(page_of(certificate), {"surname": "Rashid"})
    assert "Amina" not in client.get(page_of(new)).content.decode()


def test_an_unknown_code_says_what_to_do(client: Client, db: None) -> None:
    page = client.get(reverse("papers:verify_detail", args=[WRONG_CODE]))
    assert page.status_code == 404
    assert "We have no certificate with this code: check" in page.content.decode()
    assert client.post(page.request["PATH_INFO"], {"surname": "Rashid"}).status_code == 404


def test_a_code_in_capitals_is_the_same_code(client: Client, certificate: Certificate) -> None:
    address = reverse("papers:verify_detail", args=[certificate.code.upper()])
    assert client.get(address).status_code == 200


def test_a_replaced_certificate_leads_to_the_new_one(
    client: Client, certificate: Certificate
) -> None:
    Certificate.objects.update(status=Certificate.Status.SUPERSEDED)
    new = CertificateFactory.create(enrolment=certificate.enrolment, supersedes=certificate)
    text = client.get(page_of(certificate)).content.decode()
    assert "This certificate was replaced" in text
    assert new.number in text
    assert page_of(new) in text
    assert "Amina" not in text


def test_a_withdrawn_certificate_says_so_without_the_name(
    client: Client, certificate: Certificate
) -> None:
    revoke_all()
    text = client.get(page_of(certificate)).content.decode()
    assert "This certificate was withdrawn" in text
    assert "Do not accept" in text
    assert "Amina" not in text


# Asking by number


def ask(client: Client, reference: str, surname: str = "") -> tuple[int, str]:
    """The status and where it leads, or the text of the page."""
    answer = client.post(SEARCH, {"reference": reference, "surname": surname})
    return answer.status_code, answer.get("Location") or answer.content.decode()


def test_the_number_with_the_surname_leads_to_the_named_page(
    client: Client, certificate: Certificate
) -> None:
    typed = certificate.number.lower().replace("-", " ")
    assert ask(client, typed, "rashid") == (302, page_of(certificate))
    assert "Amina Rashid" in client.get(page_of(certificate)).content.decode()


def test_a_wrong_surname_and_a_wrong_number_look_the_same(
    client: Client, certificate: Certificate
) -> None:
    wrong_surname = ask(client, certificate.number, "Stranger")
    wrong_number = ask(client, "UP-2026-ZZZZZZZZ", "Stranger")
    nonsense = ask(client, "anything", "Stranger")
    assert wrong_surname[0] == wrong_number[0] == nonsense[0] == 422
    for status, text in (wrong_surname, wrong_number, nonsense):
        assert "No certificate has this number and this surname" in text, status
        assert certificate.code not in text


def test_a_number_alone_is_asked_for_the_surname(client: Client, certificate: Certificate) -> None:
    status, text = ask(client, certificate.number)
    assert status == 422
    assert "Enter the surname that is printed on the certificate" in text
    assert certificate.code not in text


def test_nothing_typed_is_asked_for(client: Client, db: None) -> None:
    status, text = ask(client, "")
    assert status == 422
    assert "Enter certificate number or code" in text


def test_a_code_or_its_address_leads_to_its_page(client: Client, certificate: Certificate) -> None:
    for typed in (certificate.code, certificate.code.upper(), certificate.facts.verify_url):
        assert ask(client, typed) == (302, page_of(certificate))
    assert "Amina" not in client.get(page_of(certificate)).content.decode()


def test_a_name_of_a_megabyte_is_only_too_long(client: Client, certificate: Certificate) -> None:
    status, text = ask(client, certificate.number, "R" * 1_000_000)
    assert status == 422
    assert "Use 120 characters or fewer" in text


# Tries


def test_the_eleventh_try_of_a_minute_waits(client: Client, certificate: Certificate) -> None:
    for _ in range(10):
        assert client.post(SEARCH, {"reference": "x", "surname": "y"}, **ADDRESS).status_code == 422
    answer = client.post(page_of(certificate), {"surname": "Rashid"}, **ADDRESS)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "wait" in answer.content.decode().lower()
    assert "Amina" not in client.get(page_of(certificate), **ADDRESS).content.decode()


def test_guessed_codes_count_as_tries(client: Client, certificate: Certificate) -> None:
    guesses = [reverse("papers:verify_detail", args=[f"{n:026}"]) for n in range(12)]
    assert [client.get(guess, **ADDRESS).status_code for guess in guesses] == [404] * 10 + [429] * 2
    assert client.get(page_of(certificate), **ADDRESS).status_code == 200


def test_tries_are_counted_for_each_address(client: Client, certificate: Certificate) -> None:
    for _ in range(11):
        client.post(SEARCH, {"reference": "x", "surname": "y"}, **ADDRESS)
    other = client.post(page_of(certificate), {"surname": "Rashid"}, REMOTE_ADDR="192.0.2.8")
    assert other.status_code == 302


def test_a_made_up_forwarded_address_changes_nothing(client: Client, db: None) -> None:
    answers = [
        client.post(
            SEARCH, {"reference": "x"}, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}", **ADDRESS
        )
        for number in range(11)
    ]
    assert answers[-1].status_code == 429


def test_looking_is_never_limited(client: Client, certificate: Certificate) -> None:
    looks = [client.get(page_of(certificate), **ADDRESS).status_code for _ in range(15)]
    assert looks == [200] * 15

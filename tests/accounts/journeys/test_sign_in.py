"""A person with an account comes in, with a password or with a code, and goes out."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Message
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
Code = Callable[[], str]
Mail = Callable[[], Message]
LOGIN = "/accounts/login/"
WRONG = "The email address or the password is not right"


@pytest.fixture
def person() -> User:
    made: User = UserFactory(email="amina@learner.example")
    return made


def sign_in(client: Client, person: User, **more: str) -> str:
    response = client.post(LOGIN, {"login": person.email, "password": PASSWORD, **more})
    return response.headers.get("Location", "")


def test_a_password_opens_the_session(client: Client, person: User) -> None:
    assert sign_in(client, person) == "/my/"
    assert client.get("/accounts/").status_code == 200


def test_a_booker_lands_on_bookings(client: Client, person: User) -> None:
    MembershipFactory(user=person, role="booker")

    assert sign_in(client, person) == "/bookings/"


@pytest.mark.parametrize(
    ("asked", "landed"),
    [
        ("/dates/abc/enrol/?places=1", "/dates/abc/enrol/?places=1"),
        ("https://evil.example/", "/my/"),
        ("//evil.example/", "/my/"),
        ("/\\evil.example", "/my/"),
        ("javascript:alert(1)", "/my/"),
        ("http:///evil.example", "/my/"),
    ],
)
def test_next_is_honoured_when_it_is_ours(
    client: Client, person: User, asked: str, landed: str
) -> None:
    assert sign_in(client, person, next=asked) == landed


def test_the_address_is_known_in_any_case(client: Client, person: User) -> None:
    client.post(LOGIN, {"login": " AMINA@Learner.Example ", "password": PASSWORD})

    assert client.get("/accounts/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(person: User) -> None:
    pages = [
        Client().post(LOGIN, {"login": email, "password": "not the one at all"})
        for email in (person.email, "nobody@learner.example")
    ]

    known, unknown = (
        re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", page.text)
        .replace(person.email, "ADDRESS")
        .replace("nobody@learner.example", "ADDRESS")
        for page in pages
    )
    assert known == unknown
    assert WRONG in known


def test_five_wrong_passwords_shut_the_account_for_a_while(person: User) -> None:
    client = Client()
    for _ in range(5):
        client.post(LOGIN, {"login": person.email, "password": "not the one at all"})

    page = client.post(LOGIN, {"login": person.email, "password": PASSWORD})

    assert "Wait 5 minutes" in page.text
    assert client.get("/accounts/").status_code == 302


def test_an_unconfirmed_address_cannot_sign_in(client: Client, last_code: Code) -> None:
    person = UserFactory(email="new@learner.example", confirmed=False)

    assert sign_in(client, person) == "/accounts/confirm-email/"
    assert client.get("/accounts/").status_code == 302

    client.post("/accounts/confirm-email/", {"code": last_code()})
    assert client.get("/accounts/").status_code == 200


def test_a_closed_account_cannot_sign_in(client: Client, person: User) -> None:
    User.objects.update(is_active=False)

    assert sign_in(client, person) == "/accounts/inactive/"
    assert "This account is closed" in client.get("/accounts/inactive/").text
    assert client.get("/accounts/").status_code == 302


# With a code


REQUEST, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def test_a_code_opens_the_session(client: Client, person: User, last_code: Code) -> None:
    asked = client.post(REQUEST, {"email": person.email, "next": "/dates/"})
    assert asked["Location"] == f"{CONFIRM}?next=%2Fdates%2F"

    done = client.post(CONFIRM, {"code": last_code(), "next": "/dates/"})

    assert done["Location"] == "/dates/"
    assert client.get("/accounts/").status_code == 200


def test_a_code_may_be_typed_with_a_space(client: Client, person: User, last_code: Code) -> None:
    client.post(REQUEST, {"email": person.email})
    code = last_code()

    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})

    assert client.get("/accounts/").status_code == 200


def test_a_code_is_only_for_the_browser_that_asked(person: User, last_code: Code) -> None:
    Client().post(REQUEST, {"email": person.email})
    other = Client()

    assert other.post(CONFIRM, {"code": last_code()}).status_code == 302
    assert other.get("/accounts/").status_code == 302


def test_three_wrong_codes_and_the_right_one_is_dead(
    client: Client, person: User, last_code: Code
) -> None:
    client.post(REQUEST, {"email": person.email})
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        client.post(CONFIRM, {"code": wrong})

    client.post(CONFIRM, {"code": right})

    assert client.get("/accounts/").status_code == 302


def test_an_unknown_address_gets_the_same_page_and_a_mail_that_says_so(
    person: User, last_mail: Mail
) -> None:
    pages = []
    for email in (person.email, "nobody@learner.example"):
        browser = Client()
        response = browser.post(REQUEST, {"email": email}, follow=True)
        text = re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", response.text)
        pages.append((response.redirect_chain, text.replace(email, "ADDRESS")))

    assert pages[0] == pages[1]
    assert last_mail().subject == "No account with this email address"


# Passwords


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(
    settings: Any, client: Client, person: User, last_mail: Mail
) -> None:
    client.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(re.escape(settings.BASE_URL) + r"(/\S+)", last_mail().body_text)
    assert link
    page = client.get(link.group(1), follow=True)
    form = page.redirect_chain[-1][0]
    new = {"password1": "three random words", "password2": "three random words"}

    done = client.post(form, new)

    assert done["Location"] == "/accounts/password/reset/key/done/"
    person.refresh_from_db()
    assert person.check_password("three random words")
    assert last_mail().subject == "Your password was changed"
    assert "does not work any more" in Client().get(link.group(1)).text


@pytest.mark.parametrize("email", ["amina@learner.example", "nobody@learner.example"])
@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/signup/"])
def test_a_link_in_a_mail_leads_to_our_own_address(
    client: Client, person: User, last_mail: Mail, settings: Any, path: str, email: str
) -> None:
    """Not to what the request calls the site: anybody may ask under another port or name."""
    settings.ALLOWED_HOSTS = ["*"]
    new = {"name": "Amina", "password1": "three random words"}

    client.post(path, {"email": email, **new}, HTTP_HOST="evil.example:8443")

    assert "evil" not in last_mail().body_text
    links = re.findall(r"https?://\S+", last_mail().body_text)
    assert all(link.startswith(settings.BASE_URL) for link in links)


def test_a_reset_for_an_unknown_address_gets_the_same_answer(person: User, last_mail: Mail) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": email})["Location"]
        for email in (person.email, "nobody@learner.example")
    ]

    assert answers[0] == answers[1] == "/accounts/password/reset/done/"
    assert last_mail().subject == "No account with this email address"


def test_a_changed_password_ends_the_other_sessions_and_is_told(
    person: User, last_mail: Mail
) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, person)
    sign_in(elsewhere, person)
    new = {"password1": "three random words", "password2": "three random words"}

    done = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})

    assert done["Location"] == "/accounts/"
    assert here.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302
    assert last_mail().subject == "Your password was changed"


def test_a_new_address_counts_once_confirmed_and_the_old_one_is_told(
    client: Client, person: User, last_code: Code, last_mail: Mail
) -> None:
    sign_in(client, person)
    asked = client.post("/accounts/email/", {"email": "new@learner.example", "action_add": "1"})
    assert asked["Location"] == "/accounts/confirm-email/"
    person.refresh_from_db()
    assert person.email == "amina@learner.example"

    done = client.post("/accounts/confirm-email/", {"code": last_code()})

    person.refresh_from_db()
    assert done["Location"] == "/accounts/"
    assert person.email == "new@learner.example"
    assert [address.email for address in EmailAddress.objects.all()] == ["new@learner.example"]
    assert (last_mail().to, last_mail().subject) == (
        "amina@learner.example",
        "Your email address was changed",
    )


def test_some_time_after_signing_in_one_is_asked_again(
    client: Client, person: User, at: Callable[[object], None]
) -> None:
    sign_in(client, person)
    at(timezone.now() + timedelta(minutes=6))

    asked = client.post("/accounts/email/", {"email": "new@learner.example", "action_add": "1"})

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert "Confirm that it is you" in client.get(asked["Location"]).text


def test_signing_out_ends_the_session(client: Client, person: User) -> None:
    sign_in(client, person)
    assert "Sign out?" in client.get("/accounts/logout/").text

    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/accounts/").status_code == 302

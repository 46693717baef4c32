"""Staff: an app on the phone besides the password."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Message
from core.privacy.encryption import encrypt
from tests.factories.accounts import PASSWORD, StaffRoleFactory
from tests.sign_in import TOTP_SECRET, give_second_factor

pytestmark = pytest.mark.django_db
LOGIN, AUTHENTICATE = "/accounts/login/", "/accounts/2fa/authenticate/"
ACTIVATE, REAUTHENTICATE = "/accounts/2fa/totp/activate/", "/accounts/2fa/reauthenticate/"


def code_of(secret: str, steps: int = 0) -> str:
    """What an app with this secret shows, so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture(autouse=True)
def well_inside_a_half_minute() -> None:
    """No test may straddle the moment at which codes change."""
    if time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30)


@pytest.fixture
def person() -> User:
    """A coordinator whose address is confirmed."""
    made: User = StaffRoleFactory().user
    return made


def sign_in(client: Client, person: User, **more: str) -> str:
    response = client.post(LOGIN, {"login": person.email, "password": PASSWORD, **more})
    return response.headers.get("Location", "")


def test_staff_set_up_an_app_at_their_first_sign_in(person: User) -> None:
    client = Client()
    assert sign_in(client, person) == "/team/"
    assert client.get("/team/")["Location"] == ACTIVATE
    page = client.get(ACTIVATE)
    secret = re.search(r"<code>(\w{32})</code>", page.text)
    assert secret
    assert 'src="data:image/svg+xml;base64,' in page.text

    done = client.post(ACTIVATE, {"code": code_of(secret.group(1))})

    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    codes = re.findall(r"<code>(\d{8})</code>", client.get(done["Location"]).text)
    assert len(codes) == 10
    assert client.get("/team/")["Location"] == f"{REAUTHENTICATE}?next=%2Fteam%2F"
    into = client.post(REAUTHENTICATE, {"code": code_of(secret.group(1)), "next": "/team/"})
    assert into["Location"] == "/team/"
    assert client.get("/team/").status_code != 302


def test_a_code_from_the_app_is_the_second_step(person: User) -> None:
    give_second_factor(person)
    client = Client()

    assert sign_in(client, person, next="/team/bookings/") == AUTHENTICATE
    assert client.get("/accounts/").status_code == 302
    done = client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET)})

    assert done["Location"] == "/team/bookings/"
    assert client.get("/accounts/").status_code == 200


def test_an_emailed_code_alone_does_not_let_staff_in(
    person: User, last_code: Callable[[], str]
) -> None:
    give_second_factor(person)
    client = Client()
    client.post("/accounts/login/code/", {"email": person.email})

    done = client.post("/accounts/login/code/confirm/", {"code": last_code()})

    assert done["Location"] == AUTHENTICATE
    assert client.get("/accounts/").status_code == 302


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_that_is_half_a_minute_off_is_forgiven(person: User, steps: int) -> None:
    give_second_factor(person)
    client = Client()
    sign_in(client, person)

    client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET, steps)})

    assert client.get("/accounts/").status_code == 200


def test_a_code_works_once_even_from_another_browser(person: User) -> None:
    give_second_factor(person)
    code = code_of(TOTP_SECRET, 1)
    first, second = Client(), Client()
    sign_in(first, person)
    sign_in(second, person)

    first.post(AUTHENTICATE, {"code": code})
    page = second.post(AUTHENTICATE, {"code": code})

    assert "already used" in page.text
    assert second.get("/accounts/").status_code == 302


def test_five_wrong_codes_shut_the_second_step_for_a_while(person: User) -> None:
    give_second_factor(person)
    client = Client()
    sign_in(client, person)
    right = code_of(TOTP_SECRET)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        client.post(AUTHENTICATE, {"code": wrong})

    page = client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET)})

    assert "Wait 5 minutes" in page.text
    assert client.get("/accounts/").status_code == 302


def test_a_recovery_code_works_once(person: User) -> None:
    give_second_factor(person)
    codes = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"seed": encrypt("ab" * 40), "used_mask": 0}
    )
    code = codes.wrap().generate_codes()[0]
    first, second = Client(), Client()
    sign_in(first, person)
    first.post(AUTHENTICATE, {"code": code})
    assert first.get("/accounts/").status_code == 200

    sign_in(second, person)
    second.post(AUTHENTICATE, {"code": code})

    assert second.get("/accounts/").status_code == 302


def test_staff_may_take_the_app_off_only_with_a_code_and_must_set_up_another(
    person: User, at: Callable[[object], None]
) -> None:
    give_second_factor(person)
    client = Client()
    sign_in(client, person)
    client.post(AUTHENTICATE, {"code": code_of(TOTP_SECRET)})
    at(timezone.now() + timedelta(minutes=6))
    off = "/accounts/2fa/totp/deactivate/"

    asked = client.get(off, follow=True)
    assert asked.redirect_chain[-1][0].startswith(REAUTHENTICATE)
    assert "Use your password" not in asked.text
    client.post(REAUTHENTICATE, {"code": code_of(TOTP_SECRET, 1), "next": off})
    client.post(off)

    assert not Authenticator.objects.exists()
    assert client.get("/team/")["Location"] == ACTIVATE
    assert Message.objects.latest("pk").subject == "Your second step at sign-in is off"


def test_everyone_may_have_a_second_step(client: Client, learner: User) -> None:
    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    sign_in(client, learner)

    assert "You have not set up an app" in client.get("/accounts/2fa/").text
    assert client.get(ACTIVATE).status_code == 200

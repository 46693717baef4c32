"""A new site: the account made on the command line signs in, and gives the first roles."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from core.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "root@vrp.example"
VERIFY, ACTIVATE = "/accounts/confirm-email/", "/accounts/2fa/totp/activate/"


def code_of(secret: str) -> str:
    """What an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> User:
    """Made as docs/deploy.md says: no address is confirmed, and there is no role."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email=EMAIL, name="Root Rahman", verbosity=0)
    return User.objects.get()


def sign_in(client: Client) -> str:
    """Type address and password at the door; where that leads."""
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    return answer.headers.get("Location", "")


def test_the_first_administrator_gets_from_the_command_line_to_giving_roles(
    root: User, last_code: Callable[[], str]
) -> None:
    if time.time() % 30 > 20:  # the code of the app must not change on the way
        time.sleep(30 - time.time() % 30)
    coordinator = UserFactory(email="cora@vrp.example", name="Cora Whitfield")
    client = Client()

    # The address is confirmed by the code in the mail, though nobody signed up.
    assert sign_in(client) == VERIFY
    assert client.get("/accounts/").status_code == 302
    assert Message.objects.get().to == EMAIL
    confirmed = client.post(VERIFY, {"code": last_code()})
    assert confirmed["Location"] == "/cms/"
    assert EmailAddress.objects.get(user=root).verified

    # Nothing opens before there is a second factor, and it has been used.
    assert client.get("/team/people/")["Location"] == ACTIVATE
    found = re.search(r"<code>(\w{32})</code>", client.get(ACTIVATE).text)
    assert found
    client.post(ACTIVATE, {"code": code_of(found.group(1))})
    prove = client.get("/team/people/")["Location"]
    assert prove.startswith("/accounts/2fa/reauthenticate/")
    client.post(prove, {"code": code_of(found.group(1)), "next": "/team/people/"})

    assert client.get("/team/people/?q=cora").status_code == 200
    address = f"/team/people/{coordinator.ref}/roles/add/"
    done = client.post(address, {"form_key": uuid4(), "role": "coordinator"})
    assert done.status_code == 302
    assert list(coordinator.staff_roles.values_list("role", flat=True)) == ["coordinator"]


def test_a_wrong_code_does_not_let_the_first_administrator_in(root: User) -> None:
    client = Client()
    assert sign_in(client) == VERIFY

    assert client.post(VERIFY, {"code": "000000"}).status_code == 200

    assert client.get("/accounts/").status_code == 302
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_signing_in_by_code_confirms_the_address_too(
    root: User, last_code: Callable[[], str]
) -> None:
    client = Client()
    client.post("/accounts/login/code/", {"email": EMAIL})
    asked = client.post("/accounts/login/code/confirm/", {"code": last_code()})
    assert asked["Location"] == VERIFY

    client.post(VERIFY, {"code": last_code()})

    assert client.get("/team/people/")["Location"] == ACTIVATE

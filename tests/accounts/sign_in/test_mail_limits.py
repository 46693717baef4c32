"""Whoever types an address at the sign-in pages causes mail to it: so often in a day."""

import pytest
from django.test import Client

from accounts.actions import naming
from accounts.models import User
from core.models import Message

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # type: ignore[attr-defined]
    monkeypatch.setattr(naming, "MOST_OF_VISITOR_TO_ONE", 2)
    monkeypatch.setattr(naming, "MOST_OF_VISITOR", 5)


def ask(email: str, address: str = "192.0.2.1", url: str = CODE) -> tuple[int, str]:
    answer = Client(REMOTE_ADDR=address).post(url, {"email": email})
    return answer.status_code, answer.content.decode()


@pytest.mark.guard("emails that a visitor causes", where="accounts/sign_in/adapter.py")
@pytest.mark.parametrize("url", [CODE, "/accounts/password/reset/"])
def test_an_address_gets_so_many_and_the_answer_tells_nothing(learner: User, url: str) -> None:
    for email in (learner.email, "nobody@work.example"):
        assert [ask(email, url=url)[0] for _ in range(3)] == [302, 302, 429]
        assert Message.objects.filter(to=email).count() == 2
    known, unknown = (ask(email, url=url)[1] for email in (learner.email, "nobody@work.example"))
    assert "written to this person often" in known
    assert known.count("<p") == unknown.count("<p")


def test_a_network_causes_so_many(learner: User) -> None:
    found = [ask(f"p{number}@work.example")[0] for number in range(6)]
    assert found == [302] * 5 + [429]


def test_another_network_still_signs_in(learner: User) -> None:
    for _ in range(3):
        ask(learner.email)
    assert ask(learner.email, "192.0.2.9")[0] == 302

"""A message about where somebody works goes out only while what it says holds."""

from datetime import datetime

import pytest

from accounts.actions.membership import (
    approve_membership,
    decline_membership,
    end_membership,
    request_membership,
)
from accounts.models import Membership, Organisation, User
from core.mail import delivery, transport
from core.models import Message
from tests.cast import join, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(school: Organisation) -> User:
    return join(make_person("head@canalside.example", "Hana Head"), school, "manager")


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(
        transport,
        "send",
        lambda message, **_: sent.append(f"{message.kind.split('_')[-1]} {message.to}"),
    )
    return sent


def deliver(now: datetime) -> None:
    while claimed := delivery.claim_message(now):
        delivery.deliver(claimed, lambda: now)


def test_a_request_that_was_withdrawn_is_not_sent(
    school: Organisation, manager: User, learner: User, now: datetime, went: list[str]
) -> None:
    for _ in range(5):
        asked = request_membership(learner, school, now=now)
        decline_membership(asked, actor=learner, now=now)
    deliver(now)
    assert went == []
    assert set(Message.objects.values_list("failed_reason", flat=True)) == {Message.NOT_NEEDED}
    request_membership(learner, school, now=now)
    deliver(now)
    assert went == [f"requested {manager.email}"]


def test_whoever_no_longer_answers_for_it_is_not_asked(
    school: Organisation, manager: User, learner: User, now: datetime, went: list[str]
) -> None:
    request_membership(learner, school, now=now)
    Membership.objects.filter(user=manager).update(state="left")
    deliver(now)
    assert went == []


def test_an_answer_that_was_overtaken_is_not_sent(
    school: Organisation, manager: User, learner: User, now: datetime, went: list[str]
) -> None:
    asked = request_membership(learner, school, now=now)
    approve_membership(asked, actor=manager, now=now)
    end_membership(Membership.objects.get(user=learner), actor=None, now=now)
    deliver(now)
    assert went == []


def test_a_no_reaches_the_person(
    school: Organisation, manager: User, learner: User, now: datetime, went: list[str]
) -> None:
    asked = request_membership(learner, school, now=now)
    decline_membership(asked, actor=manager, now=now)
    deliver(now)
    assert went == [f"declined {learner.email}"]

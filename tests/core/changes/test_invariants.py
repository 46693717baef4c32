"""Each rule about messages, links and settings finds the fault it is for."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from core.changes.invariants import check
from core.models import JobItem, Message, Option, PersonalLink
from tests.cast import NOW
from tests.faults import found, refused, unguarded
from training.enrolments.options import OFFER_HOURS

pytestmark = pytest.mark.django_db


def message(**more: Any) -> str:
    """A message, and the name it goes by."""
    values = {"dedupe_key": "a", "kind": "a/b", "to": "a@b.example", "subject": "S"}
    row = Message.objects.create(
        **{**values, "body_text": "", "message_id": "<a@b>", **more}, created_at=NOW, due_at=NOW
    )
    return row.message_id


def keep_secret() -> str:
    return message(is_secret=True, body_text="123456", sent_at=NOW)


def keep_link() -> str:
    link = PersonalLink.objects.create(
        purpose="a", about="b", digest="0" * 64, created_at=NOW, expires_at=NOW
    )
    return message(link_path="/a/", personal_link=link, cancelled_at=NOW)


def loosen_link() -> str:
    return message(link_path="/a/")


def end_twice() -> str:
    with unguarded(Message, "message_ends_one_way"):
        return message(sent_at=NOW, cancelled_at=NOW)


def keep_token() -> str:
    PersonalLink.objects.create(
        purpose="a", about="b", digest="the token itself", created_at=NOW, expires_at=NOW
    )
    return "a b"


def set_too_much() -> str:
    actor = User.objects.create_user("a@b.example", name="A B")
    value = OFFER_HOURS.most + 1
    Option.objects.create(key=OFFER_HOURS.key, value=value, changed_by=actor, changed_at=NOW)
    return OFFER_HOURS.key


def lose_work() -> str:
    JobItem.objects.create(job="gone", row="1", next_at=NOW + timedelta(days=1))
    return "gone 1"


PLANTS = {
    "secrets-are-wiped": keep_secret,
    "personal-links-are-wiped": keep_link,
    "link-has-a-key": loosen_link,
    "message-ends-one-way": end_twice,
    "links-are-digests": keep_token,
    "settings-are-in-range": set_too_much,
    "work-in-hand-is-known": lose_work,
}
GUARDED = ["message-ends-one-way"]  # by a constraint


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str) -> None:
    assert found(name) == []

    offender = PLANTS[name]()

    assert found(name) == [offender]


@pytest.mark.parametrize("name", GUARDED)
def test_the_database_itself_refuses_the_fault(name: str) -> None:
    with refused():
        PLANTS[name]()


def test_a_secret_still_to_be_sent_is_no_fault() -> None:
    message(is_secret=True, body_text="123456")

    assert found("secrets-are-wiped") == []


@pytest.mark.django_db(transaction=True)
def test_a_check_outside_any_transaction_leaves_none_open() -> None:
    assert all(finding.holds for finding in check(NOW))

    message(link_path="/a/")  # commits: nothing is held

    broken = [finding.rule.name for finding in check(NOW) if not finding.holds]
    assert broken == ["link-has-a-key"]

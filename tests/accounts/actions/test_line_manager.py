"""Who a person names as their manager, and when that ends."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import ModelLogEntry

from accounts.actions.line_manager import (
    confirm_manager,
    confirm_manager_locked,
    end_manager,
    name_manager,
)
from accounts.actions.membership import end_membership
from accounts.models import LineManager, Membership, User
from accounts.queries.line_manager import managed_by, manager_is_over, managers_of, named_by
from tests.refusals import refused

pytestmark = pytest.mark.django_db
State = LineManager.State
BOSS = "boss@canalside.example"


def verified(person: User, email: str) -> User:
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def named(person: User, now: datetime) -> LineManager:
    name_manager(person, BOSS, actor=person, now=now)
    return LineManager.objects.select_related("person").get(person=person, ended_at=None)


def test_a_manager_is_named_once(learner: User, now: datetime) -> None:
    name_manager(learner, "Boss@Canalside.example", actor=learner, now=now)
    row = named(learner, now + timedelta(days=1))

    assert (row.email, row.state, row.named_at) == (BOSS, State.NAMED, now)
    assert ModelLogEntry.objects.filter(action="upstander.name_manager").exists()
    assert not manager_is_over(learner, BOSS)


@pytest.mark.parametrize("address", ["AMINA@learner.example", "amina+me@learner.example"])
def test_nobody_is_their_own_manager(learner: User, address: str, now: datetime) -> None:
    with refused("own_manager"):
        name_manager(learner, address, actor=learner, now=now)


def test_a_manager_says_so_too_and_twice_is_once(
    learner: User, manager: User, now: datetime
) -> None:
    row = named(learner, now)
    for days in (0, 1):
        row = confirm_manager(row, actor=manager, now=now + timedelta(days=days))
    assert (row.state, row.confirmed_at) == (State.CONFIRMED, now)


def test_an_end_is_an_end(learner: User, manager: User, now: datetime) -> None:
    row = named(learner, now)
    for days in (0, 1):
        row = end_manager(row, actor=learner, now=now + timedelta(days=days))
    confirm_manager_locked(learner, BOSS, now=now)

    assert (row.state, row.ended_at) == (State.ENDED, now)
    assert manager_is_over(learner, BOSS)
    with refused("manager_ended"):
        confirm_manager(row, actor=manager, now=now)
    later = named(learner, now + timedelta(days=1))
    assert list(managers_of(learner)) == [later, row]
    assert not manager_is_over(learner, BOSS)


def test_sight_needs_a_proved_address_and_a_yes(
    learner: User, stranger: User, manager: User, now: datetime
) -> None:
    verified(manager, BOSS)
    EmailAddress.objects.create(user=stranger, email=BOSS, verified=False, primary=False)
    row = named(learner, now)
    assert list(named_by(manager)) == [row]
    assert not managed_by(manager).exists()

    confirm_manager(row, actor=manager, now=now)
    assert list(managed_by(manager)) == [row]
    assert not named_by(stranger).exists()


def test_leaving_an_organisation_cuts_every_managers_sight(
    member: User, manager: User, now: datetime
) -> None:
    verified(manager, BOSS)
    confirm_manager(named(member, now), actor=manager, now=now)

    end_membership(Membership.objects.get(user=member), actor=member, now=now)

    assert not managed_by(manager).exists()
    assert LineManager.objects.get().ended_at == now

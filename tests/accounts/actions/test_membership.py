"""Who acts for which organisation."""

from datetime import datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.access import booking_organisations
from accounts.actions.membership import (
    add_membership,
    end_membership,
)
from accounts.models import Membership, Organisation, User
from tests.refusals import refused

pytestmark = pytest.mark.django_db
Role, State = Membership.Role, Membership.State


def test_add_membership_lets_the_person_book(
    learner: User, school: Organisation, manager: User, now: datetime
) -> None:
    membership = add_membership(learner, school, Role.BOOKER, actor=manager, now=now)

    assert (membership.state, membership.since) == (State.ACTIVE, now)
    assert booking_organisations(learner) == [school]
    entry = ModelLogEntry.objects.get(action="upstander.add_membership")
    assert (entry.label, entry.user) == (learner.ref, manager)
    assert entry.data == {"organisation": school.ref, "role": "booker"}


@pytest.mark.parametrize("state", [State.REQUESTED, State.INVITED])
def test_add_membership_approves_one_that_was_asked_for(
    learner: User, school: Organisation, manager: User, now: datetime, state: State
) -> None:
    asked = Membership.objects.create(
        user=learner, organisation=school, role=Role.MEMBER, state=state, since=now
    )

    add_membership(learner, school, Role.BOOKER, actor=manager, now=now + timedelta(days=1))

    asked.refresh_from_db()
    assert (asked.role, asked.state) == (Role.BOOKER, State.ACTIVE)
    assert learner.memberships.count() == 1


def test_add_membership_refuses_an_active_member(
    booker: User, school: Organisation, now: datetime
) -> None:
    with refused("already_member", match="already a member"):
        add_membership(booker, school, Role.MANAGER, actor=None, now=now)

    assert booker.memberships.get().role == Role.BOOKER


def test_add_membership_refuses_a_closed_organisation(
    learner: User, school: Organisation, now: datetime
) -> None:
    school.status = Organisation.Status.CLOSED
    school.save()

    with refused("organisation_closed", match="has closed"):
        add_membership(learner, school, Role.BOOKER, actor=None, now=now)

    assert not learner.memberships.exists()


def test_end_membership_takes_the_right_to_book(booker: User, manager: User, now: datetime) -> None:
    end_membership(booker.memberships.get(), actor=manager, now=now)

    assert booking_organisations(booker) == []
    assert ModelLogEntry.objects.get(action="upstander.end_membership").user == manager


def test_end_membership_refuses_one_that_is_over(booker: User, now: datetime) -> None:
    membership = booker.memberships.get()
    end_membership(membership, actor=None, now=now)

    with refused("membership_ended", match="already left"):
        end_membership(membership, actor=None, now=now)


def test_someone_who_left_may_come_back(booker: User, school: Organisation, now: datetime) -> None:
    end_membership(booker.memberships.get(), actor=None, now=now)

    add_membership(booker, school, Role.MEMBER, actor=None, now=now)

    assert sorted(booker.memberships.values_list("state", flat=True)) == ["active", "left"]

"""Nobody joins an organisation by typing its URN: somebody there says yes."""

from datetime import datetime

import pytest

from accounts.access import booking_organisations
from accounts.actions.membership import (
    approve_membership,
    decline_membership,
    request_membership,
)
from accounts.models import Membership, Organisation, User
from accounts.queries.membership import membership_requests
from accounts.queries.organisation import organisations_of
from accounts.queries.remit import NOWHERE, WHOLE
from core.models import Message
from tests.factories.accounts import OrganisationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
State = Membership.State


def test_asking_gives_nothing_and_tells_those_who_may_answer(
    learner: User, school: Organisation, manager: User, booker: User, now: datetime
) -> None:
    asked = request_membership(learner, school, now=now)
    again = request_membership(learner, school, now=now)

    assert asked == again
    assert (asked.state, asked.role) == (State.REQUESTED, Membership.Role.MEMBER)
    assert not organisations_of(learner).exists()
    message = Message.objects.get()
    assert message.to == manager.email
    assert "Amina Rashid (amina@learner.example)" in message.body_text


def test_only_the_organisations_managers_and_the_office_see_it(
    learner: User, school: Organisation, manager: User, booker: User, other_booker: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    asked = request_membership(learner, school, now=now)
    assert list(membership_requests(manager, office=NOWHERE)) == [asked]
    assert list(membership_requests(coordinator, office=WHOLE)) == [asked]
    for person in (booker, other_booker, learner):
        assert not membership_requests(person, office=NOWHERE).exists()


def test_a_yes_makes_a_member_who_does_not_book(
    learner: User, school: Organisation, manager: User, now: datetime
) -> None:
    asked = request_membership(learner, school, now=now)
    for _ in range(2):
        approve_membership(asked, actor=manager, now=now)
    assert organisations_of(learner).get().organisation == school
    assert booking_organisations(learner) == []
    assert Message.objects.get(to=learner.email).kind == "accounts/membership_approved"


def test_a_no_leaves_nothing(
    learner: User, school: Organisation, manager: User, now: datetime
) -> None:
    asked = request_membership(learner, school, now=now)
    decline_membership(asked, actor=manager, now=now)
    assert not Membership.objects.filter(user=learner).exists()
    assert Message.objects.get(to=learner.email).kind == "accounts/membership_declined"
    for answer in (approve_membership, decline_membership):
        with refused("not_requested"):
            answer(asked, actor=manager, now=now)


def test_taking_it_back_is_told_to_nobody(
    learner: User, school: Organisation, now: datetime
) -> None:
    decline_membership(request_membership(learner, school, now=now), actor=learner, now=now)
    assert not Message.objects.exists()


def test_what_cannot_be_asked(
    learner: User, member: User, school: Organisation, now: datetime
) -> None:
    closed = OrganisationFactory.create(status=Organisation.Status.CLOSED)
    with refused("organisation_closed"):
        request_membership(learner, closed, now=now)
    with refused("already_member"):
        request_membership(member, school, now=now)
    for one in OrganisationFactory.create_batch(3):
        request_membership(learner, one, now=now)
    with refused("many_requests"):
        request_membership(learner, school, now=now)

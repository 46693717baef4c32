"""Where a person works: leaving keeps the record, and joining needs somebody's yes."""

from datetime import datetime

import pytest
from django.test import Client

from accounts.actions.membership import request_membership
from accounts.models import LineManager, Membership, Organisation, User
from certificates.papers.models import Certificate
from tests.cast import join
from tests.training.forms_sent import key_on, send

WORK, REQUESTS = "/my/work/", "/my/requests/"
State = Membership.State


def test_a_person_asks_to_join_and_gets_nothing_yet(
    client: Client, learner: User, school: Organisation
) -> None:
    client.force_login(learner)
    found = f"{WORK}?q={school.urn}"
    assert school.name in client.get(found).content.decode()
    send(client, found, organisation=school.ref)
    membership = Membership.objects.get(user=learner)
    assert (membership.organisation, membership.state) == (school, State.REQUESTED)
    assert "Waiting for an answer" in client.get(WORK).content.decode()


def test_only_what_was_found_can_be_asked_for(
    client: Client, learner: User, school: Organisation, other_school: Organisation
) -> None:
    client.force_login(learner)
    page = send(client, f"{WORK}?q={school.urn}", organisation=other_school.ref)
    assert page.status_code == 422
    assert not Membership.objects.filter(user=learner).exists()


def test_a_request_is_taken_back(
    client: Client, learner: User, school: Organisation, now: datetime
) -> None:
    request_membership(learner, school, now=now)
    client.force_login(learner)
    url = f"{WORK}{school.ref}/withdraw/"
    client.get(url)
    assert Membership.objects.filter(user=learner).exists()
    send(client, url, key_on(client, WORK))
    assert not Membership.objects.filter(user=learner).exists()


def test_leaving_keeps_certificates_and_cuts_the_managers_sight(
    client: Client, certificate: Certificate, school: Organisation, now: datetime
) -> None:
    person = join(certificate.enrolment.person, school, "member")
    LineManager.objects.create(person=person, email="boss@x.example", named_at=now)
    client.force_login(person)
    url = f"{WORK}{school.ref}/leave/"
    assert "certificates stay yours" in client.get(url).content.decode()
    assert Membership.objects.get(user=person).state == State.ACTIVE

    send(client, url)

    assert Membership.objects.get(user=person).state == State.LEFT
    assert LineManager.objects.get().state == LineManager.State.ENDED
    assert certificate.number in client.get("/my/").content.decode()
    assert client.get(url).status_code == 404


def test_a_manager_answers_for_their_own_organisation_alone(
    client: Client,
    learner: User,
    manager: User,
    school: Organisation,
    other_school: Organisation,
    now: datetime,
) -> None:
    request_membership(learner, school, now=now)
    request_membership(learner, other_school, now=now)
    client.force_login(manager)
    shown = client.get(REQUESTS).content.decode()
    assert school.name in shown
    assert other_school.name not in shown

    key = key_on(client, REQUESTS)
    for one in (school, other_school):
        send(client, f"{REQUESTS}{learner.ref}/{one.ref}/", key, answer="yes")

    states = dict(learner.memberships.values_list("organisation", "state"))
    assert states == {school.pk: State.ACTIVE, other_school.pk: State.REQUESTED}


def test_the_office_may_say_no(
    client: Client, learner: User, coordinator: User, school: Organisation, now: datetime
) -> None:
    request_membership(learner, school, now=now)
    client.force_login(coordinator)
    send(client, f"{REQUESTS}{learner.ref}/{school.ref}/", key_on(client, REQUESTS), answer="no")
    assert not learner.memberships.exists()


@pytest.mark.parametrize("who", ["learner", "booker", "facilitator_user"])
def test_others_answer_nothing(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(REQUESTS).status_code == 403

"""Who sees what a person learns: nobody unless named, proved and willing, and only from then on."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actions.line_manager import confirm_manager, name_manager
from accounts.actions.membership import end_membership
from accounts.models import LineManager, Membership, User
from certificates.papers.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.certificates import revoke_all
from tests.factories.training import EnrolmentFactory
from tests.training.forms_sent import key_on, send
from training.enrolments.models import Enrolment
from training.events.models import Event

BOSS = "manager@canalside.example"
PAGE, TEAM = "/my/manager/", "/my/team/"
State = LineManager.State


@pytest.fixture
def boss(manager: User) -> User:
    EmailAddress.objects.create(user=manager, email=BOSS, verified=True, primary=True)
    return manager


def tie(person: User, boss: User, now: datetime, *, confirmed: bool = True) -> LineManager:
    name_manager(person, BOSS, actor=person, now=now)
    row = LineManager.objects.select_related("person").get(person=person, ended_at=None)
    return confirm_manager(row, actor=boss, now=now) if confirmed else row


def place_of(person: User, event: Event, now: datetime, days: int) -> Enrolment:
    asked = now + timedelta(days=days)
    return EnrolmentFactory.create(event=event, person=person, created_at=asked)


def page(client: Client, user: User, url: str) -> str:
    client.force_login(user)
    return client.get(url).content.decode()


def test_a_person_names_their_manager_and_ends_it(client: Client, learner: User) -> None:
    client.force_login(learner)
    send(client, PAGE, email=BOSS)
    shown = client.get(PAGE).content.decode()
    assert "they see nothing yet" in shown

    key = key_on(client, PAGE)
    answers = [client.post(f"{PAGE}end/", {"form_key": key, "email": BOSS}) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [PAGE, PAGE]
    assert LineManager.objects.get().state == State.ENDED
    assert "Sees nothing." in client.get(PAGE).content.decode()


def test_one_s_own_address_is_refused(client: Client, learner: User) -> None:
    client.force_login(learner)
    assert send(client, PAGE, email=learner.email).status_code == 409
    assert not LineManager.objects.exists()


def test_nobody_else_s_manager_is_ended(
    client: Client, learner: User, stranger: User, boss: User, now: datetime
) -> None:
    tie(learner, boss, now)
    client.force_login(stranger)
    key = key_on(client, PAGE)
    assert client.post(f"{PAGE}end/", {"form_key": key, "email": BOSS}).status_code == 404


def test_a_manager_says_yes_and_sees_what_is_taken_from_then_on(
    client: Client, learner: User, boss: User, open_event: Event, now: datetime
) -> None:
    place_of(learner, open_event, now, 1)
    tie(learner, boss, now, confirmed=False)
    before = page(client, boss, TEAM)
    assert "Amina Rashid has named you" in before
    assert open_event.course.title not in before

    send(client, f"{TEAM}{learner.ref}/yes/", key_on(client, TEAM))

    after = page(client, boss, TEAM)
    assert open_event.course.title in after
    assert open_event.course.title in page(client, learner, PAGE)


@pytest.mark.parametrize("change", ["before", "unproved", "ended", "left"])
def test_what_a_manager_does_not_see(
    client: Client,
    member: User,
    stranger: User,
    boss: User,
    open_event: Event,
    change: str,
    now: datetime,
) -> None:
    tie(stranger, boss, now - timedelta(days=99))  # what one let them see is not another's
    place_of(member, open_event, now, -1 if change == "before" else 1)
    row = tie(member, boss, now)
    if change == "unproved":
        EmailAddress.objects.update(verified=False)
    if change == "ended":
        client.force_login(boss)
        send(client, f"{TEAM}{member.ref}/no/", key_on(client, TEAM))
        assert send(client, f"{TEAM}{member.ref}/no/", "a" * 36).status_code == 302
        row.refresh_from_db()
        assert row.state == State.ENDED
    if change == "left":
        end_membership(Membership.objects.get(user=member), actor=member, now=now)
    assert open_event.course.title not in page(client, boss, TEAM)


@pytest.mark.parametrize("status", Enrolment.ACTIVE)
def test_a_manager_sees_no_place_without_its_person_s_yes(
    client: Client, learner: User, boss: User, open_event: Event, now: datetime, status: str
) -> None:
    tie(learner, boss, now)
    EnrolmentFactory(event=open_event, person=learner, created_at=now, status=status)
    is_shown = open_event.course.title in page(client, boss, TEAM)
    assert is_shown == (status in {"confirmed", "awaiting_approval"})
    assert (open_event.course.title in page(client, learner, PAGE)) == is_shown


def test_a_stranger_sees_and_answers_nothing(
    client: Client, learner: User, stranger: User, boss: User, now: datetime
) -> None:
    tie(learner, boss, now, confirmed=False)
    assert learner.name not in page(client, stranger, TEAM)
    key = "3f1d2c34-0000-4000-8000-000000000000"
    assert send(client, f"{TEAM}{learner.ref}/yes/", key).status_code == 404


def test_a_manager_sees_what_came_of_it_and_whether_the_certificate_holds(
    client: Client, certificate: Certificate, boss: User, now: datetime
) -> None:
    place = certificate.enrolment
    tie(place.person, boss, place.created_at)
    Enrolment.objects.update(access_needs="a chair with arms")
    shown = page(client, boss, TEAM)
    assert "Attended" in shown
    assert "Certificate valid" in shown
    assert "a chair with arms" not in shown
    revoke_all()
    assert "Certificate withdrawn" in page(client, boss, TEAM)


@pytest.mark.parametrize("number", [1, 20])
def test_its_queries_are_as_many_for_few_as_for_many(
    client: Client,
    boss: User,
    open_event: Event,
    now: datetime,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for person in UserFactory.create_batch(number):
        tie(person, boss, now)
        place_of(person, open_event, now, 1)
    client.force_login(boss)
    client.get(TEAM)  # what the frame keeps for seconds is read
    with django_assert_num_queries(8):
        shown = client.get(TEAM).content.decode()
    assert shown.count(open_event.course.title) == number

"""The office's page for somebody who came without a place, and the way there."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bookings.registers.actions.register import close_register
from bookings.registers.models import WalkIn
from tests.cast import NOW, make_person
from tests.factories.registers import record, walk_in
from training.enrolments.models import Enrolment
from training.events.models import Session

SignIn = Callable[[User], Client]


@pytest.fixture
def ola(my_class: Session, facilitator_user: User) -> WalkIn:
    record(my_class, facilitator_user, walk_in("Ola Nowak", "ola@work.example"))
    close_register(my_class, actor=facilitator_user, now=NOW)
    return WalkIn.objects.get()


@pytest.fixture
def account(ola: WalkIn) -> User:
    person = make_person(ola.email, "Aleksandra Nowak")
    EmailAddress.objects.create(user=person, email=ola.email, verified=True, primary=True)
    return person


def address(row: WalkIn) -> str:
    return reverse("registers:team_walk_in_place", args=[row.ref])


def test_only_the_office_sees_it(
    ola: WalkIn, learner: User, booker: User, facilitator_user: User, signed_in: SignIn
) -> None:
    for person in (learner, booker, facilitator_user):
        client = signed_in(person)
        assert client.get(address(ola)).status_code == 403
        assert client.post(address(ola), {"form_key": str(uuid4())}).status_code == 403
    assert not Enrolment.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client: Client, ola: WalkIn) -> None:
    assert client.get(address(ola)).status_code == 302


def test_nobody_of_that_reference(coordinator: User, signed_in: SignIn, db: None) -> None:
    url = reverse("registers:team_walk_in_place", args=["bcdfghjkmnpq"])

    assert signed_in(coordinator).get(url).status_code == 404


def test_without_an_account_there_is_no_button(
    ola: WalkIn, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    page = client.get(address(ola)).content.decode()
    answer = client.post(address(ola), {"form_key": str(uuid4())})

    assert "They have no account yet" in page
    assert "Give them the place" not in page
    assert answer.status_code == 409
    assert "Nobody has confirmed this address" in answer.content.decode()


def test_the_queue_leads_to_the_button_and_is_empty_afterwards(
    ola: WalkIn, account: User, coordinator: User, signed_in: SignIn
) -> None:
    client, team = signed_in(coordinator), reverse("reports:team_home")
    before = client.get(team).content.decode()
    page = client.get(address(ola)).content.decode()
    key = {"form_key": str(uuid4())}

    answers = [client.post(address(ola), key) for _ in range(2)]

    assert address(ola) in before
    assert "The account of Aleksandra Nowak has confirmed this address" in page
    for said in (before, page):  # who came to one of two days gets none
        assert "if they came to the whole of it." in said
    assert [one.status_code for one in answers] == [302, 302]
    row = Enrolment.objects.get()
    assert (row.person, row.outcome) == (account, "attended")
    assert address(ola) not in client.get(team).content.decode()
    assert "Ola Nowak has their place" in client.get(address(ola)).content.decode()


def test_the_closed_register_leads_the_office_there_and_nobody_else(
    ola: WalkIn, facilitator_user: User, coordinator: User, signed_in: SignIn
) -> None:
    register = reverse("registers:register_edit", args=[ola.register.session.ref])

    pages = [
        signed_in(one).get(register).content.decode() for one in (coordinator, facilitator_user)
    ]

    assert [address(ola) in page for page in pages] == [True, False]


def test_the_page_takes_few_queries(
    ola: WalkIn, account: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    client.get(address(ola))

    with CaptureQueriesContext(connection) as captured:
        client.get(address(ola))

    assert len(captured) <= 12


def test_an_account_of_another_name_is_pointed_out(
    ola: WalkIn, account: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    assert "The account has another name" in client.get(address(ola)).content.decode()

    User.objects.filter(pk=account.pk).update(name="Ola Maria Nowak")

    assert "The account has another name" not in client.get(address(ola)).content.decode()

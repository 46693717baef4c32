"""The register's page and people without a place."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from bookings.registers.models import RegisterMark, WalkIn
from tests.bookings.registers.views.register_pages import (
    address,
    send,
    shown_in,
)
from tests.factories.registers import (
    put_on,
)
from training.events.models import Session

SignIn = Callable[[User], Client]
Flag = RegisterMark.Flag


def test_somebody_without_a_place_is_added_and_shown(
    my_class: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client = signed_in(facilitator_user)

    send(client, my_class, walk_in_name="Ola Nowak", walk_in_email="Ola@work.example")

    row = WalkIn.objects.get()
    assert (row.name, row.email, row.value) == ("Ola Nowak", "ola@work.example", "present")
    page = client.get(address(my_class)).content.decode()
    assert "ola@work.example" in page
    send(client, my_class, **{f"walk_in_{row.ref}": "absent"})
    row.refresh_from_db()
    assert row.value == "absent"


@pytest.mark.parametrize(
    ("name", "email", "words"),
    [
        ("Ola", "", "Enter the email address of Ola"),
        ("", "ola@work.example", "Enter the name of ola@work.example"),
        ("Ola", "ola", "Enter an email address in the usual form"),
        ("Amina", "AMINA@learner.example", "Amina Rashid is on the list: mark them there"),
        ("x" * 121, "ola@work.example", "Use 120 characters or fewer"),
        ("Ola", f"ola@{'.'.join(['work' * 15] * 4)}.example", "longer than the 254 characters"),
        ("Ola", "office@work.example", "A shared one, like office@, cannot hold a place"),
    ],
)
def test_somebody_without_a_place_needs_both_and_is_not_on_the_list(
    my_class: Session,
    learner: User,
    facilitator_user: User,
    signed_in: SignIn,
    name: str,
    email: str,
    words: str,
) -> None:
    put_on(my_class, learner)

    answer = send(signed_in(facilitator_user), my_class, walk_in_name=name, walk_in_email=email)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not WalkIn.objects.exists()


def test_two_with_one_address_are_asked_about_and_neither_is_lost(
    my_class: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client = signed_in(facilitator_user)
    send(client, my_class, walk_in_name="Ola Nowak", walk_in_email="jobs.desk@work.example")

    second = send(
        client, my_class, walk_in_name="Jan Nowak", walk_in_email="Jobs.Desk@work.example"
    )

    page = second.content.decode()
    assert "Ola Nowak is on the list: mark them there" in page
    assert "Jan Nowak" in page
    assert [row.name for row in WalkIn.objects.all()] == ["Ola Nowak"]


def test_whoever_adds_one_may_be_asked_for_the_next_at_once(
    my_class: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client = signed_in(facilitator_user)
    row = {"walk_in_name": "Ola Nowak", "walk_in_email": "ola@work.example"}

    saved = send(client, my_class, **row, another="yes")

    assert saved.url == f"{address(my_class)}?another=yes#others"
    page = BeautifulSoup(client.get(saved.url).content, "html.parser")
    others = page.find(id="others")
    assert others.has_attr("open")
    assert others.find(attrs={"name": "walk_in_name"}).get("value") is None
    assert "Ola Nowak" in page.text


def test_nobody_is_added_by_name_at_a_visit(
    mine: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client = signed_in(facilitator_user)

    send(client, mine, walk_in_name="Sam Child", walk_in_email="sam@home.example", staff=1)

    assert "walk_in_name" not in shown_in(client, mine)
    assert not WalkIn.objects.exists()

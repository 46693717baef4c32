"""The pages that settle a register and open it again."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from bookings.registers.models import Register, RegisterMark
from tests.bookings.registers.views.register_pages import (
    address,
    counts,
    key,
    names_of,
    send,
    shown_in,
)
from tests.factories.registers import attend, fill, numbers_of, put_on
from training.enrolments.models import Enrolment
from training.events.models import Session


def test_save_and_close_leads_to_a_page_to_check_and_closes(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)

    saved = send(client, mine, **counts(mine, 28, 30, 27), close="yes")
    check = client.get(saved.url).content.decode()
    closed = client.post(saved.url, key(), follow=True).content.decode()

    assert saved.url == address(mine, "close")
    assert "85" in check
    assert "This register is closed" in closed
    assert Register.objects.get().state == Register.State.CLOSED


def test_closing_twice_is_success_twice(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    send(client, mine, **counts(mine, 28, 30, 27))

    answers = [client.post(address(mine, "close"), key()) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_closing_an_incomplete_register_says_what_is_missing(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    send(client, mine, **{names_of(mine)[0]: "28"})

    answer = client.post(address(mine, "close"), key())

    assert answer.status_code == 409
    assert "Add a number for Class 9B and a number for Class 9C" in answer.content.decode()


def test_a_closed_register_is_for_reading(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    fill(mine, facilitator_user, 28, 30, 27)

    page = signed_in(facilitator_user).get(address(mine)).content.decode()

    assert "Closed by Priya Nandra on Wednesday 11 November 2026 at 10am." in page
    assert names_of(mine)[0] not in page


def test_answers_that_come_after_closing_are_kept_apart(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    page = {**shown_in(client, mine), names_of(mine)[0]: "29"}
    fill(mine, facilitator_user, 28, 30, 27)

    answer = client.post(address(mine), page, follow=True).content.decode()

    assert "closed before your answers came" in answer
    assert numbers_of(mine) == [28, 30, 27]
    assert RegisterMark.objects.count() == 4


def test_saying_that_it_did_not_go_ahead(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)

    unsaid = client.post(address(mine, "not_delivered"), key())
    said = client.post(address(mine, "not_delivered"), {**key(), "why": "no_room"}, follow=True)

    assert unsaid.status_code == 422
    assert "There was no room" in said.content.decode()
    assert Register.objects.get().state == Register.State.NOT_DELIVERED


def test_a_school_is_not_asked_for_free_words(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    for page in ("edit", "close", "not_delivered", "reopen"):
        assert "<textarea" not in client.get(address(mine, page)).content.decode()


def test_opening_again_needs_a_reason_and_takes_marks(
    my_class: Session,
    learner: User,
    facilitator_user: User,
    signed_in: Callable[[User], Client],
) -> None:
    (place,) = put_on(my_class, learner)
    attend(my_class, facilitator_user, {place: "present"})
    client = signed_in(facilitator_user)

    unsaid = client.post(address(my_class, "reopen"), key())
    client.post(address(my_class, "reopen"), {**key(), "reason": "person"})
    send(client, my_class, **{f"p_{place.ref}": "absent"})
    client.post(address(my_class, "close"), key())

    assert unsaid.status_code == 422
    assert Enrolment.objects.get().outcome == Enrolment.Outcome.ABSENT

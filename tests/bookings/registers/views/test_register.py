"""The register's page: who may see it, and what comes of what is sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Area, Organisation, User
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.rota.models import Assignment, Facilitator
from tests.bookings.registers.views.register_pages import (
    address,
    as_text,
    counts,
    names_of,
    send,
    shown_in,
)
from tests.cast import NOW
from tests.factories.registers import (
    give,
    make_booking,
    make_session,
    numbers_of,
    people,
    put_on,
    work_of,
)
from training.courses.models import Course
from training.events.models import Event, Session

# Who may.


@pytest.mark.parametrize("page", ["edit", "close", "not_delivered", "reopen"])
def test_a_register_that_is_not_yours_does_not_exist(
    mine: Session,
    other_facilitator: Facilitator,
    signed_in: Callable[[User], Client],
    page: str,
) -> None:
    client = signed_in(other_facilitator.user)

    answers = [client.get(address(mine, page)), client.post(address(mine, page), {})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Register.objects.exists()


def test_one_who_was_released_is_a_stranger_again(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    Assignment.objects.update(state=Assignment.State.RELEASED)

    assert signed_in(facilitator_user).get(address(mine)).status_code == 404


def test_people_outside_the_team_are_refused(
    mine: Session,
    learner: User,
    booker: User,
    other_booker: User,
    signed_in: Callable[[User], Client],
) -> None:
    for person in (learner, booker, other_booker):
        assert signed_in(person).get(address(mine)).status_code in {403, 404}


def test_a_visitor_is_asked_to_sign_in(client: Client, mine: Session) -> None:
    answer = client.get(address(mine))

    assert (answer.status_code, "/accounts/login/" in answer.url) == (302, True)


def test_no_such_register(facilitator_user: User, signed_in: Callable[[User], Client]) -> None:
    url = reverse("registers:register_edit", args=["bcdfghjkmnpq"])

    assert signed_in(facilitator_user).get(url).status_code == 404


def test_the_office_fills_in_any_register(
    visit: Session, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(coordinator)

    send(client, visit, **counts(visit, 28, 30, 27))

    assert numbers_of(visit) == [28, 30, 27]


# Filling in.


def test_numbers_and_staff_are_saved_and_shown_again(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)

    answer = send(client, mine, **counts(mine, 28, 30, 27), staff=2)

    assert answer.status_code == 302
    assert numbers_of(mine) == [28, 30, 27]
    assert Register.objects.get().supervising_staff == 2
    again = shown_in(client, mine)
    assert [again[name] for name in (*names_of(mine), "staff")] == ["28", "30", "27", "2"]


def test_answers_for_people_are_saved(
    my_class: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    first, second = put_on(my_class, *people(2))
    client = signed_in(facilitator_user)

    send(client, my_class, **{f"p_{first.ref}": "late", f"p_{second.ref}": "absent"})

    rows = Attendance.objects.order_by("enrolment").values_list("value", flat=True)
    assert list(rows) == ["late", "absent"]


def test_saving_without_a_change_makes_no_marks(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    send(client, mine, **counts(mine, 28, 30, 27))

    send(client, mine)

    assert RegisterMark.objects.count() == 3


def test_an_empty_register_sent_is_not_begun(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    send(signed_in(facilitator_user), mine)

    assert not Register.objects.exists()


def test_the_same_page_sent_twice_is_one_set_of_marks(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    page = {**shown_in(client, mine), **as_text(counts(mine, 28, 30, 27))}

    answers = [client.post(address(mine), page) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert RegisterMark.objects.count() == 3
    assert not Headcount.objects.filter(is_disputed=True).exists()


def test_two_facilitators_at_once_see_both_answers_and_choose(
    mine: Session,
    facilitator_user: User,
    other_facilitator: Facilitator,
    signed_in: Callable[[User], Client],
) -> None:
    give(mine, other_facilitator, role="second")
    name = names_of(mine)[0]
    client = signed_in(facilitator_user)
    first = {**shown_in(client, mine), name: "28"}
    signed_in(other_facilitator.user)
    second = {**shown_in(client, mine), name: "30"}
    client.post(address(mine), second)
    signed_in(facilitator_user)
    client.post(address(mine), first)

    page = client.get(address(mine)).content.decode()
    disputed = Headcount.objects.get(is_disputed=True).number
    send(client, mine, **{name: "28"})

    assert "Jordan Ellis said 30, Priya Nandra said 28. Choose which is right" in page
    assert disputed == 30
    settled = Headcount.objects.get()
    assert (settled.number, settled.is_disputed) == (28, False)


def test_a_dispute_about_a_person_can_be_settled(
    my_class: Session,
    learner: User,
    facilitator_user: User,
    coordinator: User,
    signed_in: Callable[[User], Client],
) -> None:
    (place,) = put_on(my_class, learner)
    name = f"p_{place.ref}"
    client = signed_in(facilitator_user)
    first = {**shown_in(client, my_class), name: "absent"}
    second = {**first, name: "present", "form_key": str(uuid4())}
    client.post(address(my_class), first)
    signed_in(coordinator)
    client.post(address(my_class), second)

    page = client.get(address(my_class)).content.decode()
    send(client, my_class, **{name: "absent"})

    assert "Priya Nandra said Absent, Cora Coordinator said Present" in page
    assert Attendance.objects.get().value == "absent"
    assert not Attendance.objects.get().is_disputed


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("-1", "Enter 0 or more for Class 9A"),
        ("10000", "Enter 2,000 or fewer for Class 9A"),
        ("2001", "Enter 2,000 or fewer for Class 9A"),
        ("many", "Enter a whole number for Class 9A"),
        ("2.5", "Enter a whole number for Class 9A"),
        ("9" * 5000, "Enter a whole number for Class 9A"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_a_sentence(
    mine: Session,
    facilitator_user: User,
    signed_in: Callable[[User], Client],
    number: str,
    words: str,
) -> None:
    answer = send(
        signed_in(facilitator_user), mine, **{names_of(mine)[0]: number, names_of(mine)[1]: "20"}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RegisterMark.objects.exists()


def test_a_nul_byte_changes_nothing(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    page = urlencode({**shown_in(client, mine), names_of(mine)[0]: "2\x008"})

    answer = client.post(address(mine), page, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400
    assert not RegisterMark.objects.exists()


def test_an_answer_that_is_none_is_refused(
    my_class: Session,
    learner: User,
    facilitator_user: User,
    signed_in: Callable[[User], Client],
) -> None:
    (place,) = put_on(my_class, learner)

    answer = send(signed_in(facilitator_user), my_class, **{f"p_{place.ref}": "apologies"})

    assert answer.status_code == 422
    assert "Choose one of the answers for Amina Rashid" in answer.content.decode()


@pytest.mark.parametrize("base", ["nonsense", str(UUID(int=7)), "\x00"])
def test_a_page_that_names_marks_of_no_register_is_out_of_date(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client], base: str
) -> None:
    name = names_of(mine)[0]

    answer = send(signed_in(facilitator_user), mine, **{name: "28", "shown": base})

    assert answer.status_code in {400, 422}
    assert not RegisterMark.objects.exists()


def test_half_as_many_again_is_asked_about_once(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(facilitator_user)
    name = names_of(mine)[0]

    asked = send(client, mine, **{name: "46"})
    sent = send(client, mine, **{name: "46", "sure": "on"})
    later = send(client, mine, staff=1)

    assert "You entered 46 for Class 9A, where 30 were expected" in asked.content.decode()
    assert [answer.status_code for answer in (asked, sent, later)] == [422, 302, 302]
    assert numbers_of(mine) == [46]


def test_half_as_many_again_to_the_head_is_not_asked_about(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    assert send(signed_in(facilitator_user), mine, **counts(mine, 45, 0, 1)).status_code == 302


def test_joint_bookings_say_whose_group_it_is(
    mine: Session,
    other_school: Organisation,
    booker: User,
    facilitator_user: User,
    signed_in: Callable[[User], Client],
) -> None:
    make_booking(mine, other_school, booker, groups=1)
    client = signed_in(facilitator_user)

    page = client.get(address(mine)).content.decode()
    send(client, mine, **counts(mine, 28, 30, 27, 19))

    assert "Class 9A, Canalside Academy (example)" in page
    assert "Class 9A, Saddlers Cross Academy (example)" in page
    assert numbers_of(mine) == [28, 30, 27, 19]


def test_before_its_hour_the_register_says_when_it_opens(
    course: Course,
    regional: Area,
    learner: User,
    coordinator: User,
    signed_in: Callable[[User], Client],
) -> None:
    session = make_session(course, regional, starts_at=NOW + timedelta(hours=3))
    (place,) = put_on(session, learner)
    client = signed_in(coordinator)

    page = client.get(address(session)).content.decode()
    answer = client.post(
        address(session),
        {"form_key": str(uuid4()), f"p_{place.ref}": "present"},
    )

    assert "from Wednesday 11 November 2026 at midday" in page
    assert answer.status_code == 302
    assert RegisterMark.objects.get().flag == RegisterMark.Flag.TOO_EARLY
    assert not Attendance.objects.exists()


def test_a_called_off_session_has_no_register(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    Event.objects.update(status=Event.Status.CANCELLED)

    page = signed_in(facilitator_user).get(address(mine)).content.decode()

    assert "There is no register" in page


# How much work it is.


def statements(ask: Callable[..., Any], *request: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert ask(*request).status_code in {200, 302}
    return len(work_of(captured))


def test_a_register_takes_as_many_statements_for_200_people_as_for_5(
    course: Course, regional: Area, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    everyone = people(200)
    client = signed_in(coordinator)
    seen, sent = [], []
    for some in (everyone[:5], everyone):
        session = make_session(course, regional)
        places = put_on(session, *some)
        answers = {f"p_{place.ref}": "present" for place in places}
        page = {**shown_in(client, session), **answers}
        seen.append(statements(client.get, address(session)))
        sent.append(statements(client.post, address(session), page))

    assert seen[0] == seen[1] <= 12
    assert sent[0] == sent[1] <= 26

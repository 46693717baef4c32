"""The register's page with kinds of people, estimates and times."""

from collections.abc import Callable
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Organisation, User
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import BookingGroup
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
    make_visit,
    numbers_of,
    people,
    put_on,
)
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

SignIn = Callable[[User], Client]
Flag = RegisterMark.Flag


@pytest.fixture
def mixed(
    workshop: Course, school: Organisation, booker: User, facilitator: Facilitator
) -> Session:
    """One class of Years 7 and 8, delivered by the facilitator."""
    session = make_session(workshop, school.area, entry=Event.Entry.RESERVED)
    make_booking(session, school, booker, groups=1, year_group="Y7 to Y8")
    give(session, facilitator)
    return session


def prefix(session: Session) -> str:
    """What the names of the first group's fields begin with, after the kind of field."""
    group = session.groups.select_related("booking").order_by("number")[0]
    return f"{group.booking.reference}_{group.number}".lower()


def headcounts() -> list[tuple[str, int, bool]]:
    return list(
        Headcount.objects.order_by("pk").values_list("people_kind", "number", "is_estimated")
    )


def test_each_year_of_a_mixed_group_has_a_number(
    mixed: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client, name = signed_in(facilitator_user), prefix(mixed)

    send(client, mixed, **{f"group_{name}_y7": 12, f"group_{name}_y8": 15})

    assert headcounts() == [("Y7", 12, False), ("Y8", 15, False)]
    page = client.get(address(mixed)).content.decode()
    assert "Class 9A, Year 8" in page
    assert "Years 7 and 8, expected 30 in all" in page


def test_an_estimate_is_ticked_and_shown_again(
    mixed: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client, name = signed_in(facilitator_user), prefix(mixed)
    field = f"group_{name}_y7"

    send(client, mixed, **{field: 12, f"estimate_{field}": "on"})
    again = shown_in(client, mixed)
    send(client, mixed)

    assert headcounts() == [("Y7", 12, True)]
    assert again[f"estimate_{field}"] == "on"
    assert RegisterMark.objects.count() == 1


def test_taking_the_tick_away_is_an_answer(
    mixed: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client, field = signed_in(facilitator_user), f"group_{prefix(mixed)}_y7"
    send(client, mixed, **{field: 12, f"estimate_{field}": "on"})
    page = shown_in(client, mixed)
    page.pop(f"estimate_{field}")

    client.post(address(mixed), page)

    assert headcounts() == [("Y7", 12, False)]


def test_a_kind_that_was_not_booked_is_added_and_corrected(
    mine: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client, name = signed_in(facilitator_user), prefix(mine)

    send(client, mine, **{f"other_kind_{name}": "parents", f"other_number_{name}": 4})
    send(client, mine, **{f"group_{name}_parents": 5})

    assert headcounts() == [("parents", 5, False)]
    assert not RegisterMark.objects.exclude(flag="").exists()


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("parents", "", "Enter how many there were for parents and carers"),
        ("", "4", "Choose who the 4 others were"),
        ("Y9", "4", "There is a number for Year 9 above: change that one"),
        ("Y99", "4", "not offered any more"),
        ("parents", "10000", "Enter 2,000 or fewer for Others in Class 9A"),
    ],
)
def test_half_of_an_added_kind_is_asked_for(
    mine: Session, facilitator_user: User, signed_in: SignIn, kind: str, number: str, words: str
) -> None:
    name = prefix(mine)

    answer = send(
        signed_in(facilitator_user),
        mine,
        **{f"other_kind_{name}": kind, f"other_number_{name}": number},
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RegisterMark.objects.exists()


def test_others_make_a_group_too_large_as_well(
    mine: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    name = prefix(mine)
    others = {f"other_kind_{name}": "parents", f"other_number_{name}": 20}

    answer = send(signed_in(facilitator_user), mine, **{names_of(mine)[0]: 30, **others})

    assert "You entered 50 for Class 9A, where 30 were expected" in answer.content.decode()


# Times.


def test_who_was_late_is_asked_when_they_came(
    my_class: Session, learner: User, facilitator_user: User, signed_in: SignIn
) -> None:
    (place,) = put_on(my_class, learner)
    client, name = signed_in(facilitator_user), f"p_{place.ref}"
    before = shown_in(client, my_class)

    send(client, my_class, **{name: "late"})
    send(client, my_class, **{f"arrived_{name}": "9.20am", f"left_{name}": "9:50am"})

    row = Attendance.objects.get()
    assert f"arrived_{name}" not in before
    assert (row.value, row.arrived_at, row.left_at) == ("late", time(9, 20), time(9, 50))
    assert shown_in(client, my_class)[f"arrived_{name}"] == "9:20am"
    send(client, my_class)
    assert RegisterMark.objects.count() == 2


def test_nobody_leaves_before_they_come(
    my_class: Session, learner: User, facilitator_user: User, signed_in: SignIn
) -> None:
    (place,) = put_on(my_class, learner)
    client, name = signed_in(facilitator_user), f"p_{place.ref}"
    send(client, my_class, **{name: "late"})

    answer = send(client, my_class, **{f"arrived_{name}": "10am", f"left_{name}": "9am"})

    assert answer.status_code == 422
    assert "Amina Rashid left before coming" in answer.content.decode()


# What is not lost while a page is open.


def test_answers_of_somebody_who_was_released_meanwhile_are_kept_and_show_nothing(
    mine: Session,
    facilitator_user: User,
    coordinator: User,
    signed_in: SignIn,
) -> None:
    client = signed_in(facilitator_user)
    page = {**shown_in(client, mine), **as_text(counts(mine, 28, 30, 99))}
    Assignment.objects.update(state=Assignment.State.RELEASED)

    answers = [client.post(address(mine), page) for _ in range(2)]

    assert [(one.status_code, one.url) for one in answers] == [(302, "/today/")] * 2
    assert set(RegisterMark.objects.values_list("flag", flat=True)) == {Flag.LOST_RIGHT}
    assert numbers_of(mine) == []
    office = signed_in(coordinator)
    seen = office.get(address(mine)).content.decode()
    assert "Priya Nandra said 28 (no longer on this session). Save what is right" in seen
    send(office, mine, **{names_of(mine)[2]: 27})
    assert numbers_of(mine) == [28, 30, 27]


def test_what_makes_no_sense_of_one_who_was_released_shows_nothing(
    mine: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client = signed_in(facilitator_user)
    page = {**shown_in(client, mine), names_of(mine)[0]: "many"}
    Assignment.objects.update(state=Assignment.State.RELEASED)

    assert client.post(address(mine), page).status_code == 404


def test_an_answer_for_somebody_who_left_meanwhile_is_kept_and_named(
    my_class: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    stays, leaves = put_on(my_class, *people(2))
    client = signed_in(facilitator_user)
    page = shown_in(client, my_class)
    Enrolment.objects.filter(pk=leaves.pk).update(status=Enrolment.Status.CANCELLED)

    client.post(
        address(my_class),
        {**page, f"p_{stays.ref}": "present", f"p_{leaves.ref}": "present"},
    )

    assert RegisterMark.objects.get(enrolment=leaves).flag == Flag.NOT_EXPECTED
    assert Attendance.objects.get().enrolment == stays
    seen = client.get(address(my_class)).content.decode()
    assert "Priya Nandra said Present for Person 001: not expected at this session" in seen


def test_a_number_for_a_year_that_was_changed_meanwhile_is_asked_about(
    mine: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client, name = signed_in(facilitator_user), prefix(mine)
    page = {**shown_in(client, mine), **as_text(counts(mine, 28, 30, 27))}
    group = mine.groups.order_by("number")[0]
    BookingGroup.objects.filter(pk=group.pk).update(year_group="Y10")

    client.post(address(mine), page)

    assert RegisterMark.objects.get(group=group).flag == Flag.OTHER_KIND
    seen = client.get(address(mine)).content.decode()
    assert "Priya Nandra said 28 (not booked with this group). Save what is right" in seen
    send(client, mine, **{f"group_{name}_y9": 0, f"group_{name}_y10": 28})
    assert sorted(numbers_of(mine)) == [0, 27, 28, 30]


def test_a_group_that_was_cancelled_meanwhile_is_kept_and_named(
    mine: Session,
    other_school: Organisation,
    booker: User,
    facilitator_user: User,
    signed_in: SignIn,
) -> None:
    (gone,) = make_booking(mine, other_school, booker, groups=1)
    client = signed_in(facilitator_user)
    page = {**shown_in(client, mine), **as_text(counts(mine, 28, 30, 27, 19))}
    gone.booking.status = "cancelled_by_school"
    gone.booking.save()

    client.post(address(mine), page)

    assert RegisterMark.objects.get(group=gone).flag == Flag.NOT_EXPECTED
    assert numbers_of(mine) == [28, 30, 27]


def test_names_of_other_dates_are_not_looked_up(
    my_class: Session, course: Course, facilitator_user: User, signed_in: SignIn
) -> None:
    elsewhere = make_session(course, my_class.event.area)
    (other,) = put_on(elsewhere, *people(1))
    client = signed_in(facilitator_user)

    answer = client.post(
        address(my_class), {"form_key": str(uuid4()), f"p_{other.ref}": "nonsense"}
    )

    assert "Person 000" not in answer.content.decode()
    assert not RegisterMark.objects.exists()


def test_an_answer_to_a_closed_register_is_listed_and_not_counted(
    mine: Session, facilitator_user: User, signed_in: SignIn
) -> None:
    client = signed_in(facilitator_user)
    send(client, mine, **counts(mine, 28, 30, 27))
    page = {**shown_in(client, mine), names_of(mine)[0]: "29"}
    client.post(address(mine, "close"), {"form_key": str(uuid4())})
    assert Register.objects.get().state == Register.State.CLOSED

    client.post(address(mine), page)

    seen = client.get(address(mine)).content.decode()
    assert "Priya Nandra said 29 for Class 9A, Year 9: after the register was closed" in seen
    assert "<td>85</td>" in seen.replace("\n", "").replace(" ", "")


def test_who_closes_early_reads_from_when_on_it_counts(
    workshop: Course,
    school: Organisation,
    booker: User,
    facilitator: Facilitator,
    signed_in: SignIn,
) -> None:
    session = make_visit(workshop, school, booker, groups=1, starts_at=NOW - timedelta(minutes=20))
    give(session, facilitator)
    client = signed_in(facilitator.user)
    send(client, session, **counts(session, 28))

    asked = client.get(address(session, "close")).content.decode()
    client.post(address(session, "close"), {"form_key": str(uuid4())})
    closed = client.get(address(session)).content.decode()

    assert "The register is closed. It counts from the end of the session, " in closed
    assert "counts from now on" not in closed
    assert "Once closed they count, as soon as the session has ended." in asked
    assert "It counts from the end of the session" in closed

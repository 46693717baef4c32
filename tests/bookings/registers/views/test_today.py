"""The facilitator's day on a page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Area, Organisation, User
from bookings.rota.models import Facilitator
from bookings.visits.models import Booking
from tests.cast import NOW
from tests.factories.registers import closed_register, give, make_session, make_visit
from training.courses.models import Course
from training.events.models import Session, Venue

TODAY = "/today/"


def page_of(client: Client) -> str:
    answer = client.get(TODAY)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_day_leads_to_its_registers(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    page = page_of(signed_in(facilitator_user))

    assert reverse("registers:register_edit", args=[mine.ref]) in page
    assert 'href="tel:01214960000"' in page
    assert "Head of Year 9" in page
    assert "9am to 10am" in page


def test_what_waits_and_what_comes_is_shown(
    course: Course,
    birmingham: Area,
    facilitator: Facilitator,
    signed_in: Callable[[User], Client],
) -> None:
    for days in (-3, 3):
        give(make_session(course, birmingham, starts_at=NOW + timedelta(days=days)), facilitator)

    page = page_of(signed_in(facilitator.user))

    assert "A register waits for you" in page
    assert "Sunday 8 November 2026" in page
    assert "Saturday 14 November 2026" in page


def test_nothing_at_all_says_so(
    facilitator: Facilitator, signed_in: Callable[[User], Client]
) -> None:
    assert "You have no sessions in the next two weeks" in page_of(signed_in(facilitator.user))


def test_a_closed_register_is_not_asked_for_again(
    mine: Session,
    birmingham: Area,
    facilitator_user: User,
    signed_in: Callable[[User], Client],
) -> None:
    closed_register(mine, birmingham)

    page = page_of(signed_in(facilitator_user))

    assert "Register closed" in page
    assert "Open the register" not in page


def test_other_facilitators_see_none_of_it(
    mine: Session,
    school: Organisation,
    other_facilitator: Facilitator,
    signed_in: Callable[[User], Client],
) -> None:
    page = page_of(signed_in(other_facilitator.user))

    assert mine.ref not in page
    assert school.name not in page


@pytest.mark.parametrize("who", ["learner", "booker", "coordinator"])
def test_others_have_no_such_day(
    who: str, request: pytest.FixtureRequest, signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(TODAY).status_code == 403


def test_words_of_others_are_shown_as_words(
    mine: Session, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    Booking.objects.update(staff_in_room="<script>alert(1)</script>")

    assert "<script>alert(1)" not in page_of(signed_in(facilitator_user))


def test_a_day_takes_as_many_queries_for_12_sessions_as_for_1(
    workshop: Course,
    school: Organisation,
    booker: User,
    facilitator: Facilitator,
    signed_in: Callable[[User], Client],
) -> None:
    client = signed_in(facilitator.user)
    page_of(client)  # the first page of a sign-in is noted in the session
    counts: list[Any] = []
    for hours in (range(1), range(1, 12)):
        for hour in hours:
            starts_at = NOW + timedelta(hours=hour)
            give(make_visit(workshop, school, booker, starts_at=starts_at), facilitator)
        with CaptureQueriesContext(connection) as captured:
            page_of(client)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 12


def test_whoever_delivers_an_open_date_reads_how_to_get_in(
    course: Course,
    birmingham: Area,
    facilitator: Facilitator,
    signed_in: Callable[[User], Client],
) -> None:
    session = make_session(course, birmingham)
    give(session, facilitator)
    Venue.objects.update(contact="Sam Caretaker", arrival_notes="Ring twice.")

    page = page_of(signed_in(facilitator.user))

    for words in ("The Guild Hall, Birmingham", "Sam Caretaker", "Ring twice."):
        assert words in page

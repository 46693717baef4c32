"""Where a person lands: what is next for them, and only for them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Area, User
from certificates.models import Certificate
from tests.cast import make_event
from tests.factories.certificates import CertificateFactory
from tests.factories.registers import put_on
from training.models import Course, Enrolment, Event

MY = "/my/"


def seen(client: Client, person: User) -> str:
    """The page as the person gets it."""
    client.force_login(person)
    page = client.get(MY)
    assert page.status_code == 200
    return page.content.decode()


def give_places(person: User, course: Course, area: Area, number: int, month: int) -> list[Event]:
    """Places on so many events of a month."""
    events = [
        make_event(course, area, starts_at=datetime(2026, month, day + 1, 9, tzinfo=UTC))
        for day in range(number)
    ]
    for event in events:
        put_on(event.sessions.get(), person)
    return events


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(MY)["Location"] == f"/accounts/login/?next={MY}"


def test_someone_new_is_led_to_the_dates(client: Client, learner: User) -> None:
    text = seen(client, learner)
    assert "You have no date coming up" in text
    assert reverse("training:event_list") in text
    assert "You have none yet" in text


def test_the_next_date_comes_first(
    client: Client, learner: User, course: Course, regional: Area
) -> None:
    give_places(learner, course, regional, 2, month=12)
    text = seen(client, learner)
    first, second = Enrolment.objects.order_by("event__starts_at")
    next_at = text.index(reverse("training:enrolment_detail", args=[first.ref]))
    assert text.index("Tuesday 1 December 2026") < text.index("Wednesday 2 December 2026")
    assert next_at < text.index(reverse("training:enrolment_detail", args=[second.ref]))


def test_a_place_waited_for_is_not_the_next_date(
    client: Client, learner: User, open_event: Event
) -> None:
    put_on(open_event.sessions.get(), learner, status=Enrolment.Status.WAITING)
    text = seen(client, learner)
    assert "You have no date coming up" in text
    assert "On the waiting list" in text


def test_past_courses_say_what_came_of_them(client: Client, attended: Enrolment) -> None:
    Event.objects.update(ends_at=datetime(2026, 11, 11, 9, 30, tzinfo=UTC))
    text = seen(client, attended.person)
    assert "Courses you were on" in text
    assert "Attended" in text


def test_certificates_can_be_downloaded(
    client: Client, certificate: Certificate, learner: User
) -> None:
    text = seen(client, learner)
    assert reverse("certificates:certificate_download", args=[certificate.number]) in text
    assert "Valid" in text
    assert "11 November 2029" in text


def test_nothing_of_another_person_is_shown(
    client: Client, certificate: Certificate, stranger: User
) -> None:
    text = seen(client, stranger)
    assert certificate.number not in text
    assert "You have none yet" in text


@pytest.mark.parametrize(
    ("who", "link"),
    [
        ("coordinator", "reports:team_home"),
        ("facilitator_user", "bookings:today"),
        ("booker", "bookings:booking_list"),
    ],
)
def test_everyone_finds_their_own_pages(
    client: Client, who: str, link: str, learner: User, request: pytest.FixtureRequest
) -> None:
    assert f'href="{reverse(link)}"' in seen(client, request.getfixturevalue(who))


def test_the_number_of_queries_is_constant(
    client: Client, learner: User, course: Course, regional: Area
) -> None:
    counts = []
    for month in (10, 12):
        give_places(learner, course, regional, 1 if month == 10 else 5, month=month)
        for enrolment in Enrolment.objects.filter(certificates=None):
            CertificateFactory.create(enrolment=enrolment)
        seen(client, learner)  # the frame's menus are read once
        with CaptureQueriesContext(connection) as captured:
            client.get(MY)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12

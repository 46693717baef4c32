"""Where a person lands: what is next for them, and only for them."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Area, LineManager, User
from bookings.evaluation.actions.evaluation import answer_evaluation
from certificates.papers.models import Certificate
from core.options import store
from tests.cast import NOW, make_event
from tests.factories.certificates import CertificateFactory
from tests.factories.evaluation import QuestionFactory, answers_to
from tests.factories.registers import put_on
from tests.factories.training import CourseFactory, EnrolmentFactory
from training.courses.models import Course
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event

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
    assert reverse("events:event_list") in text
    assert "You have none yet" in text


def test_the_next_date_comes_first(
    client: Client, learner: User, course: Course, regional: Area
) -> None:
    give_places(learner, course, regional, 2, month=12)
    text = seen(client, learner)
    first, second = Enrolment.objects.order_by("event__starts_at")
    next_at = text.index(reverse("enrolments:enrolment_detail", args=[first.ref]))
    assert text.index("Tuesday 1 December 2026") < text.index("Wednesday 2 December 2026")
    assert next_at < text.index(reverse("enrolments:enrolment_detail", args=[second.ref]))


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
    assert "Past dates, and places that ended" in text
    assert "Attended" in text


def test_a_place_that_ended_stays_in_words_until_it_is_taken_again(
    client: Client, learner: User, open_event: Event, now: datetime
) -> None:
    row = EnrolmentFactory.create(
        event=open_event, person=learner, status="cancelled", changed_at=now
    )
    text = seen(client, learner)
    assert reverse("enrolments:enrolment_detail", args=[row.ref]) in text
    assert "Cancelled" in text
    assert "You have no date coming up" in text
    for status, words in (
        ("expired", "Offer ran out"), ("declined", "Declined"),
        ("substituted", "Given to a colleague"), ("moved", "Moved to another date"),
    ):  # fmt: skip
        Enrolment.objects.update(status=status)
        assert words in seen(client, learner)
    Enrolment.objects.update(status="expired", changed_at=open_event.starts_at)
    assert "No place came free" in seen(client, learner)
    Event.objects.update(status="cancelled")
    assert "The date was cancelled" in seen(client, learner)

    EnrolmentFactory.create(event=open_event, person=learner, status="cancelled_late")
    text = seen(client, learner)
    assert text.count(str(open_event.course.title)) == 1
    EnrolmentFactory.create(event=open_event, person=learner, status="confirmed")
    assert "places that ended" not in seen(client, learner)


def test_certificates_can_be_downloaded(
    client: Client, certificate: Certificate, learner: User
) -> None:
    text = seen(client, learner)
    assert reverse("papers:certificate_download", args=[certificate.number]) in text
    assert "Valid" in text
    assert "10 November 2029" in text


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
        ("facilitator_user", "registers:today"),
        ("booker", "visits:booking_list"),
    ],
)
def test_everyone_finds_their_own_pages(
    client: Client, who: str, link: str, learner: User, request: pytest.FixtureRequest
) -> None:
    assert f'href="{reverse(link)}"' in seen(client, request.getfixturevalue(who))


def test_an_offer_comes_first_with_its_end_in_words(
    client: Client, learner: User, course: Course, regional: Area, now: datetime
) -> None:
    give_places(learner, course, regional, 1, month=12)
    other = make_event(course, regional, starts_at=datetime(2027, 1, 14, 9, tzinfo=UTC))
    until = datetime(2026, 11, 12, 17, 0, tzinfo=UTC)
    EnrolmentFactory.create(event=other, person=learner, status="offered", held_until=until)
    text = seen(client, learner)
    assert text.index("A place is held for you") < text.index("Your next date")
    assert "Thursday 12 November 2026 at 5pm" in text
    assert 'data-countdown="2026-11-12T17:00:00+00:00"' in text

    Enrolment.objects.filter(status="offered").update(held_until=now)
    assert "A place is held for you" not in seen(client, learner)


def test_the_next_date_has_all_one_needs_on_the_day(
    client: Client, learner: User, open_event: Event, coordinator: User, now: datetime
) -> None:
    Course.objects.update(bring="Headphones")
    Event.objects.update(join_link="https://meet.example/secret")
    store.set_options({"enrolments.contact": "ask@vrp.example"}, actor=coordinator, now=now)
    put_on(open_event.sessions.get(), learner)
    text = seen(client, learner)
    for words in (
        "Thursday 3 December 2026, 9:30am to 12:30pm",
        "Online",
        "appears here from Wednesday 2 December 2026 at 9:30am",
        "Headphones",
        "ask@vrp.example",
        "by the end of Tuesday 1 December 2026",
    ):
        assert words in text
    assert "meet.example" not in text

    Event.objects.update(starts_at=now + timedelta(hours=23))
    assert 'href="https://meet.example/secret"' in seen(client, learner)


def test_a_waiting_place_says_where_one_stands(
    client: Client, learner: User, stranger: User, open_event: Event
) -> None:
    for person in (stranger, learner):
        put_on(open_event.sessions.get(), person, status=Enrolment.Status.WAITING)
    assert "2nd of 2" in seen(client, learner)


def test_a_certificate_that_waits_says_for_what(client: Client, attended: Enrolment) -> None:
    Event.objects.update(ends_at=datetime(2026, 11, 11, 9, 30, tzinfo=UTC))
    questions = QuestionFactory.create_batch(4)
    Course.objects.update(evaluation_needed=True)
    waits = "Your certificate is ready when you have answered 4 questions."
    assert waits in seen(client, attended.person)

    answer_evaluation(attended, answers_to(*questions), actor=attended.person, now=NOW)
    assert waits not in seen(client, attended.person)
    assert "We would like to hear from you" not in seen(client, attended.person)


def test_a_course_waited_for_is_named(client: Client, learner: User, course: Course) -> None:
    Interest.objects.create(course=course, person=learner, created_at=NOW)
    assert "Courses you wait for a date of" in seen(client, learner)
    Interest.objects.update(told_at=NOW)
    assert "Courses you wait for a date of" not in seen(client, learner)


def test_managers_find_the_people_and_the_requests(
    client: Client, learner: User, manager: User
) -> None:
    EmailAddress.objects.create(user=manager, email=manager.email, verified=True, primary=True)
    assert "/my/team/" not in seen(client, manager)
    LineManager.objects.create(person=learner, email=manager.email, named_at=NOW)
    text = seen(client, manager)
    assert "/my/team/" in text
    assert "/my/requests/" in text
    assert "/my/requests/" not in seen(client, learner)


@pytest.mark.parametrize("number", [1, 50])
def test_its_queries_are_as_many_for_fifty_rows_as_for_one(
    client: Client,
    learner: User,
    regional: Area,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    QuestionFactory.create()
    for index in range(number):
        course = CourseFactory.create(evaluation_needed=index % 2)
        Interest.objects.create(course=course, person=learner, created_at=NOW)
        for status, month in (
            ("waiting", 12),
            ("offered", 12),
            ("confirmed", 12),
            ("cancelled", 12),
        ):
            event = make_event(course, regional, starts_at=datetime(2026, month, 3, tzinfo=UTC))
            EnrolmentFactory.create(event=event, person=learner, status=status)
        over = make_event(course, regional, starts_at=datetime(2026, 10, 3, tzinfo=UTC))
        place = EnrolmentFactory.create(event=over, person=learner, outcome="attended")
        CertificateFactory.create(enrolment=place)
    seen(client, learner)  # the frame's menus are read once
    with django_assert_num_queries(12):
        client.get(MY)

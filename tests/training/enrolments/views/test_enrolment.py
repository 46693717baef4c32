"""Asking for a place, looking at it, giving it back: through the pages."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, Organisation, User
from core import clock
from core.models import Message
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory
from tests.training.calendars import entries_of, last_message, method_of
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
APART = ("BEGIN", "COMMIT", "ROLLBACK")


@pytest.fixture
def enrol_url(open_event: Event, walsall: Area) -> str:
    return f"/dates/{open_event.ref}/enrol/"


@pytest.fixture
def place(open_event: Event, learner: User, signed_in: Client) -> Enrolment:
    """The learner's confirmed place, counted."""
    Event.objects.update(places_taken=1, join_link="https://meet.example/secret")
    return EnrolmentFactory(event=open_event, person=learner, access_needs="Captions, please")


def statements(captured: CaptureQueriesContext) -> list[str]:
    """What was said to the database, BEGIN and COMMIT apart."""
    said = [str(query["sql"]) for query in captured.captured_queries]
    wrapper = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")  # the test's own stand-in for BEGIN, COMMIT
    return [sql for sql in said if not sql.startswith((*APART, *wrapper))]


# Asking for a place


def test_a_visitor_signs_in_first_and_comes_back(client: Client, enrol_url: str) -> None:
    for method in (client.get, client.post):
        response = method(enrol_url)
        assert response.status_code == 302
        assert response["Location"] == f"/accounts/login/?next={enrol_url}"


def test_the_form_takes_a_place(
    signed_in: Client, learner: User, enrol_url: str, walsall: Area
) -> None:
    response = send(signed_in, enrol_url, area="335", manager_email="", access_needs="Captions")
    made = Enrolment.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/my/places/{made.ref}/")
    assert (made.person, made.status) == (learner, Enrolment.Status.CONFIRMED)
    assert (made.area, made.access_needs) == (walsall, "Captions")
    assert "You have a place" in signed_in.get(response["Location"]).content.decode()


def test_the_form_offers_ones_own_organisations_alone(
    client: Client, member: User, school: Organisation, other_school: Organisation, enrol_url: str
) -> None:
    client.force_login(member)
    text = client.get(enrol_url).content.decode()
    assert school.name in text
    assert other_school.name not in text
    answers = {"area": "330", "manager_email": "", "access_needs": ""}
    refused = send(client, enrol_url, organisation=other_school.ref, **answers)
    assert refused.status_code == 422
    assert not Enrolment.objects.exists()
    send(client, enrol_url, organisation=school.ref, **answers)
    assert Enrolment.objects.get().organisation == school


def test_a_member_may_come_for_themselves(
    client: Client, member: User, school: Organisation, enrol_url: str
) -> None:
    client.force_login(member)
    send(client, enrol_url, organisation="none", area="335")
    assert Enrolment.objects.get().organisation is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"area": ""}, "Choose area where you work"),
        ({"area": "999"}, "not offered any more"),
        ({"area": "335", "manager_email": "not an address"}, "email address"),
        ({"area": "335", "manager_email": "AMINA@learner.example"}, "not your own"),
        ({"area": "335", "access_needs": "a" * 1_000_001}, "Use 1000 characters or fewer"),
        ({"area": "335", "manager_email": "a" * 1_000_000 + "@b.example"}, "this has 1000010"),
    ],
)
def test_answers_that_do_not_fit_are_asked_for_again(
    signed_in: Client, enrol_url: str, answers: dict[str, str], words: str
) -> None:
    response = send(signed_in, enrol_url, **answers)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Enrolment.objects.exists()


def test_a_course_that_needs_a_manager_asks_for_one(signed_in: Client, enrol_url: str) -> None:
    Course.objects.update(manager_approval=True)
    response = send(signed_in, enrol_url, area="335", manager_email="")
    assert response.status_code == 422
    assert "Enter your manager&#x27;s work email address" in response.content.decode()


def test_a_full_event_is_refused_in_words(
    signed_in: Client, open_event: Event, enrol_url: str
) -> None:
    key = key_on(signed_in, enrol_url)
    Event.objects.update(capacity=1, places_taken=1)
    response = send(signed_in, enrol_url, key, area="335")
    assert response.status_code == 409
    assert "All places on this date are taken" in response.content.decode()
    assert not Enrolment.objects.exists()
    open_event.refresh_from_db()
    assert open_event.places_taken == 1


def test_a_double_click_makes_one_place(
    signed_in: Client, open_event: Event, enrol_url: str
) -> None:
    key = key_on(signed_in, enrol_url)
    places = {send(signed_in, enrol_url, key, area="335")["Location"] for _ in range(2)}
    open_event.refresh_from_db()
    assert len(places) == Enrolment.objects.count() == Message.objects.count() == 1
    assert open_event.places_taken == 1


def test_the_same_key_with_other_answers_is_refused(
    signed_in: Client, enrol_url: str, birmingham: Area
) -> None:
    key = key_on(signed_in, enrol_url)
    send(signed_in, enrol_url, key, area="335")
    response = send(signed_in, enrol_url, key, area="330")
    assert response.status_code == 409
    assert "already sent with other answers" in response.content.decode()
    assert Enrolment.objects.get().area.code == "335"  # type: ignore[union-attr]


def test_opening_the_form_again_leads_to_the_date(
    signed_in: Client, open_event: Event, enrol_url: str
) -> None:
    send(signed_in, enrol_url, area="335")
    assert signed_in.get(enrol_url)["Location"] == f"/dates/{open_event.ref}/"


def test_enrolling_takes_at_most_20_statements(signed_in: Client, enrol_url: str) -> None:
    send(signed_in, enrol_url, area="")  # what a process reads once
    clock.by_database(clock.now())  # and twice a minute
    key = key_on(signed_in, enrol_url)
    with CaptureQueriesContext(connection) as captured:
        response = send(signed_in, enrol_url, key, area="335")
    assert response.status_code == 302
    assert len(statements(captured)) <= 20, "\n".join(statements(captured))


def test_refusing_takes_at_most_10_statements(signed_in: Client, enrol_url: str) -> None:
    send(signed_in, enrol_url, area="")
    key = key_on(signed_in, enrol_url)
    Event.objects.update(capacity=1, places_taken=1)
    with CaptureQueriesContext(connection) as captured:
        response = send(signed_in, enrol_url, key, area="335")
    assert response.status_code == 409
    assert len(statements(captured)) <= 10, "\n".join(statements(captured))


# What the form asks, and says, depends on the course


def test_the_form_says_what_comes_before_a_course_instead_of_asking(
    signed_in: Client, open_event: Event, learner: User, enrol_url: str
) -> None:
    first = CourseFactory(title="First steps")
    open_event.course.prerequisites.add(first)
    text = signed_in.get(enrol_url).content.decode()
    assert "Something comes before this course" in text
    assert "Take a place" not in text
    before = EventFactory(course=first, area=open_event.area)
    EnrolmentFactory(event=before, person=learner, outcome="attended")
    assert "Take a place" in signed_in.get(enrol_url).content.decode()


def test_a_place_that_waits_for_a_manager_says_so(signed_in: Client, enrol_url: str) -> None:
    Course.objects.update(manager_approval=True)
    assert "A manager approves places on this course" in signed_in.get(enrol_url).content.decode()
    assert "ask your manager, who can answer until Wednesday 18 November 2026 at 5pm" in " ".join(
        signed_in.get(enrol_url).content.decode().split()
    )
    response = send(signed_in, enrol_url, area="335", manager_email="boss@work.example")
    text = " ".join(signed_in.get(response["Location"]).content.decode().split())
    assert "We are holding a place for you until it is approved" in text
    assert "once your manager (boss@work.example) has said yes" in text


def test_who_missed_several_dates_reads_beforehand_that_the_team_decides(
    signed_in: Client, open_event: Event, learner: User, enrol_url: str, now: datetime
) -> None:
    for days in (30, 60, 90):
        event = EventFactory(area=open_event.area, starts_at=now - timedelta(days=days))
        EnrolmentFactory(event=event, person=learner, outcome="absent")
    assert "the training team decides on it" in signed_in.get(enrol_url).content.decode()


# The place's page


def test_the_page_has_what_one_needs_on_the_day(signed_in: Client, place: Enrolment) -> None:
    text = signed_in.get(f"/my/places/{place.ref}/").content.decode()
    for words in (
        "Thursday 3 December 2026, 9:30am to 12:30pm",
        "Captions, please",
        "appears here from Wednesday 2 December 2026 at 9:30am",
        f"/my/places/{place.ref}/cancel/",
    ):
        assert words in text, words


@pytest.mark.parametrize("tail", ["", "calendar.ics", "cancel/"])
def test_nobody_else_sees_it(
    client: Client, place: Enrolment, stranger: User, coordinator: User, tail: str
) -> None:
    for person in (stranger, coordinator):
        client.force_login(person)
        assert client.get(f"/my/places/{place.ref}/{tail}").status_code == 404
        assert client.get(f"/my/places/unknown/{tail}").status_code == 404
    client.logout()
    assert client.get(f"/my/places/{place.ref}/{tail}").status_code == 302


def test_the_calendar_file_is_ones_own(signed_in: Client, place: Enrolment) -> None:
    response = signed_in.get(f"/my/places/{place.ref}/calendar.ics")
    assert method_of(response.content) == "PUBLISH"
    (entry,) = entries_of(response.content)
    assert entry["UID"] == place.uid_for(place.event.sessions.get())
    assert b"meet.example" not in response.content


# Giving it back


def test_cancelling_asks_first_and_then_frees_the_place(
    signed_in: Client, place: Enrolment
) -> None:
    url = f"/my/places/{place.ref}/cancel/"
    assert "late cancellation" not in signed_in.get(url).content.decode()
    place.refresh_from_db()
    assert place.status == Enrolment.Status.CONFIRMED
    response = send(signed_in, url)
    assert response["Location"] == f"/my/places/{place.ref}/"
    place.refresh_from_db()
    assert place.status == Enrolment.Status.CANCELLED
    assert Event.objects.get().places_taken == 0
    assert last_message("enrolment_cancelled").to == place.person.email
    assert "This place has ended" in signed_in.get(response["Location"]).content.decode()


def test_cancelling_twice_is_success_twice(signed_in: Client, place: Enrolment) -> None:
    url = f"/my/places/{place.ref}/cancel/"
    first, second = key_on(signed_in, url), key_on(signed_in, url)
    for key in (first, first, second):
        assert send(signed_in, url, key).status_code == 302
    assert Event.objects.get().places_taken == 0
    assert Message.objects.count() == 1


def test_a_late_cancellation_is_said_before_it_is_made(
    signed_in: Client, place: Enrolment, now: datetime
) -> None:
    Event.objects.update(starts_at=now + timedelta(hours=12))
    url = f"/my/places/{place.ref}/cancel/"
    assert "late cancellation" in signed_in.get(url).content.decode()
    send(signed_in, url)
    place.refresh_from_db()
    assert place.status == Enrolment.Status.CANCELLED_LATE


def test_cancelling_after_the_start_is_refused_in_words(
    signed_in: Client, place: Enrolment, now: datetime
) -> None:
    url = f"/my/places/{place.ref}/cancel/"
    key = key_on(signed_in, url)
    Event.objects.update(starts_at=now)
    response = send(signed_in, url, key)
    assert response.status_code == 409
    assert "can no longer be cancelled" in response.content.decode()


def test_looking_changes_nothing(
    signed_in: Client, place: Enrolment, enrol_url: str, now: datetime
) -> None:
    before = list(Enrolment.objects.values()), list(Event.objects.values())
    for url in (
        "/dates/",
        f"/dates/{place.event.ref}/",
        f"/dates/{place.event.ref}/calendar.ics",
        enrol_url,
        f"/my/places/{place.ref}/",
        f"/my/places/{place.ref}/calendar.ics",
        f"/my/places/{place.ref}/cancel/",
    ):
        assert signed_in.get(url).status_code in {200, 302}
    assert (list(Enrolment.objects.values()), list(Event.objects.values())) == before
    assert not Message.objects.exists()

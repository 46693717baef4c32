"""The page on which a person says yes or no to what somebody else booked for them."""

import re
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import LineManager, Organisation, User
from core.mail.transport import with_link
from core.models import Message
from tests.factories.framework import make_framework
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.actions.colleague import Colleague, ColleagueGroup, book_colleagues
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event
from training.framework.models import PersonRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
Status = Enrolment.Status


@pytest.fixture
def booked(open_event: Event, booker: User, school: Organisation, now: datetime) -> Enrolment:
    group = ColleagueGroup(
        [Colleague("Sam Lee", "sam@canalside.example")], EnrolmentRequest(school)
    )
    (row,) = book_colleagues(group, open_event, actor=booker, now=now)
    return row


@pytest.fixture
def page(booked: Enrolment) -> str:
    """Where the link in the mail leads."""
    message = Message.objects.get(kind="enrolments/colleague_offered")
    found = re.search(r"http\S+(/places/\S+/)", with_link(message, message.body_text))
    assert found
    return found[1]


def status_of(row: Enrolment) -> str:
    row.refresh_from_db()
    return row.status


def test_looking_changes_nothing_and_says_who_what_and_when(
    client: Client, booked: Enrolment, page: str
) -> None:
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    for words in ("Sam Lee", "Bola Booker", "Thursday 3 December 2026", "held for you until"):
        assert words in text
    for secret in ("sam@canalside.example", booked.person.ref):
        assert secret not in text
    client.head(page)
    assert status_of(booked) == Status.OFFERED


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("yes", "confirmed", "The place is yours"),
        ("no", "declined", "The place goes to somebody else"),
    ],
)
def test_a_press_answers_and_a_second_is_success_too(
    client: Client, booked: Enrolment, page: str, answer: str, status: str, words: str
) -> None:
    key = key_on(client, page)
    for _ in range(2):
        said = send(client, page, key, answer=answer)
        assert (said.status_code, said["Location"]) == (302, page)
        assert status_of(booked) == status
    assert words in client.get(page).content.decode()
    assert Message.objects.filter(to=booked.person.email).count() == 2


def test_what_the_course_asks_is_asked_with_the_yes_alone(
    client: Client, booked: Enrolment, page: str
) -> None:
    Course.objects.update(manager_approval=True)
    assert send(client, page, answer="yes").status_code == 422
    assert send(client, page, answer="").status_code == 422
    send(client, page, answer="yes", manager_email="boss@work.example")
    assert status_of(booked) == Status.AWAITING_APPROVAL
    assert Message.objects.filter(to="boss@work.example").exists()


@pytest.mark.parametrize("said", ["boss@work.example", "real.boss@work.example"])
def test_whom_the_booker_named_as_manager_is_shown_and_the_person_s_to_change(
    client: Client, booked: Enrolment, page: str, said: str
) -> None:
    """A manager reads what somebody learns: nobody becomes one by naming themselves."""
    Course.objects.update(manager_approval=True)
    Enrolment.objects.update(manager_email="boss@work.example")
    shown = client.get(page).content.decode()
    assert "boss@work.example" in shown
    assert "Whoever booked this place named them" in shown
    assert send(client, page, answer="yes").status_code == 422
    send(client, page, answer="yes", manager_email=said)
    assert LineManager.objects.get(person=booked.person).email == said
    assert set(Message.objects.filter(to__contains="boss").values_list("to", flat=True)) == {said}


def test_no_needs_no_answers(client: Client, booked: Enrolment, page: str) -> None:
    Course.objects.update(manager_approval=True)
    send(client, page, answer="no")
    assert status_of(booked) == Status.DECLINED


def test_whoever_was_named_says_what_their_work_is(
    client: Client, booked: Enrolment, page: str
) -> None:
    role = make_framework().groups["B"]
    booked.event.course.open_to_roles.add(role)
    assert "What is your work?" in client.get(page).content.decode()
    send(client, page, answer="yes", roles=role.ref)
    assert status_of(booked) == Status.CONFIRMED
    assert PersonRole.objects.get(person=booked.person).role_group == role


def test_whom_the_course_is_not_for_reads_why(client: Client, booked: Enrolment, page: str) -> None:
    booked.event.course.prerequisites.add(CourseFactory(title="First steps"))
    said = send(client, page, answer="yes")
    assert said.status_code == 409
    assert "builds on “First steps”" in said.content.decode()
    assert status_of(booked) == Status.OFFERED


def test_who_is_on_the_date_already_reads_so(client: Client, booked: Enrolment, page: str) -> None:
    EnrolmentFactory(event=booked.event, person=booked.person)
    said = send(client, page, answer="yes")
    assert said.status_code == 409
    assert "You have a place on this date already" in said.content.decode()


def test_a_link_that_is_over_or_made_up(
    client: Client, booked: Enrolment, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/places/made-up/").status_code == 404
    ends = booked.held_until
    monkeypatch.setattr("training.enrolments.views.consent.clock.now", lambda: ends)
    for answer in (client.get(page), client.post(page, {"answer": "yes"})):
        assert answer.status_code == 410
        assert "Sam Lee" not in answer.content.decode()
    assert status_of(booked) == Status.OFFERED


def test_a_closed_account_answers_no_more(client: Client, booked: Enrolment, page: str) -> None:
    User.objects.filter(pk=booked.person_id).update(is_active=False)
    assert client.get(page).status_code == 410

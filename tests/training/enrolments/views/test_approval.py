"""A manager's page: opened by a link, without an account."""

from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from core.mail import personal_links
from core.models import PersonalLink
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.models import Enrolment
from training.enrolments.queries.approval import APPROVAL
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


@pytest.fixture
def asked(open_event: Event, learner: User, now: datetime) -> Enrolment:
    Course.objects.update(manager_approval=True)
    return enrol(
        learner,
        open_event,
        EnrolmentRequest(manager_email="boss@work.example", access_needs="Captions"),
        actor=learner,
        now=now,
    )


@pytest.fixture
def page(asked: Enrolment, now: datetime) -> str:
    """Where the link in the manager's message leads."""
    ends_at = asked.held_until
    assert ends_at is not None
    return personal_links.make(personal_links.NewLink(APPROVAL, asked.ref, ends_at), now=now)[1]


def status_of(place: Enrolment) -> str:
    place.refresh_from_db()
    return place.status


def test_the_page_says_who_what_and_when_and_nothing_else(
    client: Client, asked: Enrolment, page: str
) -> None:
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    for words in ("Amina Rashid", "Preventing violence", "Thursday 3 December 2026", "at 5pm"):
        assert words in text
    for secret in ("Captions", "amina@learner.example", asked.ref):
        assert secret not in text
    assert status_of(asked) == Status.AWAITING_APPROVAL


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ("approve", "confirmed", "Amina Rashid has a place"),
        ("decline", "declined", "This place was declined"),
    ],
)
def test_a_press_answers_and_a_second_is_success_too(
    client: Client, asked: Enrolment, page: str, answer: str, status: str, words: str
) -> None:
    first, second = key_on(client, page), key_on(client, page)
    for key in (first, first, second):
        response = send(client, page, key, answer=answer)
        assert (response.status_code, response["Location"]) == (302, page)
        assert status_of(asked) == status
    assert words in client.get(page).content.decode()


def test_a_managers_yes_is_thanked_for_while_the_office_has_still_to_say_its_own(
    client: Client, asked: Enrolment, page: str
) -> None:
    Enrolment.objects.filter(pk=asked.pk).update(needs_office=True)

    send(client, page, answer="approve")

    text = client.get(page).content.decode()
    assert status_of(asked) == Status.AWAITING_APPROVAL
    assert "Thank you for your yes" in text
    assert "The training team has to say yes too" in text


def test_a_late_yes_hears_that_the_place_has_ended(
    client: Client, asked: Enrolment, learner: User, page: str, now: datetime
) -> None:
    key = key_on(client, page)
    cancel_enrolment(asked, actor=learner, now=now)
    response = send(client, page, key, answer="approve")
    assert response.status_code == 409
    assert "This place has ended" in response.content.decode()


def test_a_link_past_its_time_says_so_and_names_nobody(
    client: Client, asked: Enrolment, page: str, now: datetime
) -> None:
    key = key_on(client, page)
    PersonalLink.objects.update(expires_at=now)
    for response in (client.get(page), send(client, page, key, answer="approve")):
        assert response.status_code == 410
        assert "does not work any more" in response.content.decode()
        assert "Amina" not in response.content.decode()
    assert status_of(asked) == Status.AWAITING_APPROVAL


def test_a_made_up_link_leads_nowhere(client: Client, db: None) -> None:
    assert client.get("/approvals/made-up/").status_code == 404


def test_the_person_cannot_use_a_link_that_was_passed_to_them(
    client: Client, asked: Enrolment, learner: User, page: str
) -> None:
    client.force_login(learner)
    response = send(client, page, answer="approve")
    assert response.status_code == 409
    assert "Only your manager can answer here" in response.content.decode()
    assert status_of(asked) == Status.AWAITING_APPROVAL


def test_a_press_without_an_answer_changes_nothing(
    client: Client, asked: Enrolment, page: str
) -> None:
    assert send(client, page).status_code == 422
    assert status_of(asked) == Status.AWAITING_APPROVAL

"""The page on which one books for several."""

import pytest
from django.test import Client

from accounts.models import Organisation, User
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
SAM = {"name_1": "Sam Lee", "email_1": "sam@canalside.example"}
ADE = {"name_2": "Ade Obi", "email_2": "ade@canalside.example"}


@pytest.fixture
def url(open_event: Event) -> str:
    return f"/dates/{open_event.ref}/colleagues/"


@pytest.fixture
def at_work(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def test_a_member_books_for_colleagues(
    at_work: Client, open_event: Event, school: Organisation, url: str
) -> None:
    response = send(at_work, url, rows="3", **SAM, **ADE)
    assert (response.status_code, response["Location"]) == (302, f"/dates/{open_event.ref}/")
    assert Enrolment.objects.filter(status="offered", organisation=school).count() == 2
    page = at_work.get(response["Location"]).content.decode()
    assert "We hold a place for 2 people" in page
    assert "Has not answered yet: held until" in page
    place = Enrolment.objects.get(name_given="Sam Lee")
    back = f"/my/bookings/{place.ref}/take-back/"
    assert back in page
    assert send(at_work, back)["Location"] == url.removesuffix("colleagues/")
    place.refresh_from_db()
    assert place.status == "cancelled"
    assert (
        "The place for Sam Lee is taken back"
        in at_work.get(at_work.get(back)["Location"]).content.decode()
    )
    at_work.force_login(place.person)
    assert at_work.post(back).status_code == 404
    ade = Enrolment.objects.get(name_given="Ade Obi")
    at_work.force_login(ade.person)
    offer = at_work.get(f"/my/places/{ade.ref}/").content.decode()
    assert "booked it for you, and sees whether you take it" in offer


@pytest.mark.parametrize("wrong", [{"name_2": "See www.bad.example"}, {"email_2": "ade@"}])
def test_each_sentence_says_whom_it_is_about(
    at_work: Client, url: str, wrong: dict[str, str]
) -> None:
    answer = send(at_work, url, rows="3", **SAM, **(ADE | wrong))
    assert answer.status_code == 422
    assert "Person 2: enter" in answer.content.decode()


def test_the_button_pressed_twice_says_the_same_twice(at_work: Client, url: str) -> None:
    key = key_on(at_work, url)

    said = [
        at_work.get(send(at_work, url, key, rows="3", **SAM, **ADE)["Location"]).content.decode()
        for _ in range(2)
    ]

    assert ["We hold a place for 2 people" in page for page in said] == [True, True]
    assert Enrolment.objects.count() == 2


def test_who_belongs_to_no_organisation_has_no_such_page(
    client: Client, learner: User, url: str
) -> None:
    client.force_login(learner)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def test_the_date_leads_members_to_it(at_work: Client, open_event: Event, url: str) -> None:
    assert url in at_work.get(f"/dates/{open_event.ref}/").content.decode()


def test_more_people_can_be_named_and_nothing_typed_is_lost(at_work: Client, url: str) -> None:
    response = send(at_work, url, rows="3", more="yes", **SAM)
    text = response.content.decode()
    assert response.status_code == 200
    assert 'name="email_6"' in text
    assert 'name="email_7"' not in text
    assert 'value="sam@canalside.example"' in text
    assert 'name="email_40"' in send(at_work, url, rows="24", more="yes").content.decode()
    assert 'name="email_41"' not in send(at_work, url, rows="99", more="yes").content.decode()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Person 1: enter the name"),
        ({"name_1": "Sam"}, "Person 1: enter the work email address"),
        (SAM | {"email_2": "ade@canalside.example"}, "Person 2: enter the name"),
        (SAM | {"name_2": "Ade"}, "Person 2: enter the work email address"),
        (SAM | {"name_2": "Ade", "email_2": "nonsense"}, "Person 2: enter an email address"),
        (SAM | {"name_2": "Sam", "email_2": "SAM@canalside.example"}, "address of person 1 too"),
        ({"name_1": "Office", "email_1": "office@canalside.example"}, "A shared one"),
    ],
)
def test_lines_that_will_not_do_are_asked_for_again(
    at_work: Client, url: str, answers: dict[str, str], words: str
) -> None:
    response = send(at_work, url, rows="3", **answers)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Enrolment.objects.exists()


def test_a_department_is_booked_in_one_go(at_work: Client, url: str) -> None:
    Event.objects.update(capacity=100)
    people = {
        f"{part}_{n}": f"Teacher {n}" if part == "name" else f"t{n}@canalside.example"
        for n in range(1, 41)
        for part in ("name", "email")
    }
    assert send(at_work, url, rows="40", **people).status_code == 302
    assert Enrolment.objects.filter(status="offered").count() == 40


def test_too_few_places_are_refused_in_words(at_work: Client, url: str) -> None:
    Event.objects.update(capacity=1)
    response = send(at_work, url, rows="3", **SAM, **ADE)
    assert response.status_code == 409
    assert "There is 1 place left on this date" in response.content.decode()
    response = send(at_work, url, rows="3", may_wait="on", **SAM, **ADE)
    assert response.status_code == 302
    assert Enrolment.objects.filter(status="waiting").count() == 2


def test_a_course_with_approval_asks_for_the_manager(at_work: Client, url: str) -> None:
    assert 'name="manager_email"' not in at_work.get(url).content.decode()
    Course.objects.update(manager_approval=True)
    assert send(at_work, url, rows="3", **SAM).status_code == 422
    boss = "boss@canalside.example"
    assert send(at_work, url, rows="3", manager_email=boss, **SAM).status_code == 302
    assert Enrolment.objects.get().manager_email == boss

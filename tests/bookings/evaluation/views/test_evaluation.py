"""The questions by link and signed in, and what the office reads."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import answer_evaluation, ask_evaluation
from bookings.evaluation.models import Answer, Evaluation, Question
from core.models import Message, PersonalLink
from tests.factories.evaluation import QuestionFactory, answers_to, came
from training.courses.models import Course
from training.enrolments.models import Enrolment


@pytest.fixture
def question(db: None) -> Question:
    return QuestionFactory(words="I learned something I will use")


@pytest.fixture
def place(course: Course, regional: Area, learner: User, question: Question) -> Enrolment:
    return came(course, regional, learner)[0]


@pytest.fixture
def link(place: Enrolment, now: datetime) -> str:
    """The address in the mail."""
    ask_evaluation(place, now=now)
    return Message.objects.get().link_path


def sent(question: Question, value: str = "4", **more: str) -> dict[str, str]:
    return {"form_key": str(uuid4()), question.ref: value, **more}


def test_a_link_asks_without_signing_in_and_names_nobody(
    client: Client, link: str, question: Question, place: Enrolment
) -> None:
    page = client.get(link)
    body = page.content.decode()
    assert page.status_code == 200
    assert question.words in body
    assert place.event.course.title in body
    assert place.person.name not in body
    assert place.person.email not in body
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert not Evaluation.objects.exists()


def test_answers_by_link_are_taken_once(client: Client, link: str, question: Question) -> None:
    data = sent(question)
    first = client.post(link, data)
    same_again = client.post(link, data)
    thanks = client.get(link)
    other = client.post(link, sent(question, "1"))

    assert (first.status_code, first.headers["Location"]) == (302, link)
    assert Answer.objects.get().number == 4
    for page in (same_again, thanks, other):
        assert page.status_code == 200
        assert "are answered" in page.content.decode()


@pytest.mark.guard("evaluation: a link that is over")
def test_a_link_that_is_over_says_so(client: Client, link: str, now: datetime) -> None:
    PersonalLink.objects.update(expires_at=now)
    page = client.get(link)
    assert page.status_code == 410
    assert "nothing to answer here" in page.content.decode()
    assert client.get("/feedback/made-up/").status_code == 404


def test_without_questions_there_is_nothing_to_send(
    client: Client, place: Enrolment, now: datetime
) -> None:
    Question.objects.update(retired_at=now)
    client.force_login(place.person)
    assert client.get(f"/my/places/{place.ref}/feedback/").status_code == 410


def test_a_corrected_register_closes_the_questions(
    client: Client, link: str, question: Question, place: Enrolment
) -> None:
    Enrolment.objects.update(outcome=Enrolment.Outcome.ABSENT)
    client.force_login(place.person)
    assert client.post(link, sent(question)).status_code == 410
    assert client.get(f"/my/places/{place.ref}/feedback/").status_code == 404


def test_signed_in_the_person_answers_and_lands_at_home(
    client: Client, place: Enrolment, question: Question
) -> None:
    client.force_login(place.person)
    url, data = f"/my/places/{place.ref}/feedback/", sent(question)
    answers = [client.post(url, data), client.post(url, data)]
    assert [answer.headers["Location"] for answer in answers] == ["/my/", "/my/"]
    refused = client.post(url, sent(question))
    assert refused.status_code == 409
    assert "You have answered these questions already" in refused.content.decode()
    assert "are answered" in client.get(url).content.decode()
    assert Evaluation.objects.count() == 1


def test_the_page_of_the_place_leads_to_the_questions_while_they_are_open(
    client: Client, place: Enrolment, question: Question, now: datetime
) -> None:
    Course.objects.update(evaluation_needed=True)
    client.force_login(place.person)
    url, questions = f"/my/places/{place.ref}/", f"/my/places/{place.ref}/feedback/"
    page = client.get(url).content.decode()
    assert f'href="{questions}"' in page
    assert "1 question, about two minutes. Your certificate is ready as soon as" in page

    Question.objects.update(retired_at=now)
    assert questions not in client.get(url).content.decode()
    Question.objects.update(retired_at=None)
    answer_evaluation(place, answers_to(question), actor=place.person, now=now)
    assert questions not in client.get(url).content.decode()


def test_it_is_nobody_else_s(client: Client, place: Enrolment, stranger: User) -> None:
    url = f"/my/places/{place.ref}/feedback/"
    assert client.get(url).status_code == 302
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def test_missing_and_strange_answers_are_asked_for(
    client: Client, link: str, question: Question
) -> None:
    for value in ("", "6"):
        page = client.post(link, sent(question, value))
        assert page.status_code == 422
    assert (
        "Choose an answer for I learned something"
        in client.post(link, sent(question, "")).content.decode()
    )


def test_free_text_warns_and_asks_once_about_details(
    client: Client, link: str, question: Question
) -> None:
    words = QuestionFactory(kind=Question.Kind.TEXT, is_required=False)
    text = {words.ref: "Ring 07700 900123"}
    asked = client.post(link, sent(question, **text))
    taken = client.post(link, sent(question, **text, asked_once="yes"))
    body = asked.content.decode()
    assert asked.status_code == 422
    assert "Do not include names or details of a child or family" in body
    assert "holds a telephone number" in body
    assert 'name="asked_once" value="yes"' in body
    assert taken.status_code == 302
    assert Answer.objects.get(question=words).text == "Ring 07700 900123"


def test_the_office_reads_counts_and_texts_without_names(
    client: Client, place: Enrolment, question: Question, coordinator: User, now: datetime
) -> None:
    words = QuestionFactory(kind=Question.Kind.TEXT)
    given = answers_to(question, words, text="=More time")
    answer_evaluation(place, given, actor=place.person, now=now)
    client.force_login(coordinator)
    url = f"/team/events/{place.event.ref}/answers"
    page = client.get(f"{url}/").content.decode()
    file = b"".join(client.get(f"{url}.csv")).decode()  # type: ignore[call-overload]
    assert "1 of 1 people answered" in page
    assert "=More time" in page
    assert place.person.name not in page
    assert f"{question.words},4,1" in file
    assert f"{words.words},'=More time,1" in file
    assert place.person.name not in file


def test_who_may_open_the_cms_is_led_to_the_questions(
    client: Client, place: Enrolment, coordinator: User
) -> None:
    coordinator.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(coordinator)
    page = client.get(f"/team/events/{place.event.ref}/answers/").content.decode()
    assert 'href="/cms/questions/"' in page
    assert client.get("/cms/questions/").status_code == 200


def test_others_do_not_read_them(client: Client, place: Enrolment) -> None:
    client.force_login(place.person)
    for end in ("/", ".csv"):
        assert client.get(f"/team/events/{place.event.ref}/answers{end}").status_code == 403

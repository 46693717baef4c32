"""People who came are asked once, and answer once."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import (
    answer_evaluation,
    ask_evaluation,
)
from bookings.evaluation.models import Answer, Evaluation, Question
from bookings.evaluation.queries.evaluation import EVALUATION, evaluations_due, texts_due
from core.jobs import worker
from core.jobs.job import jobs
from core.mail.message_types import is_still_needed
from core.mail.personal_links import opens
from core.models import Message, PersonalLink
from tests.factories.evaluation import QuestionFactory, answers_to, came
from tests.factories.training import CourseFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.models import Enrolment

Outcome = Enrolment.Outcome


@pytest.fixture
def question(db: None) -> Question:
    return QuestionFactory()


@pytest.fixture
def place(course: Course, regional: Area, learner: User) -> Enrolment:
    return came(course, regional, learner)[0]


def run(job: str, now: datetime) -> None:
    found = jobs[job]
    for row in worker.due_rows(found, now):
        found.act(row, now)


def test_who_came_is_asked_once_by_a_link(
    place: Enrolment, question: Question, now: datetime
) -> None:
    run("evaluation-due", now)
    assert not evaluations_due(now).exists()
    run("evaluation-due", now)
    ask_evaluation(place, now=now)

    message = Message.objects.get()
    link = PersonalLink.objects.get()
    assert (message.to, message.about) == (place.person.email, place.ref)
    assert "[link]" in message.body_text
    assert "1 question about it" in message.body_text
    assert "certificate" not in message.body_text
    assert message.link_path.startswith("/feedback/")
    assert (link.purpose, link.about) == (EVALUATION.name, place.ref)
    assert link.expires_at == now + timedelta(days=60)


def test_the_message_says_when_the_certificate_waits(
    place: Enrolment, question: Question, now: datetime
) -> None:
    Course.objects.update(evaluation_needed=True)
    run("evaluation-due", now)
    assert "certificate is ready as soon as" in Message.objects.get().body_text


@pytest.mark.guard("evaluation: only while it is due")
@pytest.mark.parametrize("outcome", [Outcome.NONE_YET, Outcome.ABSENT])
def test_who_did_not_come_is_not_asked(
    place: Enrolment, question: Question, outcome: str, now: datetime
) -> None:
    Enrolment.objects.update(outcome=outcome)
    assert not evaluations_due(now).exists()
    ask_evaluation(place, now=now)  # whom the worker had in hand when the register changed
    assert not Message.objects.exists()


def test_nobody_is_asked_nothing_or_long_after(
    place: Enrolment, question: Question, now: datetime
) -> None:
    assert evaluations_due(now).exists()
    assert not evaluations_due(now + timedelta(days=61)).exists()
    Question.objects.update(retired_at=now)
    assert not evaluations_due(now).exists()


def test_answers_are_kept_and_the_link_ends(
    place: Enrolment, question: Question, now: datetime
) -> None:
    own_words = QuestionFactory(kind=Question.Kind.TEXT, is_required=False)
    ask_evaluation(place, now=now)

    answer_evaluation(place, answers_to(question, own_words), actor=None, now=now)

    kept = Answer.objects.order_by("question").values_list("question", "number", "text")
    assert list(kept) == [(question.pk, 4, ""), (own_words.pk, None, "Good.")]
    assert not opens(PersonalLink.objects.get(), now)
    assert not evaluations_due(now).exists()


@pytest.mark.guard(
    "evaluation: not by mail that still waits once it is answered",
    where="bookings/evaluation/emails/evaluation.py",
)
def test_who_has_answered_is_not_asked_by_mail_that_still_waits(
    place: Enrolment, question: Question, now: datetime
) -> None:
    run("evaluation-due", now)
    assert is_still_needed(Message.objects.get(), now)

    answer_evaluation(place, answers_to(question), actor=None, now=now)

    assert not is_still_needed(Message.objects.get(), now)


@pytest.mark.guard("evaluation: once")
def test_they_are_answered_once(place: Enrolment, question: Question, now: datetime) -> None:
    answer_evaluation(place, answers_to(question), actor=place.person, now=now)
    with refused("already_answered"):
        answer_evaluation(place, answers_to(question), actor=place.person, now=now)
    assert Evaluation.objects.count() == 1


@pytest.mark.guard("evaluation: only those who came")
def test_only_those_who_came_answer(place: Enrolment, question: Question, now: datetime) -> None:
    Enrolment.objects.update(outcome=Outcome.ABSENT)
    with refused("not_asked"):
        answer_evaluation(place, answers_to(question), actor=place.person, now=now)


def test_what_was_not_asked_or_is_left_out_is_refused(
    place: Enrolment, question: Question, now: datetime
) -> None:
    of_another = QuestionFactory(course=CourseFactory())
    for given in ([], answers_to(question, of_another)):
        with refused("questions_changed"):
            answer_evaluation(place, given, actor=place.person, now=now)
    assert not Evaluation.objects.exists()


def test_own_words_are_dropped_after_two_years(
    place: Enrolment, question: Question, now: datetime
) -> None:
    own_words = QuestionFactory(kind=Question.Kind.TEXT)
    chosen = QuestionFactory(kind=Question.Kind.YES_NO)
    answer_evaluation(place, answers_to(question, own_words, chosen), actor=None, now=now)

    run("evaluation-texts-due", now + timedelta(days=729))
    kept = texts_due(now + timedelta(days=731)).count()
    run("evaluation-texts-due", now + timedelta(days=731))

    assert kept == 1
    assert Answer.objects.get(question=own_words).text == ""
    assert Answer.objects.get(question=chosen).text == "Good."

"""Editors keep the questions; what people answered keeps its words."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.evaluation.models import Question
from bookings.evaluation.wagtail_hooks import QuestionViewSet
from tests.cast import make_person
from tests.factories.evaluation import QuestionFactory, answers_to, came
from training.courses.models import Course

NEW = {"words": "Where did you hear of it?", "kind": "choice", "position": "3"}


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Signed in as an administrator, who edits too."""
    person = make_person("admin@vrp.example", "Ada Administrator", "administrator")
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    client.force_login(person)
    return client


def change(client: Client, question: Question, **fields: Any) -> Question:
    url = f"/cms/questions/edit/{question.pk}/"
    kept = {"words": question.words, "kind": question.kind, "position": question.position}
    response = client.post(url, {**kept, "is_required": "on", **fields})
    assert response.status_code == 302, response.context["form"].errors
    question.refresh_from_db()
    return question


def test_an_editor_adds_a_question(editor: Client) -> None:
    assert editor.get("/cms/questions/").status_code == 200
    response = editor.post("/cms/questions/new/", {**NEW, "choices": "A poster\nA colleague"})
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get()
    assert question.choices == ["A poster", "A colleague"]
    assert (question.course, question.retired_at) == (None, None)


def test_a_choice_needs_answers(editor: Client) -> None:
    page = editor.post("/cms/questions/new/", {**NEW, "choices": "One"})
    assert "Write 2 answers or more" in page.content.decode()


def test_a_question_is_retired_and_never_deleted(editor: Client) -> None:
    question = change(editor, QuestionFactory(), is_retired="on")
    retired_at = question.retired_at
    assert retired_at is not None
    assert change(editor, question, is_retired="on").retired_at == retired_at
    editor.post(f"/cms/questions/delete/{question.pk}/")
    assert change(editor, question).retired_at is None


def test_an_answered_question_keeps_its_words(
    editor: Client, course: Course, regional: Area, learner: User, now: datetime
) -> None:
    question = QuestionFactory(words="I would come again")
    assert change(editor, question, words="I would come back").words == "I would come back"
    [place] = came(course, regional, learner)
    answer_evaluation(place, answers_to(question), actor=None, now=now)

    change(editor, question, words="I hated it", kind="text", course=course.pk, position="7")

    assert (question.words, question.kind, question.course) == ("I would come back", "scale", None)
    assert question.position == 7


def test_the_office_edits_them_too(coordinator: User, lead: User, learner: User) -> None:
    policy = QuestionViewSet.permission_policy
    for person in (coordinator, lead):
        assert policy.user_has_permission(person, "change")
        assert not policy.user_has_permission(person, "delete")
    assert not policy.user_has_permission(learner, "change")


@pytest.mark.parametrize("who", ["learner", "facilitator_user", "report_viewer"])
def test_others_do_not(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/cms/questions/").status_code in {302, 403}

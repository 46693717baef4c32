"""What is asked, and what the answers add up to."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.evaluation.models import Question
from bookings.evaluation.queries.evaluation import questions_for, results_of
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import QuestionFactory, answers_to, came
from tests.factories.training import CourseFactory
from training.courses.models import Course

Kind = Question.Kind


def test_a_course_is_asked_its_own_questions_and_those_of_all(
    course: Course, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    last = QuestionFactory(position=9)
    own = QuestionFactory(position=1, course=course)
    QuestionFactory(course=CourseFactory())
    QuestionFactory(retired_at=now)

    with django_assert_num_queries(1):
        assert questions_for(course) == [own, last]


@pytest.mark.parametrize("number", [1, 5])
def test_results_are_counts_and_texts(
    course: Course,
    regional: Area,
    number: int,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    scale = QuestionFactory(position=1)
    words = QuestionFactory(position=2, kind=Kind.TEXT, is_required=False)
    people: list[User] = UserFactory.create_batch(number + 1)
    places = came(course, regional, *people)
    for one in places[:number]:
        answer_evaluation(one, answers_to(scale, words), actor=None, now=now)
    Question.objects.filter(pk=scale.pk).update(retired_at=now)

    with django_assert_num_queries(4):
        results = results_of(places[0].event)

    assert (results.answered, results.came) == (number, number + 1)
    [first, second] = results.questions
    assert dict(first.counts) == {
        "5: strongly agree": 0,
        "4": number,
        "3": 0,
        "2": 0,
        "1: strongly disagree": 0,
    }
    assert first.average == (4 if number == 5 else None)
    assert second.texts == ["Good."] * number


def test_a_choice_that_was_renamed_is_still_counted(
    course: Course, regional: Area, learner: User, now: datetime
) -> None:
    question = QuestionFactory(kind=Kind.CHOICE, choices=["Poster", "Colleague"])
    [place] = came(course, regional, learner)
    answer_evaluation(place, answers_to(question, text="Radio"), actor=None, now=now)
    [result] = results_of(place.event).questions
    assert result.counts == [("Poster", 0), ("Colleague", 0), ("Radio", 1)]

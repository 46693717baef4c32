"""What people said in the demonstration."""

import pytest
from django.db.models import Count

from bookings.evaluation.models import Evaluation, Question
from bookings.evaluation.queries.evaluation import evaluations_due, questions_for, results_of
from certificates.papers.queries.certificate import certificates_due
from config.demo.world import World
from tests.config.demo.conftest import NOW
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db


def test_every_course_has_its_questions(demo: World) -> None:
    for course in Course.objects.all():
        assert len(questions_for(course)) == 5


def test_most_people_answered_and_not_all_the_same(demo: World) -> None:
    event = Event.objects.get(course__slug="preventing-vawg", entry="open", ends_at__lt=NOW)
    results = results_of(event)
    assert 25 < results.answered < results.came == 50
    scale = results.questions[0]
    assert scale.average_words
    assert sum(1 for _, count in scale.counts if count) >= 3
    assert len(set(results.questions[-1].texts)) >= 3


def test_those_one_can_be_have_still_to_answer(demo: World) -> None:
    asked = set(evaluations_due(NOW).values_list("person__email", flat=True))
    assert {"amina@learner.example", "member@canalside.example"} <= asked
    assert all(person in demo.accounts for person in asked)


def test_a_certificate_of_amina_waits_for_her_answers(demo: World) -> None:
    waiting = Enrolment.objects.filter(
        person=demo.accounts["amina@learner.example"],
        outcome=Enrolment.Outcome.ATTENDED,
        event__course__evaluation_needed=True,
    )
    assert waiting.count() == 1
    assert not certificates_due(NOW).filter(pk__in=waiting).exists()


def test_nobody_answered_twice_or_without_coming(demo: World) -> None:
    per_person = Evaluation.objects.values("enrolment").annotate(Count("pk"))
    assert {row["pk__count"] for row in per_person} == {1}
    assert not Evaluation.objects.exclude(enrolment__outcome="attended").exists()
    assert Question.objects.filter(answers__isnull=True).count() == 0

"""Questions after a session, and people who came."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import Area, User
from bookings.evaluation.models import Question
from bookings.evaluation.queries.answer import AnswerInput
from bookings.registers.models import Attendance
from tests.factories.registers import closed_register, make_session, put_on
from training.courses.models import Course
from training.enrolments.models import Enrolment


class QuestionFactory(DjangoModelFactory[Question]):
    """A scale, asked after every course."""

    class Meta:
        model = Question

    words = factory.Sequence(lambda number: f"Statement {number}")


def came(course: Course, area: Area, *people: User) -> list[Enrolment]:
    """People who came this morning, as the closed register says."""
    session = make_session(course, area, mode=Course.Mode.ONLINE)
    enrolments = put_on(session, *people)
    closed_register(session, area, values=dict.fromkeys(enrolments, Attendance.Value.PRESENT))
    for one in enrolments:
        one.outcome, one.feedback_due = Enrolment.Outcome.ATTENDED, True
        one.save(update_fields=["outcome", "feedback_due"])
    return enrolments


def answers_to(*questions: Question, number: int = 4, text: str = "Good.") -> list[AnswerInput]:
    """An answer to each."""
    return [
        AnswerInput(one, number=number)
        if one.kind == Question.Kind.SCALE
        else AnswerInput(one, text=text)
        for one in questions
    ]

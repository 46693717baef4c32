"""What people are asked after a session, who is to be asked, and what they said."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from bookings.evaluation.models import Answer, Evaluation, Question
from core.mail.message_keys import by_ref, was_put
from core.mail.personal_links import Purpose, declare
from core.models import PersonalLink
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

EVALUATION = declare(Purpose("bookings/evaluation", "evaluation:evaluation_by_link"))
ASKED_NAME = "evaluation/evaluation_asked"  # the message type's

ASKED_WITHIN = timedelta(days=60)  # a register closed later than that asks nobody any more
KEPT = timedelta(days=2 * 365)  # how long free text is kept (domain 6.1)
LEAST_FOR_AVERAGE = 5  # an average of fewer answers says more of people than of the course


def asked_after() -> QuerySet[Question]:
    """The questions in use, in their order."""
    return Question.objects.filter(moment=Question.Moment.AFTER, retired_at__isnull=True)


def questions_for(course: Course) -> list[Question]:
    """What is asked after a course: its own questions and those of every course."""
    return list(asked_after().filter(Q(course__isnull=True) | Q(course=course)))


def has_questions(course: str) -> Exists:
    """Whether anything is asked after the outer row's course."""
    return Exists(asked_after().filter(Q(course__isnull=True) | Q(course=OuterRef(course))))


def is_answered(enrolment: Enrolment) -> bool:
    """Whether the person has answered."""
    return Evaluation.objects.filter(enrolment=enrolment, moment=Question.Moment.AFTER).exists()


def answered(enrolment: str = "pk") -> Exists:
    """Whether the outer row's person has answered."""
    return Exists(
        Evaluation.objects.filter(enrolment=OuterRef(enrolment), moment=Question.Moment.AFTER)
    )


def feedback_called() -> QuerySet[Enrolment]:
    """Places whose people the worker is to ask: an index of their own has them, mostly none."""
    return Enrolment.objects.filter(feedback_due=True)


def evaluations_called(now: datetime) -> QuerySet[Enrolment]:
    """Those to be asked now, and those whom there is no need to ask any more.

    Of a course that asks nothing they wait for as long as anybody may be asked: somebody may yet
    write a question.
    """
    is_over = Q(event__ends_at__lt=now - ASKED_WITHIN) | ~Q(outcome__in=Enrolment.CAME)
    ready = Q(has_questions("event__course"), event__ends_at__lte=now)
    rows = feedback_called().filter(is_over | ready)
    return rows.select_related("event__course", "person").order_by("event__ends_at", "pk")


def feedback_forgotten(now: datetime) -> QuerySet[Enrolment]:
    """Who is to be asked, and is not known to the worker. Reads all places of two months."""
    return evaluations_due(now).filter(feedback_due=False)


def was_asked() -> Q:
    """Whether the outer row's person was asked."""
    links = PersonalLink.objects.filter(purpose=EVALUATION.name, about=OuterRef("ref"))
    return Q(Exists(links)) | Q(was_put(ASKED_NAME, by_ref(OuterRef("ref"))))


def evaluations_due(now: datetime) -> QuerySet[Enrolment]:
    """Who came, as the closed registers say, and has not been asked how it was."""
    return (
        Enrolment.objects.filter(
            ~was_asked(),
            ~answered(),
            has_questions("event__course"),
            outcome__in=Enrolment.CAME,
            event__ends_at__gte=now - ASKED_WITHIN,
            event__ends_at__lte=now,
        )
        .select_related("event__course", "person")
        .order_by("event__ends_at", "pk")
    )


def texts_due(now: datetime) -> QuerySet[Answer]:
    """Answers in people's own words that were kept long enough."""
    old = Answer.objects.filter(
        question__kind=Question.Kind.TEXT, evaluation__answered_at__lt=now - KEPT
    )
    return old.exclude(text="").order_by("pk")


@dataclass(frozen=True)
class QuestionResult:
    """What was answered to one question, by nobody in particular."""

    question: Question
    counts: list[tuple[str, int]]  # each answer that may be given, and how many gave it
    texts: list[str]

    @property
    def number(self) -> int:
        """How many answered it."""
        return len(self.texts) or sum(count for _, count in self.counts)

    @property
    def average(self) -> float | None:
        """From 1 to 5; None for anything but a scale, and for few answers."""
        if self.question.kind != Question.Kind.SCALE or self.number < LEAST_FOR_AVERAGE:
            return None
        total = sum(int(label[0]) * count for label, count in self.counts)
        return total / self.number


@dataclass(frozen=True)
class EventResults:
    """What the people of one event said."""

    came: int
    answered: int
    questions: list[QuestionResult]


def results_of(event: Event) -> EventResults:
    """The answers of an event, question by question; no answer can be led back to its person."""
    answers = list(
        Answer.objects.filter(evaluation__enrolment__event=event)
        .select_related("question")
        .order_by("evaluation__ref")  # random, so that the order tells nothing
    )
    by_question: dict[Question, list[Answer]] = defaultdict(list)
    for question in questions_for(event.course):
        by_question[question] = []
    for answer in answers:
        by_question[answer.question].append(answer)
    in_order = sorted(by_question, key=lambda one: (one.position, one.pk))
    return EventResults(
        came=event.enrolments.filter(outcome__in=Enrolment.CAME).count(),
        answered=Evaluation.objects.filter(enrolment__event=event).count(),
        questions=[result_of(question, by_question[question]) for question in in_order],
    )


def result_of(question: Question, answers: Sequence[Answer]) -> QuestionResult:
    """One question's answers, counted; texts for what was asked in people's own words."""
    if question.kind == Question.Kind.TEXT:
        return QuestionResult(question, [], [one.text for one in answers if one.text])
    given = Counter(str(one.number or one.text) for one in answers)
    options = dict(question.options)
    known = [(label, given[value]) for value, label in options.items()]
    others = [(value, count) for value, count in given.items() if value not in options]
    return QuestionResult(question, [*known, *others], [])


def has_answers(question: Question) -> bool:
    """Whether anyone has answered it."""
    return question.answers.exists()

"""Ask people how a session was, and take what they say: once."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from bookings.evaluation.emails.evaluation import mail_evaluation_asked
from bookings.evaluation.models import Answer, Evaluation, Question
from bookings.evaluation.queries.answer import AnswerInput
from bookings.evaluation.queries.evaluation import (
    EVALUATION,
    evaluations_due,
    feedback_forgotten,
    is_answered,
    questions_for,
    texts_due,
)
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from core.mail import personal_links
from training.enrolments.actions.attendance_result import (
    call_papers_locked,
    set_feedback_due_locked,
)
from training.enrolments.models import Enrolment


@transact
def ask_evaluation(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """Send the person the questions; nothing when they are not due to be asked any more."""
    row = lock_resources(enrolment)[enrolment]
    due = evaluations_due(now).filter(pk=enrolment.pk).first()
    if due:
        mail_evaluation_asked(due, questions_for(due.event.course), now=now)
    if row.feedback_due:
        set_feedback_due_locked(row, False)
    return row


@transact
def call_feedback(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """Let the worker know of somebody who is still to be asked."""
    row = lock_resources(enrolment)[enrolment]
    if feedback_forgotten(now).filter(pk=row.pk).exists():
        set_feedback_due_locked(row, True)
    return row


@transact
def answer_evaluation(
    enrolment: Enrolment, answers: Sequence[AnswerInput], *, actor: User | None, now: datetime
) -> Evaluation:
    """Keep a person's answers; `actor` is None for someone who came by the link in their mail.

    Refuses with not_asked, already_answered or questions_changed.
    """
    row = lock_resources(enrolment)[enrolment]
    if is_answered(row):
        raise Refusal(
            "You have answered these questions already. Thank you.", code="already_answered"
        )
    if row.outcome not in Enrolment.CAME:
        raise Refusal(
            "These questions are for people who came. The register does not say so at the moment.",
            code="not_asked",
        )
    _refuse_strange(questions_for(row.event.course), answers)
    evaluation = Evaluation.objects.create(enrolment=row, answered_at=now)
    Answer.objects.bulk_create(
        Answer(evaluation=evaluation, question=one.question, number=one.number, text=one.text)
        for one in answers
    )
    call_papers_locked(row)  # where the course says so, the certificate waited for this
    personal_links.end(EVALUATION.name, row.ref, now=now)
    audit.record(evaluation, "answer_evaluation", title=evaluation.ref, actor=actor, now=now)
    return evaluation


@transact
def forget_text(answer: Answer, *, now: datetime) -> Answer:
    """Drop what somebody wrote in their own words, once it was kept long enough."""
    due = texts_due(now).filter(pk=answer.pk).first()
    if due is None:
        return answer
    due.text = ""
    due.save(update_fields=["text"])
    return due


def _refuse_strange(asked: Sequence[Question], answers: Sequence[AnswerInput]) -> None:
    given = {one.question for one in answers}
    required = {question for question in asked if question.is_required}
    if not given <= set(asked) or not required <= given:
        raise Refusal(
            "The questions have changed since you opened this page. Open it again to answer them.",
            code="questions_changed",
        )

"""What of evaluation falls due by itself."""

from datetime import datetime, timedelta

from bookings.evaluation.actions.evaluation import ask_evaluation, call_feedback, forget_text
from bookings.evaluation.models import Answer
from bookings.evaluation.queries.evaluation import (
    evaluations_called,
    feedback_called,
    feedback_forgotten,
    texts_due,
)
from core.jobs.job import Job, Subject, declare, where_any
from training.enrolments.jobs import PLACE
from training.enrolments.models import Enrolment
from training.enrolments.presenters.step_names import event_name


def ask_due(enrolment: Enrolment, now: datetime) -> None:
    """Ask one person how it was."""
    ask_evaluation(enrolment, now=now)


def call_forgotten(enrolment: Enrolment, now: datetime) -> None:
    """Make somebody known who came, and whom nobody would ask."""
    call_feedback(enrolment, now=now)


def forget_due(answer: Answer, now: datetime) -> None:
    """Drop one text that was kept long enough."""
    forget_text(answer, now=now)


ANSWER = Subject(
    rows=lambda: Answer.objects.select_related("evaluation__enrolment__event__course"),
    # Whose it is nobody need know.
    words=lambda row: f"An answer about {event_name(row.evaluation.enrolment.event)}",
)

# People have just gone home from the session: a minute is soon.
declare(
    Job(
        "evaluation-due",
        due=where_any(feedback_called, evaluations_called),
        act=ask_due,
        every=timedelta(minutes=1),
        label="Ask somebody how it was",
        of=PLACE,
    )
)
# None, unless somebody was forgotten.
declare(
    Job(
        "evaluation-forgotten",
        due=feedback_forgotten,
        act=call_forgotten,
        every=timedelta(days=1),
        label="Look for somebody who was not asked how it was",
        of=PLACE,
    )
)
# Kept for two years: an hour more is nothing, and it reads all texts of these years.
declare(
    Job(
        "evaluation-texts-due",
        due=texts_due,
        act=forget_due,
        every=timedelta(days=1),
        label="Drop an answer that was kept long enough",
        of=ANSWER,
    )
)

"""What of evaluation falls due by itself."""

from datetime import datetime, timedelta

from bookings.evaluation.actions.evaluation import ask_evaluation, forget_text
from bookings.evaluation.models import Answer
from bookings.evaluation.queries.evaluation import evaluations_due, texts_due
from core.jobs.job import Job, Subject, declare
from training.enrolments.jobs import PLACE
from training.enrolments.models import Enrolment
from training.enrolments.presenters.step_names import event_name


def ask_due(enrolment: Enrolment, now: datetime) -> None:
    """Ask one person how it was."""
    ask_evaluation(enrolment, now=now)


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
        due=evaluations_due,
        act=ask_due,
        every=timedelta(minutes=1),
        label="Ask somebody how it was",
        of=PLACE,
    )
)
# Kept for two years.
declare(
    Job(
        "evaluation-texts-due",
        due=texts_due,
        act=forget_due,
        every=timedelta(hours=1),
        label="Drop an answer that was kept long enough",
        of=ANSWER,
    )
)

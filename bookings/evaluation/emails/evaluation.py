"""The questions after a session."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bookings.evaluation.models import Evaluation, Question
from bookings.evaluation.queries.evaluation import ASKED_NAME, EVALUATION
from core.clock import london_date
from core.dates import date_words
from core.mail import outbox
from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, declare
from core.mail.personal_links import NewLink
from core.models import Message
from training.enrolments.models import Enrolment

ANSWERED_WITHIN = timedelta(days=60)  # how long the link to the questions works


def mail_evaluation_asked(
    enrolment: Enrolment, questions: Sequence[Question], *, now: datetime
) -> None:
    """Ask someone who came how it was, by a link that opens the questions and nothing else."""
    course, until = enrolment.event.course, now + ANSWERED_WITHIN
    number = len(questions)
    outbox.put(
        EVALUATION_ASKED,
        key=EVALUATION_ASKED.key(enrolment.ref),
        to=enrolment.person.email,
        context={
            "course": course.title,
            "day": date_words(london_date(enrolment.event.starts_at)),
            "questions": f"{number} question{'' if number == 1 else 's'}",
            "certificate": CERTIFICATE_WAITS if course.evaluation_needed else "",
            "answer_page": Link("Answer the questions", "[link]"),
            "my_page": Link("My learning", "/my/"),
            "until": date_words(london_date(until)),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=until),
        about=enrolment.ref,
        link=NewLink(EVALUATION, enrolment.ref, until),
    )


def is_unanswered(message: Message, now: datetime) -> bool:
    """Nobody is asked what they have answered."""
    return not Evaluation.objects.filter(enrolment__ref=message.about).exists()


CERTIFICATE_WAITS = "Your certificate is ready as soon as you have answered."

EVALUATION_ASKED = declare(
    MessageType(
        name=ASKED_NAME,
        label="How was it? Asked of those who came",
        samples={
            "course": "Preventing violence against women and girls",
            "day": "Thursday 3 December 2026",
            "questions": "5 questions",
            "certificate": CERTIFICATE_WAITS,
            "answer_page": Link("Answer the questions", "[link]"),
            "my_page": Link("My learning", "/my/"),
            "until": "Monday 1 February 2027",
        },
        key=by_ref,
        is_still_needed=is_unanswered,
    )
)

"""What is due in bookings by itself."""

from datetime import datetime

from bookings.actions.assignment import release_called_off
from bookings.actions.booking_end import forget_contact_phone
from bookings.actions.evaluation import ask_evaluation, forget_text
from bookings.models import Answer
from bookings.queries.assignment import called_off
from bookings.queries.booking import contact_phones_due
from bookings.queries.evaluation import evaluations_due, texts_due
from bookings.queries.no_show import no_shows_due
from core.worker import Job, register
from training.actions.reminder import tell_no_show
from training.models import Enrolment


def ask_due(enrolment: Enrolment, now: datetime) -> None:
    """Ask one person how it was."""
    ask_evaluation(enrolment, now=now)


def forget_due(answer: Answer, now: datetime) -> None:
    """Drop one text that was kept long enough."""
    forget_text(answer, now=now)


register(Job("assignments-called-off", due=called_off, act=release_called_off))
register(Job("evaluation-due", due=evaluations_due, act=ask_due))
register(Job("no-shows-told", due=no_shows_due, act=tell_no_show))
register(Job("evaluation-texts-due", due=texts_due, act=forget_due))
register(Job("contact-phones-over", due=contact_phones_due, act=forget_contact_phone))

"""Whether what was written still holds when it is about to go out."""

from datetime import datetime

from bookings.evaluation.emails.evaluation import EVALUATION_ASKED
from bookings.evaluation.models import Evaluation
from core.mail.still_needed import register
from core.models import Message


def is_unanswered(message: Message, now: datetime) -> bool:
    """Nobody is asked what they have answered."""
    return not Evaluation.objects.filter(enrolment__ref=message.about).exists()


register(EVALUATION_ASKED.name, is_unanswered)

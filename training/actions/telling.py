"""Who booked for a colleague hears when the colleague does not take the place."""

from collections.abc import Sequence
from datetime import datetime

from training.colleague_emails import mail_not_coming
from training.models import Enrolment, Session
from training.queries.colleague import is_bookers_matter

SAID_NO = "has said no to the place you booked for them"
NO_ANSWER = "did not say yes in time to the place you booked for them"


def tell_booker(row: Enrolment, sessions: Sequence[Session], answer: str, now: datetime) -> None:
    """Write to whoever booked the place, while they still work at the organisation it is for."""
    if row.booked_as and is_bookers_matter(row):
        mail_not_coming(row, sessions, answer=answer, now=now)

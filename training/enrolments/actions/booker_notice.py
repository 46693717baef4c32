"""Who booked for a colleague hears when the colleague does not take or keep the place."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from training.enrolments.emails.colleague import mail_not_coming
from training.enrolments.models import Enrolment
from training.enrolments.queries.colleague import is_bookers_matter
from training.events.models import Session

SAID_NO = "has said no to the place you booked for them"
NO_ANSWER = "did not say yes in time to the place you booked for them"
LOST = "no longer has the place you booked for them"  # why is the colleague's own matter


def notify_booker(
    row: Enrolment,
    sessions: Sequence[Session],
    answer: str,
    now: datetime,
    *,
    actor: User | None = None,
) -> None:
    """Write to whoever booked the place, while they still work at the organisation it is for.

    Not to the `actor` who ended it: they know.
    """
    did_it = actor is not None and actor.pk == row.booked_by_id
    if row.name_given and not did_it and is_bookers_matter(row):
        mail_not_coming(row, sessions, answer=answer, now=now)

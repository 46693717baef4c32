"""What people hear who asked for a course's next date."""

from collections.abc import Sequence
from datetime import datetime

from core.mail import outbox
from core.mail.message_keys import by_ref
from core.mail.message_types import MessageType, declare
from core.models import Message
from training.enrolments.emails.place import FACTS, date_page
from training.enrolments.emails.waiting_list import WAYS_ON
from training.enrolments.models import Interest
from training.enrolments.queries.interest import has_place
from training.events.models import Event, Session


def mail_event_open(
    interest: Interest, event: Event, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell somebody who wants to hear of a course that there is a date with places."""
    outbox.put(
        INTEREST_EVENT,
        key=INTEREST_EVENT.key(interest.ref),
        to=interest.person.email,
        context={
            "name": interest.person.name,
            "course": interest.course.title,
            "dates": [session.when_words for session in sessions],
            "where": event.where_words,
            "date_page": date_page(event),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=event.starts_at),
        about=interest.ref,
    )


def is_wanted(message: Message, now: datetime) -> bool:
    """Nobody is told who has taken the wish back, or has a place on a date of the course."""
    row = Interest.objects.filter(ref=message.about, ended_at__isnull=True).first()
    return row is not None and not has_place(row, now)


INTEREST_EVENT = declare(
    MessageType(
        name="enrolments/interest_event",
        label="A course somebody asked about has a date",
        samples={
            **FACTS,
            "date_page": WAYS_ON["date_page"],
        },
        key=by_ref,
        is_still_needed=is_wanted,
    )
)

"""What the office is told of messages that nobody was sent."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from accounts.queries.staff_role import whole_office
from core.clock import london_date
from core.dates import moment_words
from core.mail import outbox
from core.mail.message_keys import by_state
from core.mail.message_types import Link, MessageType, declare
from core.models import Message, MessageState
from core.text import count_words

NAMED = 20
LIST_PAGE = Link("All of them", f"/team/messages/?state={MessageState.TOO_LATE}")


def mail_messages_not_sent(
    reader: User, dropped: Sequence[Message], number: int, *, now: datetime
) -> None:
    """Name the first of them to somebody in the office; once a day at most."""
    lines = [
        f"{one.subject}, to {one.to}, of use until {moment_words(one.not_after)}"
        for one in dropped[:NAMED]
        if one.not_after
    ]
    rest = number - len(lines)
    outbox.put(
        MESSAGES_NOT_SENT,
        key=MESSAGES_NOT_SENT.key(reader.ref, london_date(now).isoformat()),
        to=reader.email,
        context={
            "number": count_words(number, "message"),
            "messages": lines,
            "more": f"And {rest:,} more." if rest else "",
            "list_page": LIST_PAGE,
        },
        now=now,
    )


def is_of_the_office(message: Message, now: datetime) -> bool:
    """The reader may still read whom messages went to."""
    return whole_office().filter(email=message.to).exists()


MESSAGES_NOT_SENT = declare(
    MessageType(
        name="accounts/messages_not_sent",
        label="Messages that came too late and were not sent, to the office",
        samples={
            "number": "2 messages",
            "messages": [
                "Reminder: Trauma informed practice, to amina@learner.example, of use until "
                "Wednesday 2 December 2026 at 9:30pm",
                "A place is held for you, to ben@work.example, of use until "
                "Tuesday 1 December 2026 at 10am",
            ],
            "more": "And 12 more.",
            "list_page": LIST_PAGE,
        },
        key=by_state,
        is_still_needed=is_of_the_office,
        addresses=frozenset({"messages"}),
    )
)

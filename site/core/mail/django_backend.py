"""Where mail goes that Django and Wagtail send of their own accord: into our outbox.

Wagtail tells moderators that a page waits, and editors what became of theirs. The worker sends it
like any other message, and the office sees it.
"""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from core import clock
from core.mail import outbox
from core.models import Message

NOTICE = "cms/notice"


class OutboxBackend(BaseEmailBackend):
    """Puts each message into the outbox, once for every person it is to."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put them; returns how many."""
        now = clock.now()
        for mail in email_messages:
            for to in mail.recipients():
                outbox.insert(
                    Message(
                        dedupe_key=f"notice:{uuid4()}",
                        kind=NOTICE,
                        to=to,
                        subject=str(mail.subject),
                        body_text=str(mail.body).strip() + "\n",
                        created_at=now,
                        due_at=now,
                    )
                )
        return len(email_messages)

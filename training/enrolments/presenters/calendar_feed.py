"""A person's places as a calendar to subscribe to. A tool: rows in, a document out.

The entries are those of the messages: same UIDs, and a SEQUENCE that rises with them. No entry
names anybody or holds the link to join, so that a feed shared by mistake tells where and when.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.urls import reverse

from core.files.calendar_writer import Entry, assembled, written
from training.enrolments.models import Enrolment
from training.enrolments.presenters.calendar import of_enrolment
from training.events.models import Session

NAME = "My training with Upstander"
REFRESH = timedelta(hours=4)


def feed(enrolments: Iterable[Enrolment], *, base_url: str, stamped_at: datetime) -> str:
    """The calendar document of some places, whose events and sessions came with them."""
    entries = (entry for row in enrolments for entry in entries_of(row, base_url, stamped_at))
    return assembled(map(written, entries), method="PUBLISH", name=NAME, refresh=REFRESH)


def entries_of(enrolment: Enrolment, base_url: str, stamped_at: datetime) -> Iterator[Entry]:
    """A place's sessions; one that is called off, or all of a place given up, as cancelled."""
    sessions = list(enrolment.event.sessions.all())
    path = reverse("enrolments:enrolment_detail", args=[enrolment.ref])
    entries = of_enrolment(
        enrolment,
        sessions,
        url=f"{base_url}{path}",
        stamped_at=stamped_at,
        cancelled=enrolment.status != Enrolment.Status.CONFIRMED,
    )
    # of_enrolment() makes one entry a session, in their order.
    for entry, session in zip(entries, sessions, strict=True):
        off = session.state == Session.State.CANCELLED
        yield replace(entry, cancelled=entry.cancelled or off)

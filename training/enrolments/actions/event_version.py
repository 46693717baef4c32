"""A date to come runs the newest version of its course, when nobody was promised another."""

from datetime import datetime

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.replacement import refuse_closed
from training.enrolments.queries.event_version import version_blocked_by
from training.events.models import Event
from training.events.queries.event import sessions_of


@transact
def update_event_version(event: Event, *, actor: User, now: datetime) -> Event:
    """Let a date that nobody is on run what its course teaches now. Twice is success twice.

    Refuses with version_kept, and what else closes a date: event_cancelled, event_started,
    event_reserved, event_not_open.
    """
    held = lock_resources(event.course, event)
    event, newest = held[event], held[event.course].current_version
    refuse_closed(event, now)
    if event.course_version == newest:
        return event
    if blocked_by := version_blocked_by(event, sessions_of(event), newest):
        raise Refusal(blocked_by, code="version_kept")
    was, event.course_version = event.course_version.number, newest
    event.save(update_fields=["course_version"])
    record(
        event,
        "update_event_version",
        title=event.ref,
        actor=actor,
        now=now,
        was=was,
        number=newest.number,
    )
    return event

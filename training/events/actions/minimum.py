"""Too few people on a date: somebody decides that it runs. Nothing is cancelled by itself."""

from datetime import datetime

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from training.events.actions.event import event_started
from training.events.models import Event


@transact
def waive_minimum(event: Event, *, actor: User, now: datetime, reason: str = "") -> Event:
    """Let a date run with fewer people than its course needs. Twice is success twice."""
    event = lock_resources(event)[event]
    if event.minimum_waived_at:
        return event
    if event.has_started(now):
        raise event_started("This date has already started, so there is nothing to decide.")
    event.minimum_waived_at = now
    event.save(update_fields=["minimum_waived_at"])
    record(event, "waive_minimum", title=event.ref, actor=actor, now=now, reason=reason)
    return event

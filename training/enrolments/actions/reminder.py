"""What the worker tells people of their date by itself: once, and only while it is of use."""

from datetime import datetime

from core.changes.locks import lock_resources, transact
from training.enrolments.emails.reminder import mail_joining, mail_no_show, mail_reminder
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import reminder_due
from training.events.models import Event
from training.events.queries.event import sessions_of


@transact
def send_reminder(enrolment: Enrolment, now: datetime) -> None:
    """Remind somebody whose place is still confirmed, while the reminder is due."""
    row = _confirmed_locked(enrolment)
    if row is None:
        return
    reminder = reminder_due(row.event, now)
    if reminder:
        until, sessions = reminder.until(row.event), sessions_of(row.event)
        mail_reminder(row, sessions, days=reminder.days, until=until, now=now)


@transact
def send_joining(enrolment: Enrolment, now: datetime) -> None:
    """Send the link to join to somebody whose place is still confirmed."""
    row = _confirmed_locked(enrolment)
    if row is not None and row.join_link_at(now):
        mail_joining(row, sessions_of(row.event), now=now)


@transact
def tell_no_show(enrolment: Enrolment, now: datetime) -> None:
    """Tell somebody, and their manager, that the register says they did not come."""
    row = _confirmed_locked(enrolment)
    if row is not None and row.outcome == Enrolment.Outcome.ABSENT:
        mail_no_show(row, sessions_of(row.event), now=now)


def _confirmed_locked(enrolment: Enrolment) -> Enrolment | None:
    """The place as it is now, with its event; None when it is no longer confirmed."""
    row = lock_resources(enrolment)[enrolment]
    row.event = Event.objects.select_related("course", "venue").get(pk=row.event_id)
    going_ahead = row.event.status == Event.Status.SCHEDULED
    return row if going_ahead and row.status == Enrolment.Status.CONFIRMED else None

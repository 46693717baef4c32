"""Asking to hear of a course's next date. The person's row is locked: one wish for each course."""

from datetime import datetime

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.courses.models import Course
from training.enrolments.emails.interest import mail_event_open
from training.enrolments.models import Interest
from training.enrolments.queries.interest import interest_of, interests_due
from training.events.queries.event import next_event_with_seats, sessions_of


@transact
def register_interest(person: User, course: Course, *, actor: User, now: datetime) -> Interest:
    """Keep that a person wants to hear of the next date. Twice is success twice.

    Refuses with event_open.
    """
    person = lock_resources(person)[person]
    waits = interest_of(person, course)
    if waits:
        return waits
    if next_event_with_seats(course, now):
        raise Refusal(
            "There is a date with places already. Choose it on the course's page.",
            code="event_open",
        )
    row = Interest.objects.create(person=person, course=course, created_at=now)
    record(row, "register_interest", title=row.ref, actor=actor, now=now)
    return row


@transact
def withdraw_interest(interest: Interest, *, actor: User, now: datetime) -> Interest:
    """Forget about it. Twice is success twice; so is withdrawing what was answered meanwhile."""
    lock_resources(interest.person)
    row = Interest.objects.get(pk=interest.pk)
    if row.told_at or row.ended_at:
        return row
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(row, "withdraw_interest", title=row.ref, actor=actor, now=now)
    return row


@transact
def tell_interested(interest: Interest, now: datetime) -> Interest:
    """Write once to somebody who wants to hear of a course's next date, when there is one."""
    lock_resources(interest.person)
    row = interests_due(now).filter(pk=interest.pk).first()
    event = next_event_with_seats(interest.course, now)
    if row is None or event is None:
        return interest
    row.told_at = now
    row.save(update_fields=["told_at"])
    record(row, "tell_interested", title=row.ref, actor=None, now=now)
    mail_event_open(row, event, sessions_of(event), now=now)
    return row

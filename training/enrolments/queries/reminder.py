"""Who is to hear of a date that comes near.

A reminder is late by a day and a half at most, and never by more than half of the time to the
next one or to the start: after days without a worker nobody gets two at once, or one that says
"in two weeks" the week before. People whose place is newer than its moment get none.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from django.db.models import OuterRef, Q, QuerySet

from core.clock import london_date
from core.mail.message_keys import KeyPart, KeyParts, was_put
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.events.models.event import LINK_SHOWN_BEFORE

LATEST = timedelta(hours=36)
FURTHEST = timedelta(days=90)
REMINDER_NAME, JOINING_NAME = "enrolments/reminder", "enrolments/joining"  # the message types'


@dataclass(frozen=True)
class Reminder:
    """So many days before the start, for so long."""

    days: int
    stays_due: timedelta

    def moment(self, event: Event) -> datetime:
        return event.starts_at - timedelta(days=self.days)

    def until(self, event: Event) -> datetime:
        """From when on it is too late."""
        return self.moment(event) + self.stays_due


def reminders_of(course: Course) -> list[Reminder]:
    """The reminders of a course, the earliest first; settings that make no sense give none."""
    wanted = {day for day in course.reminder_days if isinstance(day, int)}
    days = sorted(day for day in wanted if 0 < day <= FURTHEST.days)
    return [
        Reminder(day, min(LATEST, timedelta(days=day - sooner) / 2))
        for sooner, day in pairwise([0, *days])
    ][::-1]


def reminder_due(event: Event, now: datetime) -> Reminder | None:
    """The reminder of an event that is due now; there is never more than one."""
    found = [
        one for one in reminders_of(event.course) if one.moment(event) <= now < one.until(event)
    ]
    return found[0] if found else None


def reminders_due(now: datetime) -> QuerySet[Enrolment]:
    """Confirmed places of dates whose reminder is due and was not written."""
    soon = Event.objects.filter(
        _reminded_now(now), status=Event.Status.SCHEDULED, starts_at__gt=now
    )
    # Nothing yet: with an empty Q() every confirmed place would be due.
    due = Q(pk__in=[])
    for event in soon.select_related("course", "venue"):
        reminder = reminder_due(event, now)
        if reminder:
            moment = reminder.moment(event)
            written = was_put(REMINDER_NAME, reminder_key(OuterRef("ref"), reminder.days, event))
            due |= Q(~written, event=event, changed_at__lte=moment)
    return _confirmed().filter(due).order_by("pk")


def _reminded_now(now: datetime) -> Q:
    """The dates, by when they start, whose course has a reminder that is due now.

    Of a few days instead of all of three months: each is looked at more closely.
    """
    courses: dict[tuple[Reminder, ...], list[int]] = defaultdict(list)
    for course in Course.objects.only("reminder_days"):
        courses[tuple(reminders_of(course))].append(course.pk)
    found = Q(pk__in=[])
    for reminders, keys in courses.items():
        for one in reminders:
            moment = now + timedelta(days=one.days)
            begins = Q(starts_at__gt=moment - one.stays_due, starts_at__lte=moment)
            found |= Q(begins, course__in=keys)
    return found


def joining_due(now: datetime) -> QuerySet[Enrolment]:
    """Confirmed places of dates online that begin within a day, who have not had the link."""
    soon = Event.objects.filter(
        status=Event.Status.SCHEDULED, starts_at__gt=now, starts_at__lte=now + LINK_SHOWN_BEFORE
    )
    due = Q(pk__in=[])
    for event in soon.exclude(mode=Course.Mode.IN_PERSON).exclude(join_link=""):
        due |= Q(~was_put(JOINING_NAME, joining_key(OuterRef("ref"), event)), event=event)
    return _confirmed().filter(due).order_by("pk")


def reminder_key(ref: KeyPart, days: int, event: Event) -> KeyParts:
    """Once for each reminder of a date as it stands."""
    return (ref, days, told_of(event))


def joining_key(ref: KeyPart, event: Event) -> KeyParts:
    """Once for each link to a date as it stands."""
    return (ref, link_told_of(event))


def told_of(event: Event) -> str:
    """Day and state of a date, as the keys of its reminders have them: anew with every move."""
    return f"{london_date(event.starts_at).isoformat()}:{event.calendar_sequence}"


def link_told_of(event: Event) -> str:
    """Day, state and link of a date: a few characters that differ when the link to join does."""
    return f"{told_of(event)}:{sha256(event.join_link.encode()).hexdigest()[:12]}"


def _confirmed() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(status=Enrolment.Status.CONFIRMED)

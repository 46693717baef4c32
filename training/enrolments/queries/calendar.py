"""What stands in a person's own calendar."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from training.enrolments.models import Enrolment
from training.events.models import Session

SHOWN_AFTER = timedelta(days=31)  # so that what has been does not vanish from people's calendars
CANCELLED_FOR = timedelta(days=31)  # for programs that drop an entry only when told
MOST = 500
Status = Enrolment.Status


def calendar_enrolments(person: User, now: datetime) -> Sequence[Enrolment]:
    """Confirmed places, and for a while those that are not any more; their sessions with them."""
    confirmed = Q(status=Status.CONFIRMED, event__ends_at__gte=now - SHOWN_AFTER)
    # One that was waited for may never have been confirmed: it was in nobody's calendar.
    given_up = Q(
        status__in=Enrolment.GIVEN_UP,
        waitlisted_at__isnull=True,
        changed_at__gte=now - CANCELLED_FOR,
        event__ends_at__gte=now,
    )
    rows: QuerySet[Enrolment] = Enrolment.objects.filter(confirmed | given_up, person=person)
    # In their order, the cancelled ones too: the feed says of those that they are off.
    sessions = Prefetch(
        "event__sessions", Session.objects.select_related("venue", "room").order_by("number")
    )
    with_event = rows.select_related("event__course", "event__venue").prefetch_related(sessions)
    return list(with_event.order_by("event__starts_at", "pk")[:MOST])

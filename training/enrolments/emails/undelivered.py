"""Offers of places whose mail could not leave, so that their people may not know of them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from core.models import Message, MessageState
from core.queries.message import STATES, in_state
from training.enrolments.emails.change import NEXT_EVENT_OFFERED
from training.enrolments.emails.colleague import COLLEAGUE_OFFERED
from training.enrolments.emails.waiting_list import OFFER_MADE
from training.enrolments.models import Enrolment

OFFERS = (OFFER_MADE.name, COLLEAGUE_OFFERED.name, NEXT_EVENT_OFFERED.name)


def undelivered_offers(now: datetime) -> QuerySet[Enrolment]:
    """Places on offer, soonest to run out first, whose mail has failed.

    What failed is read first: it is little, and joined to the places instead it makes PostgreSQL
    read all of them.
    """
    found = in_state(MessageState.FAILED).filter(kind__in=OFFERS).values_list("about", flat=True)
    failed = list(found.order_by())
    if not failed:
        return Enrolment.objects.none()
    rows = Enrolment.objects.filter(
        Q(ref__in=failed) | Q(replaces__ref__in=failed),
        status=Enrolment.Status.OFFERED,
        held_until__gt=now,
    )
    return rows.select_related("event__course", "person").order_by("held_until", "pk")


def failed_offers(row: Enrolment) -> list[Message]:
    """The messages of an offer that have failed."""
    return list(_offers_of(row).filter(STATES[MessageState.FAILED]))


def came_to_nothing(row: Enrolment) -> bool:
    """Whether the one message of an offer never left in time, though nothing was wrong with it."""
    # Two are enough to know that there is not just the one.
    mails = list(_offers_of(row).values_list("failed_reason", "sent_at")[:2])
    return mails == [(Message.TOO_LATE, None)]


def _offers_of(row: Enrolment) -> QuerySet[Message]:
    """What was written of an offer: of one in place of another date, under the old place."""
    about = Q(about=row.ref)
    if row.replaces:
        about |= Q(about=row.replaces.ref, kind=NEXT_EVENT_OFFERED.name)
    return Message.objects.filter(about, kind__in=OFFERS, cancelled_at__isnull=True)

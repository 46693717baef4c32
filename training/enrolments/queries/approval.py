"""Whose yes is awaited, and until when."""

from datetime import datetime

from django.db.models import QuerySet

from core.clock import london_date
from core.dates import add_months
from core.mail.personal_links import Purpose, declare
from core.options import store
from training.enrolments.models import Enrolment
from training.enrolments.options import ASKS_AFTER_NO_SHOWS, NO_SHOW_MONTHS, NO_SHOWS

APPROVAL = declare(Purpose("training/approval", "enrolments:approval_answer"))


def approvals_expired(now: datetime) -> QuerySet[Enrolment]:
    """Places nobody approved in time."""
    rows = Enrolment.objects.filter(status=Enrolment.Status.AWAITING_APPROVAL, held_until__lte=now)
    return rows.select_related("event").order_by("held_until", "pk")


def missed_too_many(absent_at: list[datetime], now: datetime) -> bool:
    """Whether somebody stayed away so often of late that the office decides on more places."""
    if not absent_at:
        return False
    set_to = store.values(ASKS_AFTER_NO_SHOWS, NO_SHOWS, NO_SHOW_MONTHS)
    since = add_months(london_date(now), -set_to[NO_SHOW_MONTHS])
    missed = sum(london_date(moment) >= since for moment in absent_at)
    return set_to[ASKS_AFTER_NO_SHOWS] and missed >= set_to[NO_SHOWS]

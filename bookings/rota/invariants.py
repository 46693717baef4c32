"""What must always be true of the rota."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from bookings.rota.models import Assignment, AssuranceCheck
from core.changes.invariants import declare


@declare("assignment-keeps-its-sessions-time", "Whoever delivers a session has its times.")
def displaced(now: datetime) -> Iterable[str]:
    held = Assignment.objects.filter(state__in=Assignment.HOLDING)
    moved = held.exclude(starts_at=F("session__starts_at"), ends_at=F("session__ends_at"))
    return list(moved.values_list("session__ref", flat=True))


@declare("the-last-check-counts", "The check that counts is the last that was not taken back.")
def earlier_checks(now: datetime) -> Iterable[str]:
    later = AssuranceCheck.objects.filter(
        facilitator=OuterRef("facilitator"),
        kind=OuterRef("kind"),
        withdrawn_at=None,
        pk__gt=OuterRef("pk"),
    )
    # The last of its kind that stands: current is that one, and no other.
    rows = AssuranceCheck.objects.filter(withdrawn_at=None).annotate(is_last=~Exists(later))
    wrong = rows.exclude(is_current=F("is_last"))
    return list(wrong.values_list("facilitator__user__ref", flat=True))


@declare("nobody-is-in-two-places", "No facilitator has two sessions at the same time.")
def overlapping(now: datetime) -> Iterable[str]:
    held = Assignment.objects.filter(state__in=Assignment.HOLDING)
    other = held.filter(
        facilitator=OuterRef("facilitator"),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    ).exclude(pk=OuterRef("pk"))
    return list(held.filter(Exists(other)).values_list("session__ref", flat=True))

"""What must always be true of the rota."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from bookings.rota.models import Assignment
from core.changes.invariants import declare


@declare("assignment-keeps-its-sessions-time", "Whoever delivers a session has its times.")
def displaced(now: datetime) -> Iterable[str]:
    held = Assignment.objects.filter(state__in=Assignment.HOLDING)
    moved = held.exclude(starts_at=F("session__starts_at"), ends_at=F("session__ends_at"))
    return list(moved.values_list("session__ref", flat=True))


@declare("nobody-is-in-two-places", "No facilitator has two sessions at the same time.")
def overlapping(now: datetime) -> Iterable[str]:
    held = Assignment.objects.filter(state__in=Assignment.HOLDING)
    other = held.filter(
        facilitator=OuterRef("facilitator"),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    ).exclude(pk=OuterRef("pk"))
    return list(held.filter(Exists(other)).values_list("session__ref", flat=True))

"""Accounts whose password was tried too often."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from accounts.models import SignInHold

TOLD_EVERY = timedelta(days=1)  # however long somebody goes on
SHOWN_FOR = timedelta(days=1)
KEPT = timedelta(days=2)  # longer than until the next mail


def holds_to_tell(now: datetime) -> QuerySet[SignInHold]:
    """Those of accounts, unless the person was told within a day before it."""
    news = Q(told_at__isnull=True) | Q(held_at__gte=F("told_at") + TOLD_EVERY)
    rows = SignInHold.objects.filter(news, user__is_active=True)
    return rows.select_related("user").order_by("held_at", "pk")


def holds_over(now: datetime) -> QuerySet[SignInHold]:
    return SignInHold.objects.filter(held_at__lt=now - KEPT).order_by("held_at", "pk")


def holds_shown(now: datetime) -> QuerySet[SignInHold]:
    """Those of accounts within a day, the latest first: what the office is told."""
    rows = SignInHold.objects.filter(user__is_active=True, held_at__gt=now - SHOWN_FOR)
    return rows.select_related("user").order_by("-held_at", "-pk")

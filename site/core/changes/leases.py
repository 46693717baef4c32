"""Which messages and job items are in nobody's hand."""

from datetime import datetime

from django.db.models import Q


def is_free(now: datetime) -> Q:
    """No lease, or one that has run out."""
    return Q(lease_until__isnull=True) | Q(lease_until__lte=now)

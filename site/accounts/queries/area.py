"""Which areas there are."""

from accounts.models import Area


def areas() -> list[Area]:
    """Every area in its order."""
    return list(Area.objects.all())

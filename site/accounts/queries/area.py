"""Which areas there are."""

from accounts.models import Area
from accounts.queries.remit import Remit


def areas() -> list[Area]:
    """Every area in its order."""
    return list(Area.objects.all())


def boroughs() -> list[Area]:
    return [area for area in areas() if area.is_borough]


def remit_words(remit: Remit) -> str:
    """The boroughs of a limited role by name; nothing for the whole region, and no query."""
    return "" if remit.is_whole else ", ".join(map(str, remit.limit(Area.objects.all(), "pk")))

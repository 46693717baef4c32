"""Which areas there are."""

from accounts.models import Area
from core.web.ttl_cache import Kept

_areas: Kept[str, list[Area]] = Kept()


def areas() -> list[Area]:
    """Every area in its order, as it was some seconds ago at most."""
    return list(_areas.get("", lambda: list(Area.objects.all())))

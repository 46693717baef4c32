"""Let automatic steps that failed be tried at once."""

from collections.abc import Collection
from datetime import datetime

from core.changes.leases import is_free
from core.changes.locks import transact
from core.models import JobItem
from core.queries.failed_step import failed_items


@transact
def retry_steps(refs: Collection[str] | None, *, now: datetime) -> int:
    """How many are tried within seconds: those named, or all with None.

    One that has worked meanwhile, or is in hand, is left alone; twice is success twice.
    """
    rows = failed_items() if refs is None else failed_items().filter(ref__in=refs)
    ready = JobItem.objects.filter(is_free(now), pk__in=list(rows.values_list("pk", flat=True)))
    return ready.update(next_at=now)

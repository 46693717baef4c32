"""What may be done so often in a day, and no oftener: counted in the transaction of what is done.

A refusal undoes the counting with everything else, so that what did not happen costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import salted_hmac

from core.clock import london_date
from core.errors import Refusal
from core.models import Tally


@dataclass(frozen=True)
class DailyLimit:
    """How many more of something, by or to somebody, and how many a London day may have."""

    what: str
    whose: str
    more: int
    most: int
    refusal: Refusal

    @property
    def digest(self) -> str:
        return salted_hmac(f"core.tally.{self.what}", self.whose, algorithm="sha256").hexdigest()


def count_locked(limits: Sequence[DailyLimit], *, now: datetime) -> None:
    """Add to each count, or raise the refusal of the first that is full: then nothing is counted.

    Called inside an action, after its other locks, and once: the counts are locked in one order.
    """
    if not limits:
        return
    day = london_date(now)
    wanted = {(limit.what, limit.digest): limit for limit in limits}
    Tally.objects.bulk_create(
        [Tally(what=what, digest=digest, day=day) for what, digest in wanted],
        ignore_conflicts=True,
    )
    rows = Tally.objects.filter(
        day=day, what__in={what for what, _ in wanted}, digest__in={key for _, key in wanted}
    )
    found = list(rows.select_for_update().order_by("pk"))
    for row in found:
        limit = wanted[row.what, row.digest]
        row.number += limit.more
        if row.number > limit.most:
            raise limit.refusal
    Tally.objects.bulk_update(found, ["number"])

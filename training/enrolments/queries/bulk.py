"""What the office can do to several places of a date at once. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from training.enrolments.models import Enrolment
from training.events.models import Event

Status = Enrolment.Status


class BulkAction(StrEnum):
    APPROVE = "approve"
    CANCEL = "cancel"
    MOVE = "move"
    WRITE = "write"


# To which places each can be done.
FITS = {
    BulkAction.APPROVE: (Status.AWAITING_APPROVAL,),
    BulkAction.CANCEL: Enrolment.ACTIVE,
    BulkAction.MOVE: (Status.CONFIRMED,),
    BulkAction.WRITE: Enrolment.ACTIVE,
}


@dataclass(frozen=True)
class BulkRequest:
    """What the office wants done to some places of a date."""

    do: BulkAction
    refs: Sequence[str]
    to_event: Event | None = None
    reason: str = ""

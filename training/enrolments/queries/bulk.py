"""What the office can do to several places of a date at once. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from training.enrolments.models import Enrolment
from training.events.models import Event

Status = Enrolment.Status


class Do(StrEnum):
    """What is done to them."""

    APPROVE = "approve"
    CANCEL = "cancel"
    MOVE = "move"
    WRITE = "write"


# To which places each can be done.
FITS = {
    Do.APPROVE: (Status.AWAITING_APPROVAL,),
    Do.CANCEL: Enrolment.ACTIVE,
    Do.MOVE: (Status.CONFIRMED,),
    Do.WRITE: Enrolment.ACTIVE,
}


@dataclass(frozen=True)
class Wish:
    """What the office wants done to some places of a date."""

    do: Do
    refs: Sequence[str]
    to_event: Event | None = None
    reason: str = ""

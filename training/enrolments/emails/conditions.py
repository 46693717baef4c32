"""Whether what was written of a place still holds when the message is about to go out."""

from collections.abc import Callable
from datetime import datetime

from core.mail.message_keys import BETWEEN
from core.mail.message_types import StillNeeded
from core.models import Message
from training.enrolments.models import Enrolment
from training.events.models import Event

Status = Enrolment.Status
Condition = Callable[[Enrolment, datetime], bool]


def while_place(holds: Condition, *, told: Callable[[Enrolment], str] | None = None) -> StillNeeded:
    """Ask about the place that a message is about; one that is gone needs no message.

    `told` is what the message's key ends with: when and where the date was as it was written. A
    date that moves tells its people anew, so what names its old time is held back, copies too.
    """

    def check(message: Message, now: datetime) -> bool:
        place = Enrolment.objects.select_related("event").filter(ref=message.about).first()
        if place is None or not holds(place, now):
            return False
        return told is None or message.first_key.endswith(f"{BETWEEN}{told(place)}")

    return check


def sequence_of(place: Enrolment) -> str:
    """How often place and date have changed: what most keys end with."""
    return str(place.sequence_on(place.event))


def is_active(place: Enrolment, now: datetime) -> bool:
    """Held, offered or waited for."""
    return place.is_active


def is_confirmed(place: Enrolment, now: datetime) -> bool:
    """Firm, whatever became of the date."""
    return place.status == Status.CONFIRMED


def is_coming(place: Enrolment, now: datetime) -> bool:
    """Firm, on a date that goes ahead and is not over."""
    goes_ahead = place.event.status == Event.Status.SCHEDULED and place.event.ends_at > now
    return goes_ahead and is_confirmed(place, now)


def is_asked(place: Enrolment, now: datetime) -> bool:
    """Still to say whether they come to a date that moved."""
    return is_coming(place, now) and place.reconfirm_by is not None


def is_offered(place: Enrolment, now: datetime) -> bool:
    """On offer, for a while yet."""
    held = place.held_until is not None and place.held_until > now
    return held and place.status == Status.OFFERED


def is_waiting(place: Enrolment, now: datetime) -> bool:
    return place.status == Status.WAITING


def awaits_approval(place: Enrolment, now: datetime) -> bool:
    return place.status == Status.AWAITING_APPROVAL


def awaits_manager(place: Enrolment, now: datetime) -> bool:
    return awaits_approval(place, now) and place.needs_manager


def is_absent(place: Enrolment, now: datetime) -> bool:
    """Did not come, as the register says."""
    return is_confirmed(place, now) and place.outcome == Enrolment.Outcome.ABSENT

"""Whether what training wrote to somebody still holds when it is about to go out."""

from collections.abc import Callable
from datetime import datetime

from core.models import Message
from core.relevance import Check, register
from training import wordings
from training.models import Enrolment, Event

Status = Enrolment.Status


def about_place(holds: Callable[[Enrolment, datetime], bool]) -> Check:
    """A question about the place that a message is about; one that is gone needs no message."""

    def check(message: Message, now: datetime) -> bool:
        rows = Enrolment.objects.select_related("event")
        place = rows.filter(ref=message.about).first()
        return place is not None and holds(place, now)

    return check


def _is_confirmed(place: Enrolment, now: datetime) -> bool:
    return place.status == Status.CONFIRMED


def _is_coming(place: Enrolment, now: datetime) -> bool:
    goes_ahead = place.event.status == Event.Status.SCHEDULED and place.event.ends_at > now
    return goes_ahead and _is_confirmed(place, now)


def _is_offered(place: Enrolment, now: datetime) -> bool:
    held = place.offer_expires_at is not None and place.offer_expires_at > now
    return held and place.status == Status.OFFERED


def _is_waiting(place: Enrolment, now: datetime) -> bool:
    return place.status == Status.WAITING


def _awaits(place: Enrolment, now: datetime) -> bool:
    return place.status == Status.AWAITING_APPROVAL


def _awaits_manager(place: Enrolment, now: datetime) -> bool:
    return _awaits(place, now) and place.needs_manager


def _is_absent(place: Enrolment, now: datetime) -> bool:
    return _is_confirmed(place, now) and place.outcome == Enrolment.Outcome.ABSENT


def _is_asked(place: Enrolment, now: datetime) -> bool:
    return _is_coming(place, now) and place.keep_by is not None


CHECKS = (
    (wordings.ENROLMENT_CONFIRMED, _is_coming),
    (wordings.REMINDER, _is_coming),
    (wordings.JOINING, _is_coming),
    (wordings.OFFER_MADE, _is_offered),
    (wordings.WAITING_JOINED, _is_waiting),
    (wordings.COLLEAGUE_OFFERED, _is_offered),
    (wordings.APPROVAL_AWAITED, _awaits),
    (wordings.MANAGER_ASKED, _awaits_manager),
    (wordings.MANAGER_TOLD, _is_confirmed),
    (wordings.EVENT_CHANGED_ASKS, _is_asked),
    (wordings.NO_SHOW, _is_absent),
    (wordings.MANAGER_NO_SHOW, _is_absent),
)
for kind, holds in CHECKS:
    register(kind.name, about_place(holds))

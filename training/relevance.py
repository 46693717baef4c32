"""Whether what training wrote to somebody still holds when it is about to go out."""

from collections.abc import Callable
from datetime import datetime

from core.models import Message
from core.relevance import Check, register
from training import wordings
from training.models import Enrolment, Event
from training.queries.reminder import link_told_of, told_of

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


def as_it_stands(check: Check, words: Callable[[Enrolment], str]) -> Check:
    """The same, and whether the date is still when and where the message says.

    The key of such a message ends with what `words` make of the place; a date that moves tells
    its people anew, so what names its old time and place is held back, copies too.
    """

    def check_both(message: Message, now: datetime) -> bool:
        place = Enrolment.objects.select_related("event").filter(ref=message.about).first()
        current = place is not None and message.first_key.endswith(f":{words(place)}")
        return current and check(message, now)

    return check_both


def _sequence(place: Enrolment) -> str:
    return str(place.sequence_on(place.event))


def _told_of(place: Enrolment) -> str:
    return told_of(place.event)


def _link_told_of(place: Enrolment) -> str:
    return link_told_of(place.event)


def _is_active(place: Enrolment, now: datetime) -> bool:
    return place.is_active


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
    (wordings.OFFER_MADE, _is_offered),
    (wordings.WAITING_JOINED, _is_waiting),
    (wordings.PUT_ON_LIST, _is_waiting),
    (wordings.COLLEAGUE_OFFERED, _is_offered),
    (wordings.APPROVAL_AWAITED, _awaits),
    (wordings.MANAGER_ASKED, _awaits_manager),
    (wordings.MANAGER_TOLD, _is_confirmed),
    (wordings.NO_SHOW, _is_absent),
    (wordings.MANAGER_NO_SHOW, _is_absent),
)
DATED = (
    (wordings.ENROLMENT_CONFIRMED, _is_coming, _sequence),
    (wordings.PLACE_MOVED, _is_coming, _sequence),
    (wordings.PLACE_RECEIVED, _is_coming, _sequence),
    (wordings.EVENT_CHANGED, _is_active, _sequence),
    (wordings.EVENT_CHANGED_ASKS, _is_asked, _sequence),
    (wordings.MANAGER_CHANGED, _is_active, _sequence),
    (wordings.REMINDER, _is_coming, _told_of),
    (wordings.JOINING, _is_coming, _link_told_of),
)
for kind, holds in CHECKS:
    register(kind.name, about_place(holds))
for kind, holds, words in DATED:
    register(kind.name, as_it_stands(about_place(holds), words))

"""Whether what training wrote to somebody still holds when it is about to go out."""

from collections.abc import Callable
from datetime import datetime

from core.mail.still_needed import Check, register
from core.models import Message
from training.enrolments.emails.approval import APPROVAL_AWAITED
from training.enrolments.emails.change import (
    ENROLMENT_MOVED,
    ENROLMENT_RECEIVED,
    EVENT_CHANGED,
    EVENT_CHANGED_ASKS,
    PUT_ON_LIST,
)
from training.enrolments.emails.colleague import COLLEAGUE_OFFERED
from training.enrolments.emails.enrolment import ENROLMENT_CONFIRMED
from training.enrolments.emails.manager import MANAGER_ASKED, MANAGER_CHANGED, MANAGER_TOLD
from training.enrolments.emails.reminder import JOINING, MANAGER_NO_SHOW, NO_SHOW, REMINDER
from training.enrolments.emails.waiting_list import OFFER_MADE, WAITING_JOINED
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import link_told_of, told_of
from training.events.models import Event

Status = Enrolment.Status


def about_enrolment(holds: Callable[[Enrolment, datetime], bool]) -> Check:
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
    held = place.held_until is not None and place.held_until > now
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
    return _is_coming(place, now) and place.reconfirm_by is not None


CHECKS = (
    (OFFER_MADE, _is_offered),
    (WAITING_JOINED, _is_waiting),
    (PUT_ON_LIST, _is_waiting),
    (COLLEAGUE_OFFERED, _is_offered),
    (APPROVAL_AWAITED, _awaits),
    (MANAGER_ASKED, _awaits_manager),
    (MANAGER_TOLD, _is_confirmed),
    (NO_SHOW, _is_absent),
    (MANAGER_NO_SHOW, _is_absent),
)
DATED = (
    (ENROLMENT_CONFIRMED, _is_coming, _sequence),
    (ENROLMENT_MOVED, _is_coming, _sequence),
    (ENROLMENT_RECEIVED, _is_coming, _sequence),
    (EVENT_CHANGED, _is_active, _sequence),
    (EVENT_CHANGED_ASKS, _is_asked, _sequence),
    (MANAGER_CHANGED, _is_active, _sequence),
    (REMINDER, _is_coming, _told_of),
    (JOINING, _is_coming, _link_told_of),
)
for kind, holds in CHECKS:
    register(kind.name, about_enrolment(holds))
for kind, holds, words in DATED:
    register(kind.name, as_it_stands(about_enrolment(holds), words))

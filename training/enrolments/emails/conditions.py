"""Whether what was written of a place still holds when the message is about to go out."""

from collections.abc import Callable
from datetime import datetime

from accounts.queries.line_manager import manager_is_over
from core.mail.message_keys import BETWEEN
from core.mail.message_types import StillNeeded, unless_untold
from core.models import Message
from training.enrolments.models import Enrolment
from training.enrolments.queries.colleague import is_bookers_matter
from training.events.models import Event

Status = Enrolment.Status
Condition = Callable[[Enrolment, datetime], bool]


def while_place(holds: Condition, *, told: Callable[[Enrolment], str] | None = None) -> StillNeeded:
    """Ask about the place that a message is about; one that is gone needs no message.

    `told` is what the message's key ends with: when and where the date was as it was written. A
    date that moves tells its people anew, so what names its old time is held back, copies too.
    """

    def check(message: Message, now: datetime) -> bool:
        enrolment = Enrolment.objects.select_related("event").filter(ref=message.about).first()
        if enrolment is None or not holds(enrolment, now):
            return False
        return told is None or message.first_key.endswith(f"{BETWEEN}{told(enrolment)}")

    return check


def while_managed(
    holds: Condition, *, told: Callable[[Enrolment], str] | None = None
) -> StillNeeded:
    """As while_place(), and only to somebody who is the person's manager still."""
    check_place = while_place(holds, told=told)

    def check(message: Message, now: datetime) -> bool:
        if not check_place(message, now):
            return False
        enrolment = Enrolment.objects.select_related("person").get(ref=message.about)
        return not manager_is_over(enrolment.person, message.to)

    return check


def while_bookers_matter(message: Message, now: datetime) -> bool:
    """Whether who booked for a colleague still works where the colleague was booked for."""
    row = Enrolment.objects.select_related("booked_by").filter(ref=message.about).first()
    return row is not None and is_bookers_matter(row)


def unless_moved(check: StillNeeded, *news: str) -> StillNeeded:
    """As unless_untold(); of a place that is on another date now, its end is the news."""
    unheard = unless_untold(check, *news)

    def ask(message: Message, now: datetime) -> bool:
        moved = Enrolment.objects.filter(ref=message.about, status=Status.MOVED)
        return (check if moved.exists() else unheard)(message, now)

    return ask


def stands(*statuses: Enrolment.Status) -> Condition:
    """In one of these states: what ended so stays so, unless the row has gone."""
    return lambda enrolment, now: enrolment.status in statuses


def exists(enrolment: Enrolment, now: datetime) -> bool:
    """Whatever became of it: the office chose whom it writes to, those whose place ended too."""
    return True


def has_ended(enrolment: Enrolment, now: datetime) -> bool:
    return not enrolment.is_active


def sequence_of(enrolment: Enrolment) -> str:
    """How often place and date have changed: what most keys end with."""
    return str(enrolment.sequence_on(enrolment.event))


def is_active(enrolment: Enrolment, now: datetime) -> bool:
    """Held, offered or waited for."""
    return enrolment.is_active


def is_confirmed(enrolment: Enrolment, now: datetime) -> bool:
    """Firm, whatever became of the date."""
    return enrolment.status == Status.CONFIRMED


def is_coming(enrolment: Enrolment, now: datetime) -> bool:
    """Firm, on a date that goes ahead and is not over."""
    goes_ahead = enrolment.event.status == Event.Status.SCHEDULED and enrolment.event.ends_at > now
    return goes_ahead and is_confirmed(enrolment, now)


def is_asked(enrolment: Enrolment, now: datetime) -> bool:
    """Still to say whether they come to a date that moved."""
    return is_coming(enrolment, now) and enrolment.reconfirm_by is not None


def is_offered(enrolment: Enrolment, now: datetime) -> bool:
    """On offer, for a while yet."""
    held = enrolment.held_until is not None and enrolment.held_until > now
    return held and enrolment.status == Status.OFFERED


def is_waiting(enrolment: Enrolment, now: datetime) -> bool:
    return enrolment.status == Status.WAITING


def awaits_approval(enrolment: Enrolment, now: datetime) -> bool:
    return enrolment.status == Status.AWAITING_APPROVAL


def awaits_manager(enrolment: Enrolment, now: datetime) -> bool:
    return awaits_approval(enrolment, now) and enrolment.needs_manager


def is_absent(enrolment: Enrolment, now: datetime) -> bool:
    """Did not come, as the register says."""
    return is_confirmed(enrolment, now) and enrolment.outcome == Enrolment.Outcome.ABSENT

"""What bookings write to people. No child's data, and no free text of others to third parties."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from bookings.visits.presenters.booking import status_words
from bookings.visits.presenters.calendar import of_booking
from bookings.visits.queries.booking import may_book, sessions_of_booking
from core.mail import outbox
from core.mail.message_keys import KeyParts
from core.mail.message_types import NOTHING, Link, MessageType, StillNeeded, Value, declare
from core.mail.outbox import Calendar
from core.models import Message
from training.events.models import Session
from training.events.rules.venue import place_words


def mail_booking_requested(booking: Booking, *, now: datetime) -> None:
    """Tell the booker that the request is in, and what happens next."""
    _to_booker(booking, BOOKING_REQUESTED, now=now, more={"wish": booking.preferred_words})


def mail_booking_offered(booking: Booking, *, now: datetime) -> None:
    """Tell the booker which date and times are offered."""
    sessions = sessions_of_booking(booking)
    more = {"sessions": [_session_words(session) for session in sessions]}
    _to_booker(booking, BOOKING_OFFERED, now=now, more=more)


def mail_booking_declined(booking: Booking, *, now: datetime) -> None:
    """Tell the booker that it cannot be, with the reason from the list."""
    more = {"wish": booking.preferred_words, "reason": booking.get_end_reason_display()}
    _to_booker(booking, BOOKING_DECLINED, now=now, more=more)


def mail_booking_confirmed(booking: Booking, *, now: datetime) -> None:
    """Tell the booker and the organisation's office when and who, with the calendar entries."""
    sessions = sessions_of_booking(booking)
    calendar = _calendar(booking, sessions, "REQUEST", now)
    more = {"sessions": [line for session in sessions for line in _session_lines(session)]}
    for address in _addresses(booking):
        _put(booking, BOOKING_CONFIRMED, address, now=now, calendar=calendar, more=more)


def mail_booking_cancelled(
    booking: Booking, sessions: Sequence[Session], *, was_settled: bool, now: datetime
) -> None:
    """Tell the booker that it is off; the office and their calendars too once it was agreed."""
    more = {
        "what_happened": status_words(booking),
        "when": booking.event.when_words if booking.event else "",
        "reason": booking.get_end_reason_display(),
    }
    if not was_settled:
        _to_booker(booking, BOOKING_CANCELLED, now=now, more=more)
        return
    calendar = _calendar(booking, sessions, "CANCEL", now)
    for address in _addresses(booking):
        _put(booking, BOOKING_CANCELLED, address, now=now, calendar=calendar, more=more)


def _calendar(
    booking: Booking, sessions: Sequence[Session], method: str, now: datetime
) -> Calendar:
    entries = of_booking(
        booking, sessions, url=_page_of(booking), stamped_at=now, cancelled=method == "CANCEL"
    )
    return Calendar(list(entries), method)


def _session_words(session: Session) -> str:
    return place_words(session.when_words, session.own_place_words)


def _session_lines(session: Session) -> list[str]:
    """When and where it is, and who comes."""
    holding: list[Assignment] = session.holding  # type: ignore[attr-defined]
    return [_session_words(session), *(f"With {one.facilitator.user.name}" for one in holding)]


def _to_booker(
    booking: Booking,
    message_type: MessageType,
    *,
    now: datetime,
    more: Mapping[str, Value] = NOTHING,
) -> None:
    for address in _booker_address(booking):
        _put(booking, message_type, address, now=now, more=more)


def _booker_address(booking: Booking) -> list[str]:
    """The person who asked, for as long as they book for the organisation; else its office."""
    if may_book(booking.requested_by, booking.organisation):
        return [booking.requested_by.email]
    return [booking.organisation.office_email] if booking.organisation.office_email else []


def _addresses(booking: Booking) -> list[str]:
    """The booker, and the office that meets the visitor at the door."""
    found = dict.fromkeys([*_booker_address(booking), booking.organisation.office_email])
    return [address for address in found if address]


def _put(
    booking: Booking,
    message_type: MessageType,
    to: str,
    *,
    now: datetime,
    calendar: Calendar | None = None,
    more: Mapping[str, Value] = NOTHING,
) -> None:
    path = reverse("visits:booking_detail", args=[booking.reference])
    outbox.put(
        message_type,
        key=message_type.key(booking, to),
        to=to,
        context={
            "course": booking.course.title,
            "organisation": booking.organisation.name,
            "reference": booking.reference,
            "booking_page": Link("Your booking", path),
            **more,
        },
        now=now,
        calendar=calendar,
        about=booking.reference,
    )


def step_key(booking: Booking, to: str) -> KeyParts:
    """Once for each step of a booking and each address."""
    whose = hashlib.sha256(to.encode()).hexdigest()[:16]  # an address may be longer than a key
    return (booking.reference, booking.status, booking.calendar_sequence, whose)


def _page_of(booking: Booking) -> str:
    return f"{settings.BASE_URL}{reverse('visits:booking_detail', args=[booking.reference])}"


def while_booking(*statuses: Booking.Status) -> StillNeeded:
    """Ask whether the booking that a message is about stands as it says."""

    def check(message: Message, now: datetime) -> bool:
        return Booking.objects.filter(reference=message.about, status__in=statuses).exists()

    return check


BOOKING: Mapping[str, Value] = {
    "course": "Healthy relationships workshop",
    "organisation": "Canalside Academy",
    "reference": "7KQ2XWPM",
    "booking_page": Link("Your booking", "/bookings/"),
}
WISHED: Mapping[str, Value] = {**BOOKING, "wish": "Thursday 3 December 2026, in the morning"}
SESSIONS: Mapping[str, Value] = {
    "sessions": [
        "Thursday 3 December 2026, 9:30am to 10:30am, Main hall",
        "With Priya Nandra",
    ],
}
BOOKING_REQUESTED = declare(
    MessageType(
        name="visits/booking_requested",
        label="A visit was asked for: to the booker",
        samples=WISHED,
        key=step_key,
        is_still_needed=while_booking(*Booking.OPEN_REQUESTS),
    )
)
BOOKING_OFFERED = declare(
    MessageType(
        name="visits/booking_offered",
        label="A visit: a date is offered",
        samples={**BOOKING, "sessions": ["Thursday 3 December 2026, 9:30am to 10:30am, Main hall"]},
        key=step_key,
        is_still_needed=while_booking(Booking.Status.OFFERED),
    )
)
BOOKING_DECLINED = declare(
    MessageType(
        name="visits/booking_declined",
        label="A visit: it cannot be",
        samples={**WISHED, "reason": "None of our facilitators is free around that date"},
        key=step_key,
        is_still_needed=while_booking(Booking.Status.DECLINED),
    )
)
BOOKING_CONFIRMED = declare(
    MessageType(
        name="visits/booking_confirmed",
        label="A visit: it is confirmed",
        samples={**BOOKING, **SESSIONS},
        key=step_key,
        is_still_needed=while_booking(Booking.Status.CONFIRMED, Booking.Status.PACK_SENT),
    )
)
BOOKING_CANCELLED = declare(
    MessageType(
        name="visits/booking_cancelled",
        label="A visit: it is cancelled",
        samples={
            **BOOKING,
            "what_happened": "Cancelled by the school",
            "when": "Thursday 3 December 2026, 9:30am to 10:30am",
            "reason": "The date no longer suits",
        },
        key=step_key,
        is_still_needed=while_booking(*Booking.ENDED),
    )
)

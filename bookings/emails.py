"""What bookings write to people. No child's data, and no free text of others to third parties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from bookings import calendar_entries
from bookings.models import Assignment, Booking
from bookings.queries.booking import may_book, sessions_of_booking
from core import outbox
from core.ics import document
from core.outbox import Calendar
from training.models import Session


def mail_booking_requested(booking: Booking, *, now: datetime) -> None:
    """Tell the booker that the request is in, and what happens next."""
    _to_booker(booking, "booking_requested", now=now)


def mail_booking_offered(booking: Booking, *, now: datetime) -> None:
    """Tell the booker which date and times are offered."""
    _to_booker(booking, "booking_offered", now=now, sessions=sessions_of_booking(booking))


def mail_booking_declined(booking: Booking, *, now: datetime) -> None:
    """Tell the booker that it cannot be, with the reason from the list."""
    _to_booker(booking, "booking_declined", now=now)


def mail_booking_confirmed(booking: Booking, *, now: datetime) -> None:
    """Tell the booker and the organisation's office when and who, with the calendar entries."""
    sessions = sessions_of_booking(booking)
    calendar = _calendar(booking, sessions, "REQUEST", now)
    for address in _addresses(booking):
        _put(booking, "booking_confirmed", address, now=now, calendar=calendar, sessions=sessions)


def mail_booking_cancelled(
    booking: Booking, sessions: Sequence[Session], *, was_settled: bool, now: datetime
) -> None:
    """Tell the booker that it is off; the office and their calendars too once it was agreed."""
    if not was_settled:
        _to_booker(booking, "booking_cancelled", now=now)
        return
    calendar = _calendar(booking, sessions, "CANCEL", now)
    for address in _addresses(booking):
        _put(booking, "booking_cancelled", address, now=now, calendar=calendar)


def mail_assignment_made(assignment: Assignment, *, now: datetime) -> None:
    """Tell a facilitator of a session that is theirs, with the calendar entry."""
    _to_facilitator(assignment, "assignment_made", "REQUEST", now=now)


def mail_assignment_released(assignment: Assignment, *, now: datetime) -> None:
    """Tell a facilitator that a session is no longer theirs, and take it off their calendar."""
    _to_facilitator(assignment, "assignment_released", "CANCEL", now=now)


def _calendar(
    booking: Booking, sessions: Sequence[Session], method: str, now: datetime
) -> Calendar:
    entries = calendar_entries.of_booking(
        booking, sessions, url=_page_of(booking), stamped_at=now, cancelled=method == "CANCEL"
    )
    return Calendar(document(entries, method=method), method)


def _to_booker(
    booking: Booking, event: str, *, now: datetime, sessions: Sequence[Session] = ()
) -> None:
    for address in _booker_address(booking):
        _put(booking, event, address, now=now, sessions=sessions)


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
    event: str,
    to: str,
    *,
    now: datetime,
    calendar: Calendar | None = None,
    **context: Any,
) -> None:
    step = f"{booking.status}:{booking.calendar_sequence}"
    outbox.put(
        dedupe_key=f"{event}:{booking.reference}:{step}:{to}",
        kind=f"bookings/{event}",
        to=to,
        context={**context, "booking": booking, "url": _page_of(booking)},
        now=now,
        calendar=calendar,
        about=booking.reference,
    )


def _to_facilitator(assignment: Assignment, event: str, method: str, *, now: datetime) -> None:
    session = assignment.session
    url = f"{settings.BASE_URL}{reverse('bookings:today')}"
    entry = calendar_entries.of_assignment(
        assignment, url=url, stamped_at=now, cancelled=method == "CANCEL"
    )
    outbox.put(
        dedupe_key=f"{event}:{assignment.calendar_uid}:{assignment.calendar_sequence}",
        kind=f"bookings/{event}",
        to=assignment.facilitator.user.email,
        context={
            "assignment": assignment,
            "session": session,
            "course": session.event.course,
            "where": calendar_entries.where_words(session),
            "url": url,
        },
        now=now,
        calendar=Calendar(document([entry], method=method), method),
        about=session.ref,
    )


def _page_of(booking: Booking) -> str:
    return f"{settings.BASE_URL}{reverse('bookings:booking_detail', args=[booking.reference])}"

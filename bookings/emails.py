"""What bookings write to people. No child's data, and no free text of others to third parties."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from django.conf import settings
from django.urls import reverse

from bookings import calendar_entries
from bookings.links import EVALUATION
from bookings.models import Assignment, Booking, Question
from bookings.queries.booking import may_book, sessions_of_booking
from bookings.wordings import (
    ASSIGNMENT_MADE,
    ASSIGNMENT_RELEASED,
    BOOKING_CANCELLED,
    BOOKING_CONFIRMED,
    BOOKING_DECLINED,
    BOOKING_OFFERED,
    BOOKING_REQUESTED,
    CERTIFICATE_WAITS,
    EVALUATION_ASKED,
)
from core import outbox
from core.clock import london_date
from core.dates import date_words
from core.ics import document
from core.links import NewLink
from core.outbox import Calendar
from core.wording import Kind, Link, Value
from training.models import Enrolment, Session

NOTHING: Mapping[str, Value] = MappingProxyType({})
ANSWERED_WITHIN = timedelta(days=60)  # how long the link to the questions works


def mail_booking_requested(booking: Booking, *, now: datetime) -> None:
    """Tell the booker that the request is in, and what happens next."""
    _to_booker(booking, BOOKING_REQUESTED, now=now, more={"wish": booking.wish_words})


def mail_booking_offered(booking: Booking, *, now: datetime) -> None:
    """Tell the booker which date and times are offered."""
    sessions = sessions_of_booking(booking)
    more = {"sessions": [_session_words(session) for session in sessions]}
    _to_booker(booking, BOOKING_OFFERED, now=now, more=more)


def mail_booking_declined(booking: Booking, *, now: datetime) -> None:
    """Tell the booker that it cannot be, with the reason from the list."""
    more = {"wish": booking.wish_words, "reason": booking.get_end_reason_display()}
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
        "what_happened": booking.get_status_display(),
        "when": booking.event.when_words if booking.event else "",
        "reason": booking.get_end_reason_display(),
    }
    if not was_settled:
        _to_booker(booking, BOOKING_CANCELLED, now=now, more=more)
        return
    calendar = _calendar(booking, sessions, "CANCEL", now)
    for address in _addresses(booking):
        _put(booking, BOOKING_CANCELLED, address, now=now, calendar=calendar, more=more)


def mail_assignment_made(assignment: Assignment, *, now: datetime) -> None:
    """Tell a facilitator of a session that is theirs, with the calendar entry."""
    more = {"role": assignment.get_role_display()}
    _to_facilitator(assignment, ASSIGNMENT_MADE, "REQUEST", now=now, more=more)


def mail_assignment_released(assignment: Assignment, *, now: datetime) -> None:
    """Tell a facilitator that a session is no longer theirs, and take it off their calendar."""
    _to_facilitator(assignment, ASSIGNMENT_RELEASED, "CANCEL", now=now)


def _calendar(
    booking: Booking, sessions: Sequence[Session], method: str, now: datetime
) -> Calendar:
    entries = calendar_entries.of_booking(
        booking, sessions, url=_page_of(booking), stamped_at=now, cancelled=method == "CANCEL"
    )
    return Calendar(document(entries, method=method), method)


def _session_words(session: Session) -> str:
    return f"{session.when_words}, {session.place}" if session.place else session.when_words


def _session_lines(session: Session) -> list[str]:
    """When and where it is, and who comes."""
    holding: list[Assignment] = session.holding  # type: ignore[attr-defined]
    return [_session_words(session), *(f"With {one.facilitator.user.name}" for one in holding)]


def _to_booker(
    booking: Booking, kind: Kind, *, now: datetime, more: Mapping[str, Value] = NOTHING
) -> None:
    for address in _booker_address(booking):
        _put(booking, kind, address, now=now, more=more)


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
    kind: Kind,
    to: str,
    *,
    now: datetime,
    calendar: Calendar | None = None,
    more: Mapping[str, Value] = NOTHING,
) -> None:
    step = f"{booking.status}:{booking.calendar_sequence}"
    whose = hashlib.sha256(to.encode()).hexdigest()[:16]  # an address may be longer than a key
    path = reverse("bookings:booking_detail", args=[booking.reference])
    outbox.put(
        dedupe_key=f"{kind.event}:{booking.reference}:{step}:{whose}",
        kind=kind.name,
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


def _to_facilitator(
    assignment: Assignment,
    kind: Kind,
    method: str,
    *,
    now: datetime,
    more: Mapping[str, Value] = NOTHING,
) -> None:
    session, path = assignment.session, reverse("bookings:today")
    entry = calendar_entries.of_assignment(
        assignment,
        url=f"{settings.BASE_URL}{path}",
        stamped_at=now,
        cancelled=method == "CANCEL",
    )
    outbox.put(
        dedupe_key=f"{kind.event}:{assignment.calendar_uid}:{assignment.calendar_sequence}",
        kind=kind.name,
        to=assignment.facilitator.user.email,
        context={
            "course": session.event.course.title,
            "when": session.when_words,
            "where": calendar_entries.where_words(session),
            "sessions_page": Link("Your sessions", path),
            **more,
        },
        now=now,
        calendar=Calendar(document([entry], method=method), method),
        about=session.ref,
    )


def _page_of(booking: Booking) -> str:
    return f"{settings.BASE_URL}{reverse('bookings:booking_detail', args=[booking.reference])}"


def mail_evaluation_asked(
    enrolment: Enrolment, questions: Sequence[Question], *, now: datetime
) -> None:
    """Ask someone who came how it was, by a link that opens the questions and nothing else."""
    course, until = enrolment.event.course, now + ANSWERED_WITHIN
    number = len(questions)
    outbox.put(
        dedupe_key=f"evaluation_asked:{enrolment.ref}",
        kind=EVALUATION_ASKED.name,
        to=enrolment.person.email,
        context={
            "course": course.title,
            "day": date_words(london_date(enrolment.event.starts_at)),
            "questions": f"{number} question{'' if number == 1 else 's'}",
            "certificate": CERTIFICATE_WAITS if course.evaluation_needed else "",
            "answer_page": Link("Answer the questions", "[link]"),
            "my_page": Link("My learning", "/my/"),
            "until": date_words(london_date(until)),
        },
        now=now,
        window=outbox.Window(due_at=now, not_after=until),
        about=enrolment.ref,
        link=NewLink(EVALUATION, enrolment.ref, until),
    )

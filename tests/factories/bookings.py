"""Requests for visits and what becomes of them. Everything goes through the actions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import Organisation, User
from bookings.rota.actions.assignment import assign
from bookings.rota.models import Facilitator
from bookings.visits.actions.booking import confirm_booking, request_booking, schedule_booking
from bookings.visits.models import Booking
from bookings.visits.queries.booking import sessions_of_booking
from bookings.visits.rules.visit_request import GroupRequest, VisitRequest
from tests.cast import NOW
from tests.factories.registers import make_session
from training.courses.models import Course
from training.events.models import Event, Session

WISHED = date(2026, 12, 3)  # a Thursday, 16 working days from the cast's NOW
NINE_THIRTY = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
THREE_CLASSES = (
    GroupRequest("pupils", "9A", 28, "Y9"),
    GroupRequest("pupils", "9B", 30, "Y9"),
    GroupRequest("pupils", "9C", 27, "Y9"),
)
REQUEST = VisitRequest(
    why_now="curriculum",
    one_off_reason="It opens our autumn unit on relationships",
    date=WISHED,
    part="morning",
    staff_in_room="Ms Okafor",
    place="Main hall",
    contact_phone="0121 496 0000",
    safeguarding_agreed=True,
)


def make_request(
    organisation: Organisation,
    course: Course,
    actor: User,
    *,
    groups: Sequence[GroupRequest] = THREE_CLASSES,
    now: datetime = NOW,
    **changes: Any,
) -> Booking:
    """A request of three Year 9 classes for Thursday 3 December 2026."""
    return request_booking(
        organisation,
        course,
        groups=groups,
        request=replace(REQUEST, **changes),
        actor=actor,
        now=now,
    )


def offer(booking: Booking, actor: User, starts_at: datetime = NINE_THIRTY, **how: Any) -> Booking:
    """The booking with a date offered: 9:30am in the main hall, all groups together."""
    return schedule_booking(
        booking, starts=[starts_at], place="Main hall", actor=actor, now=NOW, **how
    )


def staff(booking: Booking, facilitator: Facilitator, actor: User) -> Booking:
    """The booking with a lead on each session."""
    for session in sessions_of_booking(booking):
        assign(session, facilitator, actor=actor, now=NOW)
    return booking


def confirm(booking: Booking, facilitator: Facilitator, actor: User) -> Booking:
    """The booking offered, staffed and confirmed."""
    booking = staff(offer(booking, actor), facilitator, actor)
    return confirm_booking(booking, actor=actor, now=NOW)


def later(first: Session, minutes: int, **change: object) -> Session:
    """Another session that starts so many minutes after the first one ends."""
    starts_at = first.ends_at + timedelta(minutes=minutes)
    event = first.event
    session = make_session(event.course, event.area, starts_at=starts_at)
    Event.objects.filter(pk=session.event_id).update(**change)
    return Session.objects.select_related("event__area", "event__course", "event__venue").get(
        pk=session.pk
    )

"""What can happen to a booking. Every write goes through here; its ends are in booking_end.py."""

from collections.abc import Sequence
from datetime import date, datetime

from accounts.models import Organisation, User
from bookings.rota.emails.assignment import mail_assignment_made
from bookings.rota.queries.assignment import holding_of_event
from bookings.visits.actions.booking_rules import (
    bookable_course,
    not_yours,
    refuse_closed_day,
    refuse_day,
    refuse_groups,
    refuse_organisation,
    refuse_request,
    refuse_times,
    timetable_of,
)
from bookings.visits.emails.booking import (
    mail_booking_confirmed,
    mail_booking_offered,
    mail_booking_requested,
)
from bookings.visits.models import Booking, BookingGroup
from bookings.visits.models.booking import new_reference
from bookings.visits.queries.booking import may_book, sessions_of_booking, sessions_without_lead
from bookings.visits.rules.timetable import Slot
from bookings.visits.rules.visit_request import GroupRequest, VisitRequest
from core import audit
from core.changes.locks import lock_resources, transact
from core.clock import london_date
from core.dates import date_words, moment_words
from core.errors import Refusal
from training.courses.models import Course
from training.events.actions.event import confirm_event_locked, reserve_event_locked
from training.events.actions.venue import school_venue_locked
from training.events.models import Event
from training.events.rules.blocks import Block

Status = Booking.Status


def booking_move() -> Refusal:
    return Refusal(
        "This booking has moved on since you opened the page. Open it again to see where it is.",
        code="booking_move",
    )


@transact
def request_booking(
    organisation: Organisation,
    course: Course,
    *,
    groups: Sequence[GroupRequest],
    request: VisitRequest,
    actor: User,
    now: datetime,
) -> Booking:
    """An organisation asks for a visit. Raises the refusals of booking_rules.py."""
    organisation = lock_resources(organisation)[organisation]
    refuse_organisation(organisation, actor)
    course = bookable_course(organisation, course, request.date)
    refuse_request(request)
    refuse_groups(organisation, course, groups, large_agreed=request.large_groups_agreed)
    refuse_day(organisation, course, request.date, london_date(now))
    booking = Booking.objects.create(
        reference=_free_reference(request.date),
        organisation=organisation,
        requested_by=actor,
        course=course,
        status=Status.REQUESTED,
        why_now=Booking.WhyNow(request.why_now),
        one_off_reason=request.one_off_reason,
        preferred_date=request.date,
        preferred_part=Booking.DayPart(request.part),
        place=request.place,
        staff_in_room=request.staff_in_room,
        contact_phone=request.contact_phone,
        notes=request.notes,
        safeguarding_agreed_at=now,
        created_at=now,
        changed_at=now,
    )
    _add_groups(booking, groups)
    audit.record(booking, "request_booking", title=booking.reference, actor=actor, now=now)
    mail_booking_requested(booking, now=now)
    return booking


@transact
def schedule_booking(
    booking: Booking,
    *,
    starts: Sequence[datetime],
    place: str,
    actor: User,
    now: datetime,
    in_turn: bool = False,
    gap_minutes: int = 0,
) -> Booking:
    """Reserve an event with its sessions and offer it to the organisation.

    `starts` has one start for each part of the course, or just one when it has no parts; the
    lengths are the course's. All groups come together, or `in_turn`: one session each.
    Refuses with booking_move, offer_times, visit_day.
    """
    # The organisation too: of two first offers one makes its venue.
    held = lock_resources(booking, booking.course, booking.organisation)
    course, booking = held[booking.course], held[booking]
    booking.course = course
    move(booking, Status.OFFERED)
    slots = timetable_of(booking, starts, in_turn=in_turn, gap_minutes=gap_minutes)
    refuse_times(slots, now)
    for day in sorted({london_date(slot.starts_at) for slot in slots}):
        refuse_closed_day(booking.organisation, day)
    booking.event = _reserve(booking, slots, place, actor=actor, now=now)
    _link_groups(booking, slots)
    keep(booking, now, "event")
    audit.record(booking, "offer_booking", title=booking.reference, actor=actor, now=now)
    mail_booking_offered(booking, now=now)
    return booking


@transact
def accept_offer(booking: Booking, *, actor: User, now: datetime) -> Booking:
    """The organisation takes the date; confirmed at once when every session has a lead.

    Refuses with booking_move, not_yours, offer_times.
    """
    booking = lock_with_event(booking)
    if booking.status != Status.OFFERED or booking.accepted_at:
        raise booking_move()
    if not may_book(actor, booking.organisation):
        raise not_yours()
    _refuse_started(booking, now)
    booking.accepted_at = now
    keep(booking, now, "accepted_at")
    audit.record(booking, "accept_date", title=booking.reference, actor=actor, now=now)
    if not sessions_without_lead(booking):
        _confirm(booking, actor=actor, now=now)
    return booking


@transact
def confirm_booking(booking: Booking, *, actor: User, now: datetime) -> Booking:
    """The office settles it: the date was wished for or accepted, and every session has a lead.

    Refuses with booking_move, school_must_accept, session_without_lead, offer_times.
    """
    booking = lock_with_event(booking)
    if booking.status != Status.OFFERED:
        raise booking_move()
    _refuse_started(booking, now)
    if not booking.accepted_at and not is_on_preferred_day(booking):
        raise Refusal(
            "This is not the date that was asked for, so the organisation has to accept it. "
            "You can confirm the booking once they have.",
            code="school_must_accept",
        )
    # The first of them is enough to say.
    for session in sessions_without_lead(booking):
        raise Refusal(
            f"Nobody leads the session on {moment_words(session.starts_at)} yet. "
            "Assign a facilitator to it first.",
            code="session_without_lead",
        )
    _confirm(booking, actor=actor, now=now)
    return booking


# Behind the lock


def lock_with_event(booking: Booking) -> Booking:
    """The booking locked, and its event with it. Refuses with booking_move when that changed."""
    event = Event.objects.filter(bookings=booking.pk).first()
    held = lock_resources(booking, event) if event else lock_resources(booking)
    locked = held[booking]
    if locked.event_id != (event.pk if event else None):
        raise booking_move()
    if event:
        locked.event = held[event]
    return locked


def move(booking: Booking, status: Booking.Status) -> None:
    """Change the status along the table of moves. Refuses with booking_move."""
    if not booking.may_become(status):
        raise booking_move()
    booking.become(status)


def keep(booking: Booking, now: datetime, *fields: str) -> None:
    """Write the status and what came with it."""
    booking.changed_at = now
    booking.save(update_fields=["status", "changed_at", *fields])


def is_on_preferred_day(booking: Booking) -> bool:
    """Whether every session is on the very day the organisation asked for, in London."""
    return all(
        london_date(session.starts_at) == booking.preferred_date
        for session in sessions_of_booking(booking)
    )


def _free_reference(day: date) -> str:
    """One of 590 million that nobody has; another is drawn when chance repeats itself."""
    reference = new_reference(day)
    while Booking.objects.filter(reference=reference).exists():
        reference = new_reference(day)
    return reference


def _add_groups(booking: Booking, groups: Sequence[GroupRequest]) -> None:
    BookingGroup.objects.bulk_create(
        BookingGroup(
            booking=booking,
            number=number,
            who=BookingGroup.Who(group.who),
            **_years(group),
            label=group.label,
            scope=BookingGroup.Scope(group.scope),
            expected=group.expected,
        )
        for number, group in enumerate(groups, start=1)
    )


def _years(group: GroupRequest) -> dict[str, str]:
    """The school years of pupils; a mixed group has a last one too, any other only the first."""
    if group.who != BookingGroup.Who.PUPILS:
        return {}
    is_mixed = group.last_year_group != group.year_group
    last = group.last_year_group if is_mixed else ""
    return {"year_group": group.year_group, "last_year_group": last}


def _reserve(
    booking: Booking, slots: Sequence[Slot], place: str, *, actor: User, now: datetime
) -> Event:
    course, organisation = booking.course, booking.organisation
    is_online = course.mode == Course.Mode.ONLINE
    return reserve_event_locked(
        course,
        organisations=[organisation],
        blocks=[Block(slot.starts_at, slot.ends_at, place) for slot in slots],
        area=organisation.area,
        mode=course.mode if is_online else Course.Mode.IN_PERSON,
        venue=None if is_online else school_venue_locked(organisation),
        host_staff=[booking.staff_in_room],
        actor=actor,
        now=now,
    )


def _link_groups(booking: Booking, slots: Sequence[Slot]) -> None:
    """Give each group its session; with several parts everyone comes to every session."""
    sessions = sessions_of_booking(booking)
    for number, group in enumerate(booking.groups.order_by("number")):
        if slots[0].group is not None:
            group.session = sessions[number]
        elif len(sessions) == 1:
            group.session = sessions[0]
        group.save(update_fields=["session"])


def _event_of(booking: Booking) -> Event:
    if booking.event is None:  # a constraint forbids it from `offered` on
        raise booking_move()
    return booking.event


def _refuse_started(booking: Booking, now: datetime) -> None:
    event = _event_of(booking)
    if event.has_started(now):
        day = date_words(london_date(event.starts_at))
        raise Refusal(f"The date offered, {day}, has passed.", code="offer_times")


def _confirm(booking: Booking, *, actor: User, now: datetime) -> None:
    event = _event_of(booking)
    move(booking, Status.CONFIRMED)
    confirm_event_locked(event, actor=actor, now=now)
    keep(booking, now)
    audit.record(booking, "confirm_booking", title=booking.reference, actor=actor, now=now)
    mail_booking_confirmed(booking, now=now)
    for assignment in holding_of_event(event):
        mail_assignment_made(assignment, now=now)

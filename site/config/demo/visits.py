"""Schools' bookings of the demonstration, from the asking to the closed register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Organisation
from bookings.visits.models import Booking, BookingGroup
from bookings.visits.queries.booking import CONTACT_PHONE_KEPT
from config.demo.content import read
from config.demo.events import assign
from config.demo.keys import ref_of, reference_of
from config.demo.registers import close_as_not_delivered, close_for_groups
from config.demo.world import World, at
from core.clock import london_date
from training.courses.models import Course
from training.events.actions.venue import school_venue_locked
from training.events.models import Event, Session

PAUSE = timedelta(minutes=10)  # between one group and the next
PHONE = "0121 496 0123"  # of a drama
WEEKS_BEFORE = timedelta(weeks=5)  # when a school asked
Status = Booking.Status
WITH_EVENT = (Status.OFFERED, Status.CONFIRMED, Status.PACK_SENT)


@dataclass
class Visit:
    booking: Booking
    groups: list[BookingGroup]
    sessions: list[Session]
    counts: list[int]

    @property
    def group_sessions(self) -> list[tuple[Session, list[tuple[BookingGroup, int]]]]:
        """Each session with its groups and how many came of each."""
        counted = list(zip(self.groups, self.counts, strict=True))
        return [
            (
                session,
                [(group, count) for group, count in counted if group.session_id == session.pk],
            )
            for session in self.sessions
        ]


def load_counted_visits(world: World, month: date) -> None:
    """The counted month's visits: closed, not delivered, or not confirmed yet."""
    days = world.year.days_of(month)
    for number, entry in enumerate(read("month")["visit"]):
        first = entry["day"] % (len(days) - 1)
        key = ("visit", f"{month:%Y-%m}", number)
        visit = make_visit(world, entry, key, days[first : first + 2])
        if visit:
            settle(world, visit, entry)


def load_asked_for(world: World) -> None:
    """What schools have asked for, been offered, and agreed."""
    for number, entry in enumerate(read("coming")["booking"]):
        key = ("asked", f"{world.today:%Y-%m}", number)
        make_visit(world, entry, key, [world.year.ahead(entry["ahead"])])


def load_today(world: World) -> None:
    """Sessions for the facilitators today, in holidays too."""
    for number, entry in enumerate(read("coming")["today"]):
        make_visit(world, entry, ("today", world.today, number), [world.today])


def make_visit(
    world: World, entry: dict[str, Any], key: Sequence[object], days: Sequence[date]
) -> Visit | None:
    """A booking with its groups and, from an offer on, its event; None when it is there already."""
    reference = reference_of(days[0], *key)
    if Booking.objects.filter(reference=reference).exists():
        return None
    status = Status(entry.get("status", Status.CONFIRMED))
    organisation = world.organisations[entry["organisation"]]
    sessions = new_sessions(world, entry, reference, days) if status in WITH_EVENT else []
    event = sessions[0].event if sessions else None
    booking = new_booking(world, entry, reference, days[0], organisation, status, event)
    groups = new_groups(booking, entry, sessions)
    return Visit(booking, groups, sessions, list(entry["counts"]))


def new_sessions(
    world: World, entry: dict[str, Any], reference: str, days: Sequence[date]
) -> list[Session]:
    """A reserved event with a session for each group, or one for all, and who delivers them."""
    course = world.courses[entry["course"]]
    organisation = world.organisations[entry["organisation"]]
    blocks = blocks_of(course, entry, days)
    is_offer = entry.get("status") == Status.OFFERED
    event = Event.objects.create(
        ref=ref_of(reference),
        course=course,
        course_version=course.current_version,
        entry=Event.Entry.RESERVED,
        status=Event.Status.HELD if is_offer else Event.Status.SCHEDULED,
        starts_at=blocks[0][0],
        ends_at=blocks[-1][1],
        venue=school_venue_locked(organisation),
        host_staff=[world.contacts[organisation.pk].name],
        area=organisation.area,
        tier=course.tier,
    )
    event.reserved_for.add(organisation)
    sessions = Session.objects.bulk_create(
        Session(
            ref=ref_of(reference, number),
            event=event,
            number=number,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for number, (starts_at, ends_at) in enumerate(blocks, start=1)
    )
    for session in sessions:
        assign(session, world.facilitators[entry["facilitator"]], world.now)
    return sessions


def blocks_of(
    course: Course, entry: dict[str, Any], days: Sequence[date]
) -> list[tuple[datetime, datetime]]:
    """When each session starts and ends: one after the other, a day each, or one for all groups."""
    lengths = [minutes for _, minutes in course.current_version.timed_parts]
    number = 1 if entry.get("together") else len(entry["groups"])
    if entry.get("a_day_each"):
        starts = [at(day, entry["start"]) for day in days[:number]]
    else:
        step = timedelta(minutes=lengths[0]) + PAUSE
        starts = [at(days[0], entry["start"]) + step * index for index in range(number)]
    return [
        (start, start + timedelta(minutes=lengths[index % len(lengths)]))
        for index, start in enumerate(starts)
    ]


def new_booking(
    world: World,
    entry: dict[str, Any],
    reference: str,
    day: date,
    organisation: Organisation,
    status: Booking.Status,
    event: Event | None,
) -> Booking:
    starts_at = event.starts_at if event else at(day, datetime.min.time())
    asked_at = min(starts_at - WEEKS_BEFORE, world.now - timedelta(days=entry.get("asked", 2)))
    return Booking.objects.create(
        reference=reference,
        organisation=organisation,
        requested_by=world.contacts[organisation.pk],
        course=world.courses[entry["course"]],
        status=status,
        why_now=entry.get("why_now", Booking.WhyNow.CURRICULUM),
        preferred_date=london_date(starts_at),
        preferred_part=entry.get("part", Booking.DayPart.MORNING),
        place="Main hall",
        staff_in_room=world.contacts[organisation.pk].name,
        contact_phone=PHONE if world.now - starts_at < CONTACT_PHONE_KEPT else "",
        notes=entry.get("notes", ""),
        safeguarding_agreed_at=asked_at,
        event=event,
        created_at=asked_at,
        changed_at=asked_at,
    )


def new_groups(
    booking: Booking, entry: dict[str, Any], sessions: Sequence[Session]
) -> list[BookingGroup]:
    """Its groups, each with its session once there is one."""
    scopes = BookingGroup.Scope
    whole = entry["course"] == "whole-year-assembly"
    number = len(entry["groups"])
    whos = entry.get("whos", [entry.get("who", BookingGroup.Who.PUPILS)] * number)
    years = entry.get("year_groups", [entry.get("year_group", "")] * number)
    last_years = entry.get("last_year_groups", [""] * number)
    return BookingGroup.objects.bulk_create(
        BookingGroup(
            booking=booking,
            number=index + 1,
            who=whos[index],
            year_group=years[index],
            last_year_group=last_years[index],
            label=label,
            scope=scopes.WHOLE_YEAR if whole else scopes.CLASS,
            expected=entry["counts"][index] + index % 3,
            session=sessions[min(index, len(sessions) - 1)] if sessions else None,
        )
        for index, label in enumerate(entry["groups"])
    )


def settle(world: World, visit: Visit, entry: dict[str, Any]) -> None:
    """What the facilitator wrote down afterwards, if anything."""
    by = world.facilitators[entry["facilitator"]].user
    parts = entry.get("parts", [])
    if entry.get("unconfirmed"):
        return
    for session, counts in visit.group_sessions:
        if entry.get("not_delivered"):
            close_as_not_delivered(session, entry["not_delivered"], by=by)
        else:
            numbers = [
                (group, parts[group.number - 1] if parts else [number]) for group, number in counts
            ]
            close_for_groups(session, numbers, by=by, area=visit.booking.organisation.area)

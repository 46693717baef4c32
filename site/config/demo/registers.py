"""Registers of sessions that are over, with the marks they fold from."""

from collections.abc import Sequence
from datetime import timedelta

from accounts.models import Area, User
from bookings.registers.actions.register_state import (
    event_facts,
    group_facts,
    kind_facts,
    person_facts,
)
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark
from bookings.visits.models import BookingGroup
from config.demo.keys import uuid_of
from training.enrolments.models import Enrolment
from training.events.models import Session

A_WHILE = timedelta(minutes=10)
Cell = RegisterMark.Cell
Present = Attendance.Value.PRESENT
Absent = Attendance.Value.ABSENT


def close_for_groups(
    session: Session, counts: Sequence[tuple[BookingGroup, int]], *, by: User, area: Area
) -> None:
    """A closed register of groups: numbers, no names, and one member of staff in the room."""
    register = closed_register(session, by, area)
    kinds = [
        (group, kind, part)
        for group, number in counts
        for kind, part in zip(group.kinds, parts_of(number, len(group.kinds)), strict=True)
    ]
    Headcount.objects.bulk_create(
        Headcount(
            register=register,
            group=group,
            people_kind=kind,
            number=number,
            **kind_facts(kind),
            **group_facts(group),
        )
        for group, kind, number in kinds
    )
    marks = [
        mark(register, Cell.GROUP, str(number), by, group=group, kind=kind)
        for group, kind, number in kinds
    ]
    RegisterMark.objects.bulk_create([*marks, mark(register, Cell.STAFF, "1", by)])


def parts_of(number: int, parts: int) -> list[int]:
    """A number in so many parts that add up to it, the first ones larger: 20 in 3 is 7, 7, 6."""
    each, more = divmod(number, parts)
    return [each + (place < more) for place in range(parts)]


def close_for_people(
    session: Session, enrolments: Sequence[Enrolment], attended: int, *, by: User, area: Area
) -> None:
    """A closed register of named people: the first so many came."""
    register = closed_register(session, by, area)
    values = [Present if number < attended else Absent for number in range(len(enrolments))]
    pairs = list(zip(enrolments, values, strict=True))
    Attendance.objects.bulk_create(
        Attendance(register=register, enrolment=one, value=value, **person_facts(one))
        for one, value in pairs
    )
    RegisterMark.objects.bulk_create(
        mark(register, Cell.PERSON, str(value), by, enrolment=one) for one, value in pairs
    )


def close_as_not_delivered(session: Session, why: str, *, by: User) -> None:
    """A register that says why nothing took place."""
    Register.objects.create(
        session=session,
        state=Register.State.NOT_DELIVERED,
        why_not=why,
        opened_at=session.starts_at,
        closed_at=session.ends_at + A_WHILE,
        closed_by=by,
    )


def closed_register(session: Session, by: User, area: Area) -> Register:
    return Register.objects.create(
        session=session,
        state=Register.State.CLOSED,
        delivered_area=area,
        **event_facts(session.event),
        supervising_staff=1 if session.event.entry == "reserved" else 0,
        opened_at=session.starts_at,
        closed_at=session.ends_at + A_WHILE,
        closed_by=by,
    )


def mark(
    register: Register,
    cell: RegisterMark.Cell,
    value: str,
    by: User,
    *,
    enrolment: Enrolment | None = None,
    group: BookingGroup | None = None,
    kind: str = "",
) -> RegisterMark:
    """One mark as a facilitator makes it, not yet stored."""
    session = register.session
    about = enrolment.ref if enrolment else f"{group.number} {kind}" if group else "staff"
    booking = group.booking.reference if group else ""
    return RegisterMark(
        register=register,
        uuid=uuid_of("mark", session.ref, booking, about),
        device="demonstration",
        cell=cell,
        enrolment=enrolment,
        group=group,
        people_kind=kind,
        value=value,
        captured_at=session.ends_at,
        received_at=session.ends_at,
        captured_by=by,
        uploaded_by=by,
    )

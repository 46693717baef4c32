"""Registers of sessions that are over, with the marks they fold from."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from accounts.models import Area, User
from bookings.registers.actions.register_state import (
    event_facts,
    group_facts,
    kind_facts,
    person_facts,
)
from bookings.registers.models import Attendance, Headcount, Register, RegisterMark, WalkIn
from bookings.visits.models import BookingGroup
from config.demo.keys import uuid_of
from training.enrolments.models import Enrolment
from training.events.models import Session

A_WHILE = timedelta(minutes=10)
A_HALL = 100  # so many people nobody counts one by one
Cell = RegisterMark.Cell
Present = Attendance.Value.PRESENT
Absent = Attendance.Value.ABSENT


def close_for_groups(
    session: Session, counts: Sequence[tuple[BookingGroup, Sequence[int]]], *, by: User, area: Area
) -> None:
    """A closed register of groups: numbers of each kind of people in them, no names.

    One member of staff stayed in the room; a whole hall is estimated.
    """
    register = closed_register(session, by, area)
    kinds = [
        (group, kind, part)
        for group, numbers in counts
        for kind, part in zip(group.kinds, numbers, strict=True)
    ]
    Headcount.objects.bulk_create(
        Headcount(
            register=register,
            group=group,
            people_kind=kind,
            number=number,
            is_estimated=number >= A_HALL,
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


def add_walk_ins(session: Session, entries: Sequence[dict[str, Any]], *, by: User) -> None:
    """People who came without a place, added to a closed register before it was closed."""
    register = session.register
    for entry in entries:
        row = WalkIn.objects.create(
            register=register, name=entry["name"], email=entry["email"], value=Present
        )
        said = mark(register, Cell.WALK_IN, str(Present), by, walk_in=row)
        said.name_given = row.name
        said.save()


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
    settle(session)
    Register.objects.create(
        session=session,
        state=Register.State.NOT_DELIVERED,
        why_not=why,
        opened_at=session.starts_at,
        closed_at=session.ends_at + A_WHILE,
        closed_by=by,
    )


def settle(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(is_settled=True)


def closed_register(session: Session, by: User, area: Area) -> Register:
    settle(session)
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
    walk_in: WalkIn | None = None,
) -> RegisterMark:
    """One mark as a facilitator makes it, not yet stored."""
    session = register.session
    about = f"{group.number} {kind}" if group else "staff"
    if enrolment or walk_in:
        about = enrolment.ref if enrolment else walk_in.email if walk_in else ""
    booking = group.booking.reference if group else ""
    return RegisterMark(
        register=register,
        uuid=uuid_of("mark", session.ref, booking, about),
        device="demonstration",
        cell=cell,
        enrolment=enrolment,
        group=group,
        people_kind=kind,
        walk_in=walk_in,
        is_estimated=cell == Cell.GROUP and int(value) >= A_HALL,
        value=value,
        captured_at=session.ends_at,
        received_at=session.ends_at,
        captured_by=by,
        uploaded_by=by,
    )

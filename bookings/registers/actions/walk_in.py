"""Somebody who came without a place is given one, once they have an account."""

from datetime import datetime
from uuid import uuid4

from django.db.models import Model, QuerySet

from accounts.models import User
from accounts.queries.confirmed_address import person_with_confirmed
from bookings.registers.actions.attendance_result import recompute_outcomes_locked
from bookings.registers.actions.register_state import write_state_locked
from bookings.registers.models import Attendance, Register, RegisterMark, WalkIn
from bookings.registers.queries.sheet import (
    RegisterSheet,
    person_cell,
    sheet_of,
    walk_in_cell,
)
from bookings.registers.rules.fold import Answer
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.attendance_result import add_attended_locked
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import active_enrolment
from training.events.models import Event

DEVICE = "office"
REASON = "walk-in"
STAYED_AWAY = Answer(str(Attendance.Value.ABSENT))


def no_account() -> Refusal:
    return Refusal(
        "Nobody has confirmed this address on an account yet. They can have a place here once "
        "they have.",
        code="no_account",
    )


def still_running() -> Refusal:
    return Refusal("This date is not over yet. Give the place afterwards.", code="not_over")


def waits_already() -> Refusal:
    return Refusal(
        "This person has asked for a place on this date and it was never settled. Settle that "
        "first.",
        code="already_enrolled",
    )


@transact
def give_place(walk_in: WalkIn, *, actor: User, now: datetime) -> Enrolment:
    """Give somebody who came without a place theirs; twice is success twice.

    What the registers say of them becomes what they say of the place: of a session of the date at
    which nobody noted them, that they were absent. A certificate follows as for anyone.
    Refuses with no_account, not_over, already_enrolled.
    """
    person = person_with_confirmed(walk_in.email)
    if person is None:
        raise no_account()
    event = walk_in.register.session.event
    beside: list[Model] = [person]
    held = lock_resources(event, then=lambda _: beside + _parts_and_places(event))
    walk_in.refresh_from_db()
    if walk_in.enrolment is not None:
        return walk_in.enrolment
    event, person = held[event], held[person]
    if person_with_confirmed(walk_in.email) != person:
        raise no_account()
    if event.ends_at > now:
        raise still_running()
    row = _place(person, event, actor=actor, now=now)
    for one in _registers_of(event):
        register = held[one]
        register.session = held[one.session]
        register.session.event = event
        _carry_over(register, row, walk_in.email, actor=actor, now=now)
    recompute_outcomes_locked(event, actor=actor, now=now)
    row.refresh_from_db()
    return row


def _registers_of(event: Event) -> QuerySet[Register]:
    rows = Register.objects.filter(session__event=event).select_related("session")
    return rows.order_by("pk")


def _parts_and_places(event: Event) -> list[Model]:
    places = Enrolment.objects.filter(event=event)
    return [*event.sessions.order_by("number"), *places, *_registers_of(event)]


def _place(person: User, event: Event, *, actor: User, now: datetime) -> Enrolment:
    """The place they have, having gone unnoticed on the list; else a new one."""
    row = active_enrolment(person, event)
    if row is None:
        return add_attended_locked(person, event, actor=actor, now=now, reason=REASON)
    if row.status != Enrolment.Status.CONFIRMED:
        raise waits_already()
    return row


def _carry_over(
    register: Register, place: Enrolment, email: str, *, actor: User, now: datetime
) -> None:
    """Say of the place what the register said of whoever came without one."""
    if register.state == Register.State.NOT_DELIVERED:
        return
    sheet = sheet_of(register.session, register)
    walk_in = next((one for one in sheet.walk_ins if one.email == email), None)
    if walk_in is not None:
        walk_in.enrolment = place
        walk_in.save(update_fields=["enrolment"])
    answer = _answer_of(sheet, walk_in)
    is_closed = register.state == Register.State.CLOSED
    before = sheet.state.cells.get(person_cell(place))
    if answer is None and is_closed and before is None:
        answer = STAYED_AWAY
    if answer is None or (before and before.answer == answer):
        return
    heads = [head.uuid for head in before.heads] if before else [None]
    RegisterMark.objects.bulk_create(
        RegisterMark(
            register=register,
            uuid=uuid4(),
            device=DEVICE,
            cell=RegisterMark.Cell.PERSON,
            enrolment=place,
            value=answer.value,
            arrived_at=answer.arrived_at,
            left_at=answer.left_at,
            base=head,
            captured_at=now,
            received_at=now,
            captured_by=actor,
            uploaded_by=actor,
        )
        for head in heads
    )
    write_state_locked(register, sheet_of(register.session, register), closing=is_closed)


def _answer_of(sheet: RegisterSheet, walk_in: WalkIn | None) -> Answer | None:
    state = sheet.state.cells.get(walk_in_cell(walk_in)) if walk_in else None
    return state.answer if state else None

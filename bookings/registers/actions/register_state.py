"""What a register's marks fold to, written down: recomputable rows, for counting."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Area, Organisation
from bookings.registers.models import Attendance, Headcount, Register, WalkIn
from bookings.registers.queries.sheet import (
    STAFF_CELL,
    RegisterSheet,
    person_cell,
    walk_in_cell,
)
from bookings.registers.rules.counting import EDITION, age_band_of, participant_of
from bookings.visits.models import BookingGroup
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

Facts = Mapping[str, Any]
TIMED = ("value", "is_disputed", "arrived_at", "left_at")
COUNTED = ("number", "is_estimated", "is_disputed", "participant", "age_band")
COPIED = ("area_id", "organisation_kind", "phase")


def write_state_locked(register: Register, sheet: RegisterSheet, *, closing: bool = False) -> None:
    """Write what the marks fold to: the same rows again, however often it is done.

    Closing copies where organisations are and what they are. What an earlier closing has copied
    stays: it was made nearest to the day, and putting one number right later is no reason to
    move the others (domain 5.3.10).
    """
    kept_groups: dict[int, Facts] = {}
    kept_people: dict[int, Facts] = {}
    if closing:  # someone may have left the sheet since they were marked
        kept_groups = _copies(register.headcounts.values("group", *COPIED), "group")
        kept_people = _copies(register.attendances.values("enrolment", *COPIED), "enrolment")
        forget_state_locked(register)
    people = {
        one.pk: kept_people.get(one.pk) or person_facts(one) if closing else {}
        for one in sheet.enrolments
    }
    groups = {
        one.pk: kept_groups.get(one.pk) or group_facts(one) if closing else {}
        for one in sheet.groups
    }
    _write_attendances(register, sheet, people)
    _write_headcounts(register, sheet, groups)
    _write_walk_ins(sheet)
    staff = sheet.state.cells.get(STAFF_CELL)
    register.supervising_staff = int(staff.value) if staff else 0
    register.save(update_fields=["supervising_staff"])


def _copies(rows: Any, key: str) -> dict[int, Facts]:
    """What an earlier closing copied, by whom it is of; nothing where it has copied nothing."""
    return {
        row[key]: {name: row[name] for name in COPIED}
        for row in rows
        if any(row[name] for name in COPIED)
    }


def _write_attendances(
    register: Register, sheet: RegisterSheet, facts: Mapping[int, Facts]
) -> None:
    found = [(one, sheet.state.cells.get(person_cell(one))) for one in sheet.enrolments]
    # One statement for a full hall; folded again, the rows change and are not made anew.
    Attendance.objects.bulk_create(
        [
            Attendance(
                register=register,
                enrolment=one,
                value=cell.value,
                is_disputed=cell.is_disputed,
                arrived_at=cell.answer.arrived_at,
                left_at=cell.answer.left_at,
                **facts[one.pk],
            )
            for one, cell in found
            if cell
        ],
        update_conflicts=True,
        unique_fields=["register", "enrolment"],
        update_fields=TIMED,
    )


def _write_headcounts(register: Register, sheet: RegisterSheet, facts: Mapping[int, Facts]) -> None:
    """Write the numbers of each group, one for each kind of people in it."""
    found = [
        (one, cell, sheet.state.cells.get(cell))
        for one in sheet.groups
        for cell in sheet.cells_of(one)
    ]
    Headcount.objects.bulk_create(
        [
            Headcount(
                register=register,
                group=one,
                people_kind=cell.people,
                number=int(state.value),
                is_estimated=state.answer.is_estimated,
                is_disputed=state.is_disputed,
                **kind_facts(cell.people),
                **facts[one.pk],
            )
            for one, cell, state in found
            if state
        ],
        update_conflicts=True,
        unique_fields=["register", "group", "people_kind"],
        update_fields=COUNTED,
    )


def _write_walk_ins(sheet: RegisterSheet) -> None:
    rows = sheet.walk_ins
    for row in rows:
        cell = sheet.state.cells.get(walk_in_cell(row))
        row.value = cell.value if cell else ""
        row.is_disputed = cell.is_disputed if cell else False
        row.arrived_at = cell.answer.arrived_at if cell else None
        row.left_at = cell.answer.left_at if cell else None
    if rows:
        WalkIn.objects.bulk_update(rows, TIMED)


def forget_state_locked(register: Register) -> None:
    """Take back what the marks folded to; the marks stay."""
    register.attendances.all().delete()
    register.headcounts.all().delete()
    register.walk_ins.update(value="", is_disputed=False, arrived_at=None, left_at=None)
    register.supervising_staff = 0


def copy_facts_locked(register: Register, sheet: RegisterSheet) -> None:
    """Keep how the session counts, when it is first closed; the caller saves the register."""
    if register.delivered_area_id is None:
        facts = {**event_facts(sheet.session.event), "delivered_area": delivered_area(sheet)}
        for name, value in facts.items():
            setattr(register, name, value)
    register.counting_edition = EDITION  # of the lines and bands that are written with it


def forget_facts_locked(register: Register) -> None:
    """It did not go ahead: should it have after all, everything is copied anew."""
    register.delivered_area = None
    register.workstream = register.strand = register.tier = register.counts_as = ""
    register.counting_edition = None


def event_facts(event: Event) -> dict[str, Any]:
    """How an event counts, as a closed register keeps it."""
    course = event.course
    return {
        "workstream": course.workstream,
        "strand": course.yef_strand,
        "tier": event.tier,
        "counts_as": course.counts_as,
        "counting_edition": EDITION,
    }


def kind_facts(kind: str) -> dict[str, str]:
    """In which line and band of the return a kind of people is."""
    return {"participant": participant_of(kind), "age_band": age_band_of(kind)}


def group_facts(group: BookingGroup) -> dict[str, Any]:
    """Where a group's organisation is, and what it is."""
    organisation = group.booking.organisation
    return {"area_id": organisation.area_id, **_organisation_facts(organisation)}


def person_facts(enrolment: Enrolment) -> dict[str, Any]:
    """Where a person worked, and at what kind of organisation, as their place says."""
    return {"area_id": enrolment.area_id, **_organisation_facts(enrolment.organisation)}


def _organisation_facts(organisation: Organisation | None) -> dict[str, str]:
    if organisation is None:
        return {"organisation_kind": "", "phase": ""}
    return {"organisation_kind": organisation.kind, "phase": organisation.phase}


def delivered_area(sheet: RegisterSheet) -> Area:
    """Where the session counts: the organisation's area, unless it is online or shared."""
    event = sheet.session.event
    if event.mode == Course.Mode.ONLINE:
        return Area.objects.filter(code=Area.REGIONAL).first() or event.area
    areas = {group.booking.organisation.area_id for group in sheet.groups}
    if event.entry == Event.Entry.RESERVED and len(areas) == 1:
        return sheet.groups[0].booking.organisation.area
    return event.area

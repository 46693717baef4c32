"""What a register's marks fold to, written down: recomputable rows, for counting."""

from accounts.models import Area
from bookings.registers.models import Attendance, Headcount, Register
from bookings.registers.queries.register import STAFF_CELL, RegisterSheet, group_cell, person_cell
from bookings.registers.rules.fold import CellState
from bookings.visits.models import BookingGroup
from training.courses.models import Course
from training.events.models import Event


def write_state_locked(register: Register, sheet: RegisterSheet, *, closing: bool = False) -> None:
    """Write what the marks fold to: the same rows again, however often it is done."""
    if closing:  # someone may have left the sheet since they were marked
        forget_state_locked(register)
    _write_attendances(register, sheet)
    _write_headcounts(register, sheet, closing=closing)
    staff = sheet.state.cells.get(STAFF_CELL)
    register.supervising_staff = int(staff.value) if staff else 0
    register.save(update_fields=["supervising_staff"])


def _write_attendances(register: Register, sheet: RegisterSheet) -> None:
    found = [(one, sheet.state.cells.get(person_cell(one))) for one in sheet.enrolments]
    # One statement for a full hall; folded again, the rows change and are not made anew.
    Attendance.objects.bulk_create(
        [
            Attendance(
                register=register,
                enrolment=one,
                value=cell.value,
                is_disputed=cell.is_disputed,
            )
            for one, cell in found
            if cell
        ],
        update_conflicts=True,
        unique_fields=["register", "enrolment"],
        update_fields=["value", "is_disputed"],
    )


def _write_headcounts(register: Register, sheet: RegisterSheet, *, closing: bool) -> None:
    """Write the groups' numbers; closing copies the organisation's area, which may change later."""
    found = [(one, sheet.state.cells.get(group_cell(one))) for one in sheet.groups]
    Headcount.objects.bulk_create(
        [_headcount(register, one, cell, closing=closing) for one, cell in found if cell],
        update_conflicts=True,
        unique_fields=["register", "group"],
        update_fields=["number", "is_disputed", "participant", "area"],
    )


def _headcount(
    register: Register, group: BookingGroup, cell: CellState, *, closing: bool
) -> Headcount:
    return Headcount(
        register=register,
        group=group,
        number=int(cell.value),
        is_disputed=cell.is_disputed,
        participant=participant_of(group),
        area_id=group.booking.organisation.area_id if closing else None,
    )


def participant_of(group: BookingGroup) -> Headcount.Participant:
    """Which line of the return a group belongs to (domain 5.3.3).

    Nobody's age is guessed: students of a college whose year is not given are of unknown age.
    """
    who, kinds = BookingGroup.Who, Headcount.Participant
    if group.who == who.STAFF:
        return kinds.PROFESSIONAL
    if group.who in {who.PARENTS, who.ADULTS}:
        return kinds.ADULT_COMMUNITY
    return kinds.CHILD_YOUNG_PERSON if group.year_group else kinds.UNKNOWN_AGE


def forget_state_locked(register: Register) -> None:
    """Take back what the marks folded to; the marks stay."""
    register.attendances.all().delete()
    register.headcounts.all().delete()
    register.supervising_staff = 0


def delivered_area(sheet: RegisterSheet) -> Area:
    """Where the session counts: the organisation's area, unless it is online or shared."""
    event = sheet.session.event
    if event.mode == Course.Mode.ONLINE:
        return Area.objects.filter(code=Area.REGIONAL).first() or event.area
    areas = {group.booking.organisation.area_id for group in sheet.groups}
    if event.entry == Event.Entry.RESERVED and len(areas) == 1:
        return sheet.groups[0].booking.organisation.area
    return event.area

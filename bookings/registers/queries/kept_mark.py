"""Answers that a register keeps, and that change nothing."""

from bookings.registers.models import RegisterMark
from bookings.registers.queries.sheet import RegisterSheet, as_mark, came_too_late
from bookings.registers.rules.judgement import WITHOUT_CELL


def kept_apart(sheet: RegisterSheet) -> list[RegisterMark]:
    """Marks that change nothing and that no field shows, in order of receiving: one query if any.

    About nobody on the sheet; or come too late for a closed register.
    """
    pending = {mark.uuid for marks in sheet.state.pending.values() for mark in marks}
    apart = []
    for row in sheet.marks:
        is_shown = sheet.takes_marks and as_mark(row).cell in sheet.cells
        is_late = sheet.register is not None and came_too_late(row, sheet.register)
        if row.flag in WITHOUT_CELL or is_late or (row.uuid in pending and not is_shown):
            apart.append(row.pk)
    if not apart:
        return []
    rows = RegisterMark.objects.filter(pk__in=apart)
    return list(
        rows.select_related(
            "captured_by", "enrolment__person", "group__booking", "walk_in"
        ).order_by("pk")
    )

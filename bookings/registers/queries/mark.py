"""The marks of a register: all of them, or what is left to show once it was saved many times."""

from typing import Any

from bookings.registers.models import Register, RegisterMark
from bookings.registers.rules.fold import Link, replaced


def marks_of(register: Register, **which: Any) -> list[RegisterMark]:
    """Every mark, or some of them, in the order of receiving."""
    rows = register.marks.filter(**which).select_related("captured_by", "walk_in")
    return list(rows.order_by("pk"))


def marks_of_page(register: Register) -> list[RegisterMark]:
    """The marks that a page shows, in the order of receiving; as many however often it was saved.

    What was made upon one that is left out counts as made upon nothing.
    """
    rows = register.marks.values_list(
        *("uuid", "base", "flag", "cell", "enrolment", "group", "walk_in", "people_kind")
    )
    links = [Link(row[0], row[1], bool(row[2]), row[3:]) for row in rows]
    gone = replaced(links)
    if not gone:
        return marks_of(register)
    cells = {link.uuid: link.cell for link in links}
    marks = marks_of(register, uuid__in=cells.keys() - gone)
    for mark in marks:
        if mark.base in gone and cells[mark.base] == cells[mark.uuid]:
            mark.base = None
    return marks

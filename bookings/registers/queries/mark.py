"""The marks of a register: all of them, or what is left to show once it was saved many times."""

from django.db.models import QuerySet

from bookings.registers.models import Register, RegisterMark
from bookings.registers.rules.fold import Link, replaced
from core.queries.prepared_read import PreparedRead


def _marks(register: int) -> QuerySet[RegisterMark]:
    rows = RegisterMark.objects.filter(register=register)
    return rows.select_related("captured_by", "walk_in").order_by("pk")


MARKS = PreparedRead(_marks)


def marks_of(register: Register) -> list[RegisterMark]:
    """Every mark, in the order of receiving."""
    return MARKS.rows(register.pk)


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
    marks = list(_marks(register.pk).filter(uuid__in=cells.keys() - gone))
    for mark in marks:
        if mark.base in gone and cells[mark.base] == cells[mark.uuid]:
            mark.base = None
    return marks

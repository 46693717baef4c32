"""A month's reach: contacts by kind of people, area and course."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from accounts.models import Area
from bookings.registers.models import Headcount
from core.search.plain import search_key
from training.courses.models import Course

Participant = Headcount.Participant

# The lines of the return, in its order (domain 5.3.3).
LINES = {
    Participant.CHILD_YOUNG_PERSON: "Aged 24 and under",
    Participant.ADULT_COMMUNITY: "Over 24",
    Participant.PROFESSIONAL: "Professionals",
    Participant.UNKNOWN_AGE: "Age not known",
}


@dataclass(frozen=True)
class ReachRow:
    """Contacts of one kind of people, in one area, on one course (domain 5.3)."""

    participant: Participant
    area: Area
    course: Course
    contacts: int

    @property
    def report_line(self) -> str:
        return LINES[self.participant]


@dataclass(frozen=True)
class ReachLine:
    """One line of a table: contacts by kind of people, in the order of the return."""

    label: str
    contacts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.contacts)


def line_of(label: str, rows: Iterable[ReachRow]) -> ReachLine:
    """The contacts of some rows as a line of a table."""
    sums: Counter[Participant] = Counter()
    for row in rows:
        sums[row.participant] += row.contacts
    return ReachLine(label, tuple(sums[kind] for kind in LINES))


@dataclass(frozen=True)
class Reach:
    """Whom a month reached, and the same contacts cut in three ways."""

    month: date
    rows: list[ReachRow]
    professionals: int  # different people, not contacts
    areas: list[Area] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(row.contacts for row in self.rows)

    @property
    def whole(self) -> ReachLine:
        """The foot of each table."""
        return line_of("All", self.rows)

    @property
    def by_participant(self) -> list[tuple[str, int]]:
        """Contacts of each line of the return, zeros shown."""
        return list(zip(LINES.values(), self.whole.contacts, strict=True))

    @property
    def by_area(self) -> list[ReachLine]:
        """Every borough, zeros shown, then other areas that had contacts."""
        seen = {row.area.pk for row in self.rows}
        return [
            line_of(area.name, [row for row in self.rows if row.area == area])
            for area in self.areas
            if area.is_borough or area.pk in seen
        ]

    @property
    def by_course(self) -> list[ReachLine]:
        """Every course that had contacts, by title."""
        courses = {row.course.pk: row.course for row in self.rows}.values()
        return [
            line_of(course.title, [row for row in self.rows if row.course == course])
            for course in sorted(courses, key=lambda course: (search_key(course.title), course.pk))
        ]

"""What an organisation asks for, before it is a booking. A tool: values, and their limits."""

from dataclasses import dataclass
from datetime import date

ANSWER_WORDS = "You hear from us within 5 working days"  # the mail says so too
MOST_GROUPS = 12
MOST_PEOPLE = 2000
MOST_GAP_MINUTES = 240


@dataclass(frozen=True)
class GroupRequest:
    """One group as it was asked for. Who they are and how many; never their names."""

    who: str
    label: str
    expected: int
    year_group: str = ""
    last_year_group: str = ""  # of a mixed group
    scope: str = "class"


@dataclass(frozen=True)
class VisitRequest:
    """What the organisation asks for besides the course and the groups."""

    why_now: str
    one_off_reason: str
    date: date
    part: str
    staff_in_room: str
    place: str = ""
    contact_phone: str = ""
    notes: str = ""
    safeguarding_agreed: bool = False
    large_groups_agreed: bool = False

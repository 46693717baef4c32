"""What a return is made of. Values: nothing is kept until a month is locked."""

from dataclasses import dataclass

from accounts.models import Area
from bookings.models.register import Headcount
from training.models import Course


@dataclass(frozen=True)
class ReachRow:
    """Contacts of one kind of people, in one area, on one course (domain.md 5.3)."""

    participant: Headcount.Participant
    area: Area
    course: Course
    contacts: int

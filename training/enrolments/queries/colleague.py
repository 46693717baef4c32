"""What somebody who booked places for colleagues may know of them: no more than is needed."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import Membership, User
from core.dates import moment_words
from training.enrolments.models import Enrolment
from training.events.models import Event

Status = Enrolment.Status
WORDS = {
    Status.AWAITING_APPROVAL: "Said yes, waits for approval",
    Status.WAITING: "On the waiting list",
    Status.CONFIRMED: "Comes",
    Status.DECLINED: "Does not come",
    Status.EXPIRED: "The time ran out",
    Status.CANCELLED: "Cancelled",
    Status.CANCELLED_LATE: "Cancelled",
    Status.SUBSTITUTED: "Sends a colleague instead",
    Status.MOVED: "Moved to another date",
}


@dataclass(frozen=True)
class BookedColleague:
    """A colleague by the name the booker typed, and how their place stands."""

    name: str
    words: str
    ref: str
    may_take_back: bool


def booked_rows(booker: User) -> QuerySet[Enrolment]:
    """The places a person booked for colleagues of organisations they still work at."""
    works_there = Membership.objects.filter(
        user=booker, organisation=OuterRef("organisation"), state=Membership.State.ACTIVE
    )
    rows = Enrolment.objects.filter(Exists(works_there), booked_by=booker)
    return rows.exclude(name_given="").exclude(person=F("booked_by"))


def booked_on(event: Event, booker: User) -> list[BookedColleague]:
    """The colleagues somebody booked on an event, in the order they were named; one query."""
    rows = booked_rows(booker).filter(event=event).order_by("pk")
    return [_booked(row) for row in rows]


def is_bookers_matter(row: Enrolment) -> bool:
    """Whether who booked a place still works where the person was booked for."""
    booker = row.booked_by
    return booker is not None and booker.is_active and booked_rows(booker).contains(row)


def _booked(row: Enrolment) -> BookedColleague:
    status, until = Status(row.status), row.held_until
    held = f"Has not answered yet: held until {moment_words(until)}" if until else ""
    words = held if status == Status.OFFERED else WORDS[status]
    return BookedColleague(row.name_given, words, row.ref, status in Enrolment.UNANSWERED)

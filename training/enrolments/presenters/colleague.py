"""The colleagues somebody booked places for, in words: no more than the booker needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.dates import moment_words
from training.enrolments.models import Enrolment

Status = Enrolment.Status
WORDS = {
    Status.AWAITING_APPROVAL: "Said yes, waits for approval",
    Status.WAITING: "On the waiting list",
    Status.CONFIRMED: "Is coming",
    Status.DECLINED: "Is not coming",
    Status.EXPIRED: "The time ran out",
    Status.CANCELLED: "Cancelled",
    Status.CANCELLED_LATE: "Cancelled",
    Status.SUBSTITUTED: "Passed on to a colleague",
    Status.MOVED: "Moved to another date",
}


@dataclass(frozen=True)
class ColleagueLine:
    """A colleague by the name the booker typed, and how their place stands."""

    name: str
    words: str
    ref: str
    may_take_back: bool


def colleague_lines(rows: Iterable[Enrolment]) -> list[ColleagueLine]:
    return [colleague_line(row) for row in rows]


def colleague_line(row: Enrolment) -> ColleagueLine:
    return ColleagueLine(row.name_given, status_words(row), row.ref, row.may_be_taken_back)


def passed_on_words(row: Enrolment) -> tuple[str, str]:
    """To whom a place of one's own went, and whether they have taken it."""
    line = colleague_line(row)
    return f"You have passed this place on to {line.name}", f"{line.words}."


def status_words(row: Enrolment) -> str:
    """How a booked place stands; of one not yet answered, until when it is held."""
    status, until = Status(row.status), row.held_until
    if status == Status.OFFERED:
        return f"Has not answered yet: held until {moment_words(until)}" if until else ""
    return WORDS[status]

"""A date's roster as the office reads it: how many stand how, and each person in words.

A tool: enrolments in, words and addresses out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.dates import moment_words
from core.search.namesakes import called
from core.web.navigation import Link
from training.enrolments.models import Enrolment
from training.enrolments.rules.waiting_order import put_together
from training.events.models import Event

Status = Enrolment.Status


@dataclass(frozen=True)
class StatusGroup:
    """People of a roster who stand in one of some states."""

    code: str
    label: str
    statuses: tuple[str, ...]


ALL = StatusGroup("", "All", tuple(Status.values))
PARTS = (
    ALL,
    StatusGroup("coming", "Confirmed", (Status.CONFIRMED,)),
    StatusGroup("approval", "To approve", (Status.AWAITING_APPROVAL,)),
    StatusGroup("offered", "Offered", (Status.OFFERED,)),
    StatusGroup("waiting", "Waiting list", (Status.WAITING,)),
    StatusGroup("ended", "Ended", tuple(set(Status.values) - set(Enrolment.ACTIVE))),
)


@dataclass(frozen=True)
class StatusTab:
    """A part of one date's roster, with how many stand there."""

    code: str
    label: str
    statuses: tuple[str, ...]
    count: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class RosterLine:
    row: Enrolment
    name: str  # with what tells namesakes apart
    state: str
    about: str
    links: Sequence[Link]


def part_called(code: str) -> StatusGroup:
    """The part of this code; everyone for an unknown one."""
    return next((part for part in PARTS if part.code == code), ALL)


def counted_parts(
    event: Event, rows: Iterable[Enrolment], chosen: StatusGroup = ALL
) -> list[StatusTab]:
    """The parts that have anyone, and the chosen one, each with the way to it."""
    here = reverse("enrolments:team_event_detail", args=[event.ref])
    held = [row.status for row in rows]
    parts = [
        StatusTab(
            part.code,
            part.label,
            part.statuses,
            sum(status in part.statuses for status in held),
            f"{here}?state={part.code}#roster" if part.code else f"{here}#roster",
            part == chosen,
        )
        for part in PARTS
    ]
    return [part for part in parts if part.count or part.current]


def roster_lines(
    event: Event, rows: Sequence[Enrolment], part: StatusGroup, now: datetime
) -> list[RosterLine]:
    """The people of a part, the waiting list in its order and the rest as they came."""
    numbers = positions(rows)
    names = called(row.named for row in rows)
    shown = [row for row in rows if row.status in part.statuses]
    if part.statuses == (Status.WAITING,):
        shown.sort(key=lambda row: numbers[row.pk])
    is_over = event.has_started(now) or event.status != Event.Status.SCHEDULED
    return [
        RosterLine(
            row,
            names[row.person.email],
            row.get_outcome_display() if row.outcome else row.get_status_display(),
            about_words(row, numbers),
            [] if is_over else links_of(event, row),
        )
        for row in shown
    ]


def positions(rows: Iterable[Enrolment]) -> dict[int, int]:
    """Whose turn it is on the waiting list, from 1, as queries.waiting_list counts it."""
    # Of the rows at hand: asking the database anew for each would be a query a person.
    waiting = [row for row in rows if row.status == Status.WAITING]
    waiting.sort(
        key=lambda row: (not row.has_priority, row.waitlisted_at or row.created_at, row.pk)
    )
    groups = put_together(waiting, lambda row: row.group_ref or row.ref)
    in_order = (row for group in groups for row in group)
    return {row.pk: number for number, row in enumerate(in_order, start=1)}


def about_words(row: Enrolment, numbers: Mapping[int, int]) -> str:
    """What the state alone does not say: whose yes, until when, which place in the queue."""
    if row.status == Status.WAITING:
        first = ", has priority" if row.has_priority else ""
        return f"Number {numbers[row.pk]}{first}"
    if row.held_until is None or not row.holds_seat:
        return ""
    until = moment_words(row.held_until)
    if row.status == Status.AWAITING_APPROVAL:
        who = [
            *(["their manager"] if row.needs_manager else []),
            *(["the office"] if row.needs_office else []),
        ]
        return f"By {' and '.join(who)}, until {until}"
    return f"Until {until}"


def links_of(event: Event, row: Enrolment) -> list[Link]:
    """What the office can do about a place on a date to come."""
    names = {
        Status.CONFIRMED: ("move", "substitute", "cancel"),
        Status.AWAITING_APPROVAL: ("approve", "decline", "cancel"),
        Status.OFFERED: ("cancel",),
        Status.WAITING: ("move", "cancel"),
    }.get(Status(row.status), ())
    return [
        Link(LABELS[name], reverse(f"enrolments:team_enrolment_{name}", args=[event.ref, row.ref]))
        for name in names
    ]


LABELS = {
    "approve": "Approve",
    "decline": "Decline",
    "move": "Move",
    "substitute": "Colleague instead",
    "cancel": "Cancel",
}

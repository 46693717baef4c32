"""Certificates that are missing, and the records they rest on, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from bookings.registers.models import Attendance, Register
from certificates.papers.models import Certificate, Paper
from core.clock import london_date
from core.dates import short_date_words
from training.enrolments.models import Enrolment

if TYPE_CHECKING:
    from certificates.papers.queries.place_record import PlaceRecord, SessionRecord

NO_REGISTER = "No register yet"
NO_NAME, BEING_MADE = "Waits for a name", "Being made"
CANNOT_PRINT = "Cannot be printed yet"
ISSUE = "Issue a certificate"
WHAT_TO_DO = {NO_NAME: "Enter the name to print"}


@dataclass(frozen=True)
class RecordLine:
    """What one record says."""

    term: str
    words: str


@dataclass(frozen=True)
class MissingLine:
    """A date that somebody attended and has no valid certificate of, for components/task_list."""

    title: str
    url: str
    about: str
    state: str
    tone: str = "warm"


def record_lines(record: PlaceRecord) -> list[RecordLine]:
    """What the records say of a place, register by register."""
    return [
        RecordLine("Registers", record.enrolment.get_outcome_display()),
        *(RecordLine(one.session.when_words, session_words(one)) for one in record.sessions),
        *answer_lines(record),
        *(RecordLine(f"Certificate {one.number}", paper_words(one)) for one in record.certificates),
    ]


def session_words(one: SessionRecord) -> str:
    """What came of one session: the person's answer, once the register is closed."""
    if one.register_state == Register.State.CLOSED:
        return dict(Attendance.Value.choices).get(one.value, "Not on the register")
    return dict(Register.State.choices).get(one.register_state, NO_REGISTER)


def answer_lines(record: PlaceRecord) -> Iterator[RecordLine]:
    """Whether the questions after the date are answered, where there are any."""
    if record.asks_questions:
        yield RecordLine("Questions", "Answered" if record.is_answered else "Not answered")


def paper_words(one: Certificate) -> str:
    """Withdrawn, issued 3 December 2026: issued in error."""
    words = f"{one.get_status_display()}, issued {short_date_words(london_date(one.issued_at))}"
    return f"{words}: {one.revoked_words}" if one.revoked_words else words


def missing_lines(
    rows: Iterable[Enrolment], obstacles: Mapping[int, Sequence[str]], *, office: bool
) -> list[MissingLine]:
    """Missing certificates, each with what the office may do about it, or is to mend first."""
    return [missing_line(row, obstacles.get(row.pk, ()), office=office) for row in rows]


def missing_line(row: Enrolment, obstacles: Sequence[str], *, office: bool) -> MissingLine:
    state, title = missing_words(row), row.event.course.title
    may_act = office and state != BEING_MADE
    if obstacles and state == BEING_MADE:
        about = ". ".join([row.event.when_words, *obstacles])
        return MissingLine(title=title, url="", about=about, state=CANNOT_PRINT, tone="rose")
    return MissingLine(
        title=f"{WHAT_TO_DO.get(state, ISSUE)}: {title}" if may_act else title,
        url=issue_url(row) if may_act else "",
        about=row.event.when_words,
        state=state,
    )


def missing_words(row: Enrolment) -> str:
    """What a missing certificate waits for."""
    if not row.person.name:
        return NO_NAME
    if row.last_revoked == Paper.RevokedWhy.BY_HAND:  # type: ignore[attr-defined]
        return "Withdrawn"
    if row.waits_for_answers:  # type: ignore[attr-defined]
        return "Waits for answers"
    return BEING_MADE


def issue_url(row: Enrolment) -> str:
    """Where a certificate for a place is issued by hand; without a name, where it is entered."""
    if not row.person.name:
        return reverse("people:team_people_name", args=[row.person.ref])
    return reverse("people:team_people_certificate_issue", args=[row.person.ref, row.ref])

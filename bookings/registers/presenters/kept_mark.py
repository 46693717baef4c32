"""Answers that a register keeps apart, in words: who said what, and why it does not count."""

from collections.abc import Iterable

from bookings.registers.models import RegisterMark
from bookings.registers.rules.answer_words import words_of
from bookings.visits.rules.people_kind import kind_words
from training.events.models import Session

NOBODY = "somebody who is not of this session"


def kept_lines(marks: Iterable[RegisterMark], session: Session) -> list[str]:
    """One line each. Of other sessions nothing is named: whoever reads this may not know them."""
    return [_line(mark, session) for mark in marks]


def _line(mark: RegisterMark, session: Session) -> str:
    why = RegisterMark.Flag(mark.flag).label
    words = words_of(mark.cell, mark.answer)
    return f"{mark.captured_by} said {words} for {_about(mark, session)}: {why}"


def _about(mark: RegisterMark, session: Session) -> str:
    enrolment, group = mark.enrolment, mark.group
    if enrolment and enrolment.event_id == session.event_id:
        return str(enrolment.person)
    if group and group.booking.event_id == session.event_id:
        return f"{group.label}, {kind_words(mark.people_kind)}"
    if mark.walk_in:
        return mark.walk_in.name
    return "the staff" if mark.cell == RegisterMark.Cell.STAFF else NOBODY

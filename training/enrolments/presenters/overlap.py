"""That somebody is on two dates at once, in words."""

from collections.abc import Sequence

from training.enrolments.models import Enrolment


def date_of(row: Enrolment) -> str:
    """What the other date is."""
    return f"{row.event.course.title} on {row.event.when_words}"


def own_words(rows: Sequence[Enrolment]) -> str:
    """For the person themselves; nothing when they are free."""
    if not rows:
        return ""
    also = " and ".join(date_of(row) for row in rows)
    return f"You also have a place at the same time: {also}."


def mail_words(rows: Sequence[Enrolment]) -> str:
    """For the person, once they have both places."""
    return f"{own_words(rows)} Please cancel the one you cannot come to." if rows else ""


def office_words(rows: Sequence[Enrolment]) -> str:
    """For the office, of somebody it puts on a date."""
    if not rows:
        return ""
    also = " and ".join(date_of(row) for row in rows)
    return f"This person also has a place at the same time: {also}."

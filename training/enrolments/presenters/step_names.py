"""What an automatic step is about, as the office knows it."""

from training.enrolments.models import Enrolment, Interest
from training.events.models import Event


def place_name(row: Enrolment) -> str:
    """Whose place, and on which date."""
    return f"{row.person.name or row.person.email}, {event_name(row.event)}"


def event_name(row: Event) -> str:
    return f"{row.course.title}, {row.when_words}"


def interest_name(row: Interest) -> str:
    return f"{row.person.name or row.person.email}, {row.course.title}"

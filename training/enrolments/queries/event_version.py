"""Whether a date to come may run the newest version of its course."""

from collections.abc import Sequence

from training.courses.models import CourseVersion
from training.enrolments.queries.enrolment import active_enrolments
from training.events.models import Event, Session


def version_blocked_by(event: Event, sessions: Sequence[Session], newest: CourseVersion) -> str:
    """Why an open date that has not begun keeps its version, in a sentence; empty: it need not."""
    if active_enrolments(event).exists():
        return (
            f"People on this date were told what version {event.course_version.number} says, "
            "so it keeps that."
        )
    if [part.minutes for part in sessions] != [minutes for _, minutes in newest.timed_parts]:
        return (
            f"Version {newest.number} lasts {newest.length_words}, and this date does not. "
            "Open another date for it."
        )
    return ""

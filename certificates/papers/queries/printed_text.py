"""Which row each text of a certificate comes from, so that it can be mended there."""

from bookings.rota.queries.assignment import holding_of_event
from certificates.papers.rules.printed_text import COURSE, EVENT, PERSON, SITE, PrintedText
from certificates.papers.rules.snapshot import Snapshot
from training.enrolments.models import Enrolment


def printed_texts(enrolment: Enrolment, snapshot: Snapshot) -> list[PrintedText]:
    """The texts that people typed; what we make ourselves can be printed."""
    event = enrolment.event
    course = event.course.slug
    people = [part.facilitator.user for part in holding_of_event(event)]
    return [
        PrintedText(snapshot.name, "The name of the person", PERSON, enrolment.person.ref),
        PrintedText(snapshot.place, "The place", EVENT, event.ref),
        PrintedText(snapshot.course_title, "The title of the course", COURSE, course),
        *(
            PrintedText(text, "What the course covers", COURSE, course)
            for text in snapshot.outcomes
        ),
        *(PrintedText(one.name, "The name of a facilitator", PERSON, one.ref) for one in people),
        PrintedText(snapshot.issuer, "The name of the partnership", SITE),
    ]

"""Which row each text of a certificate comes from, so that it can be mended there."""

from bookings.rota.queries.assignment import holding_of_event
from certificates.papers.rules.printed_text import AREA, COURSE, PERSON, SITE, VENUE, PrintedText
from certificates.papers.rules.snapshot import Snapshot
from training.enrolments.models import Enrolment
from training.events.models import Event


def printed_texts(enrolment: Enrolment, snapshot: Snapshot) -> list[PrintedText]:
    """The texts that people typed; what we make ourselves can be printed."""
    event = enrolment.event
    course = event.course.slug
    people = [part.facilitator.user for part in holding_of_event(event)]
    return [
        PrintedText(snapshot.name, "The name of the person", PERSON, enrolment.person.ref),
        place_text(event, snapshot.place),
        PrintedText(snapshot.course_title, "The title of the course", COURSE, course),
        *(
            PrintedText(text, "What the course covers", COURSE, course)
            for text in snapshot.outcomes
        ),
        *(PrintedText(one.name, "The name of a facilitator", PERSON, one.ref) for one in people),
        PrintedText(snapshot.issuer, "The name of the partnership", SITE),
    ]


def place_text(event: Event, place: str) -> PrintedText:
    """Where it was: what a venue is called, or the area of a date without one."""
    if event.venue:
        return PrintedText(place, "The venue", VENUE, event.venue.ref)
    return PrintedText(place, "The area", AREA, event.area.code)

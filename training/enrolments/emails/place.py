"""What every message about somebody's place says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from core.files import calendar_writer
from core.mail import message_types, outbox
from core.mail.message_types import Link, Value
from core.text import unlinked
from training.enrolments.models import Enrolment
from training.enrolments.presenters.calendar import of_enrolment
from training.events.models import Event, Session


def about_enrolment(
    enrolment: Enrolment, sessions: Sequence[Session]
) -> dict[str, message_types.Value]:
    """The placeholders every message about a place has (PLACE below)."""
    path = reverse("enrolments:enrolment_detail", args=[enrolment.ref])
    return {
        # Typed by the person: no link of anybody's goes out in our name.
        "name": unlinked(enrolment.person.name),
        "course": enrolment.event.course.title,
        "dates": [session.when_words for session in sessions],
        "where": enrolment.event.where_words,
        "place_page": message_types.Link("Your place", path),
    }


def calendar_part(
    enrolment: Enrolment, sessions: Sequence[Session], method: str, *, now: datetime
) -> outbox.Calendar:
    """A place in its person's calendar as it is now: REQUEST puts it there, CANCEL takes it out."""
    path = reverse("enrolments:enrolment_detail", args=[enrolment.ref])
    entries = of_enrolment(
        enrolment,
        sessions,
        url=f"{settings.BASE_URL}{path}",
        stamped_at=now,
        cancelled=method == "CANCEL",
    )
    return outbox.Calendar(calendar_writer.document(entries, method=method), method)


def other_dates() -> dict[str, message_types.Value]:
    return {"other_dates": message_types.Link("Other dates", reverse("events:event_list"))}


def date_page(event: Event) -> message_types.Link:
    return message_types.Link(
        "The page of this date", reverse("enrolments:event_detail", args=[event.ref])
    )


LINK = "[link]"  # where the message gets its personal link, as it leaves
# What may be said of a place to others than its person.
FACTS: Mapping[str, Value] = {
    "name": "Amina Rashid",
    "course": "Preventing violence against women and girls",
    "dates": ["Thursday 3 December 2026, 9:30am to 12:30pm"],
    "where": "Tally Ho Conference Centre, Birmingham",
}
# What every message about a place can say; about_enrolment() fills it in.
PLACE: Mapping[str, Value] = {**FACTS, "place_page": Link("Your place", "/my/places/")}

DATES: Mapping[str, Value] = {"other_dates": Link("Other dates", "/dates/")}

"""What every message about somebody's place says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from core.mail import outbox
from core.mail.message_types import Link, MessageType, Value
from core.mail.personal_links import NewLink
from core.mail.timed import Since, until_day
from training.enrolments.emails.conditions import sequence_of
from training.enrolments.models import Enrolment
from training.enrolments.presenters.calendar import of_enrolment
from training.enrolments.presenters.cancellation import LATE
from training.enrolments.presenters.overlap import mail_words
from training.enrolments.queries.overlap import overlapping
from training.events.models import Event, Session
from training.events.rules.venue import place_words


def mail_person(  # noqa: PLR0913 - a message is all of these
    message_type: MessageType,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: Mapping[str, Value] | None = None,
    method: str = "",
    until: datetime | None = None,
    state: tuple[object, ...] = (),
    link: NewLink | None = None,
) -> None:
    """Write to the person of a place: once, or once for each `state` that its key names.

    With a `method` their calendar is told too. Of no use after `until`: the end of the date.
    Nothing goes to an account that is closed.
    """
    if not enrolment.person.is_active:
        return
    facts = {**about_enrolment(enrolment, sessions), **(more or {})}
    if "clash" in message_type.samples and "clash" not in facts:
        facts |= clash_facts(enrolment)
    outbox.put(
        message_type,
        key=message_type.key(enrolment.ref, *state),
        to=enrolment.person.email,
        context=facts,
        now=now,
        window=outbox.Window(due_at=now, not_after=until or enrolment.event.ends_at),
        calendar=calendar_part(enrolment, sessions, method, now=now) if method else None,
        about=enrolment.ref,
        link=link,
    )


def mail_change(
    message_type: MessageType,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: Mapping[str, Value] | None = None,
    method: str = "",
) -> None:
    """Write to the person each time that the place or its date has changed."""
    state = (sequence_of(enrolment),)
    mail_person(message_type, enrolment, sessions, now=now, more=more, method=method, state=state)


def mail_other(  # noqa: PLR0913 - a message is all of these
    message_type: MessageType,
    to: str,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: Mapping[str, Value] | None = None,
    until: datetime | None = None,
    state: tuple[object, ...] = (),
    link: NewLink | None = None,
) -> None:
    """Write to a manager or a booker: who, what and when, never what helps the person take part."""
    facts = about_enrolment(enrolment, sessions)
    outbox.put(
        message_type,
        key=message_type.key(enrolment.ref, *state),
        to=to,
        context={**{name: facts[name] for name in FACTS}, **(more or {})},
        now=now,
        window=outbox.Window(due_at=now, not_after=until or enrolment.event.ends_at),
        about=enrolment.ref,
        link=link,
    )


def about_enrolment(enrolment: Enrolment, sessions: Sequence[Session]) -> dict[str, Value]:
    """The placeholders every message about a place has (PLACE below)."""
    path = reverse("enrolments:enrolment_detail", args=[enrolment.ref])
    return {
        "name": enrolment.person.name,
        "course": enrolment.event.course.title,
        "dates": [line_of(session) for session in sessions],
        "where": enrolment.event.where_words,
        "place_page": Link("Your place", path),
    }


def line_of(session: Session) -> str:
    """When a part is; and where, when it is in a room or at a venue of its own."""
    return place_words(session.when_words, session.own_place_words)


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
    return outbox.Calendar(list(entries), method)


def cancel_facts(event: Event) -> dict[str, Value]:
    """Until when to cancel; or that it counts as late, for who reads it after that day."""
    by = until_day(event.last_day_to_cancel)
    return {"cancel_by": by, "cancel_late": Since(LATE, by.end)}


def clash_facts(enrolment: Enrolment) -> dict[str, Value]:
    """What else the person has at that time. Theirs alone to read, whoever gave them the place."""
    beside = [enrolment.pk, enrolment.replaces_id]
    rows = overlapping(enrolment.person_id, enrolment.event, beside=beside)
    return {"clash": mail_words(list(rows))}


def other_dates() -> dict[str, Value]:
    return {"other_dates": Link("Other dates", reverse("events:event_list"))}


def date_page(event: Event) -> Link:
    return Link("The page of this date", reverse("enrolments:event_detail", args=[event.ref]))


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
CANCEL: Mapping[str, Value] = {
    "cancel_by": "Tuesday 1 December 2026",
    "cancel_late": "It is close to the day. You can still cancel until the start, but it counts as "
    "late.",
}
CLASH: Mapping[str, Value] = {
    "clash": "You also have a place at the same time: Bystander skills on Thursday 3 December "
    "2026, 10am to 12pm. Please cancel the one you cannot come to.",
}

"""What the office does with the people of a date: put somebody on it, write to them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q

from accounts.actions.person import person_meant
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.changes.pending_rows import inserted_together
from core.errors import Refusal
from core.public_ids import new_ref
from training.enrolments.actions.enrolment import enrol
from training.enrolments.emails.roster import mail_office_message
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import BARE_REQUEST, EnrolmentRequest
from training.events.models import Event
from training.events.queries.event import sessions_of


@transact
def enrol_named(
    name: str,
    email: str,
    event: Event,
    request: EnrolmentRequest = BARE_REQUEST,
    *,
    override: str,
    actor: User,
    now: datetime,
    meant: Collection[str] = (),
) -> Enrolment:
    """Put somebody on a date, who may have no account yet; the place it made.

    With `override`, the reason, whom the course is for is passed over; its places never are.
    `meant`: the references of accounts of another name that are meant all the same.
    Raises what person_meant() and enrol() raise.
    """
    person = person_meant(name, email, meant=meant)
    return enrol(person, event, request, override=override, actor=actor, now=now)


@transact
def write_to_people(
    event: Event,
    *,
    subject: str,
    words: str,
    actor: User,
    now: datetime,
    statuses: Sequence[str] = (),
    refs: Sequence[str] = (),
) -> Event:
    """Send people of a date a message of their own each: all in some states, or those named.

    Refuses with nobody_to_tell.
    """
    event = lock_resources(event)[event]
    rows = list(
        Enrolment.objects.filter(Q(status__in=statuses) | Q(ref__in=refs), event=event)
        .select_related("person", "event__course")
        .order_by("pk")
    )
    if not rows:
        raise Refusal(
            "Nobody on this date stands as you chose any more. Choose again whom to write to.",
            code="nobody_to_tell",
        )
    sessions, batch = sessions_of(event), new_ref()
    with inserted_together():
        for row in rows:
            mail_office_message(row, sessions, subject=subject, words=words, batch=batch, now=now)
    record(
        event,
        "write_to_people",
        title=event.ref,
        actor=actor,
        now=now,
        told=len(rows),
        to=" ".join(sorted({row.status for row in rows})),
    )
    return event

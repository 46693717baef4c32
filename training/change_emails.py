"""What training tells people when a place or its date changes. Each about their own place only."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from core import outbox, wording
from core.dates import date_words, moment_words
from core.text import unlinked
from training import wordings
from training.emails import about_place, calendar_part
from training.models import Enrolment, Session


def mail_place_moved(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person which date their place is on now, with the invitation to it."""
    more = {"cancel_by": date_words(enrolment.event.last_day_to_cancel)}
    _put(wordings.PLACE_MOVED, "REQUEST", enrolment, sessions, now=now, more=more)


def mail_place_left(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Take the date a person has moved from out of their calendar."""
    _put(wordings.PLACE_LEFT, "CANCEL", enrolment, sessions, now=now)


def mail_put_on_list(
    enrolment: Enrolment, sessions: Sequence[Session], *, first: bool, now: datetime
) -> None:
    """Tell a person that they wait for a date, and whether they are first in line."""
    more = {"first_in_line": "You are first in line for it."} if first else {}
    _put(wordings.PUT_ON_LIST, "", enrolment, sessions, now=now, more=more)


def mail_place_passed_on(
    enrolment: Enrolment, sessions: Sequence[Session], *, colleague: str, now: datetime
) -> None:
    """Tell a person that a colleague comes instead, and take the date out of their calendar."""
    more = {"colleague": unlinked(colleague)}
    _put(wordings.PLACE_PASSED_ON, "CANCEL", enrolment, sessions, now=now, more=more)


def mail_place_received(
    enrolment: Enrolment, sessions: Sequence[Session], *, colleague: str, now: datetime
) -> None:
    """Tell a colleague whose place is now theirs, with the invitation."""
    cancel_by = date_words(enrolment.event.last_day_to_cancel)
    more = {"colleague": unlinked(colleague), "cancel_by": cancel_by}
    _put(wordings.PLACE_RECEIVED, "REQUEST", enrolment, sessions, now=now, more=more)


def mail_event_changed(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell someone that day, time or place of their date changed; who comes must say so anew."""
    is_firm = enrolment.status == Enrolment.Status.CONFIRMED
    if is_firm and enrolment.keep_by:
        more: dict[str, wording.Value] = {"answer_by": moment_words(enrolment.keep_by)}
        _put(wordings.EVENT_CHANGED_ASKS, "REQUEST", enrolment, sessions, now=now, more=more)
        return
    more = {"standing": standing_words(enrolment)}
    method = "REQUEST" if is_firm else ""
    _put(wordings.EVENT_CHANGED, method, enrolment, sessions, now=now, more=more)


def mail_place_let_go(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Tell a person that a place nobody said anything about has gone to others."""
    _put(wordings.PLACE_LET_GO, "CANCEL", enrolment, sessions, now=now)


def mail_next_date_offered(
    old: Enrolment,
    sessions: Sequence[Session],
    successor: Enrolment,
    next_sessions: Sequence[Session],
    *,
    now: datetime,
) -> None:
    """Tell a person that their date is cancelled, and what is held for them on the next one."""
    path = reverse("training:enrolment_detail", args=[successor.ref])
    more: dict[str, wording.Value] = {
        "next_dates": [session.when_words for session in next_sessions],
        "next_where": successor.event.where_words,
        "next_page": wording.Link("Your place on the next date", path),
    }
    kind = wordings.NEXT_DATE_LIST
    if successor.offer_expires_at:
        kind = wordings.NEXT_DATE_OFFERED
        more["answer_by"] = moment_words(successor.offer_expires_at)
    _put(kind, "CANCEL", old, sessions, now=now, more=more)


def standing_words(enrolment: Enrolment) -> str:
    """How someone stands to a date that was changed."""
    if enrolment.status == Enrolment.Status.CONFIRMED:
        return "You keep your place. The attached invitation brings your calendar up to date."
    if enrolment.status == Enrolment.Status.WAITING:
        return "You stay where you are on the waiting list."
    if enrolment.status == Enrolment.Status.OFFERED:
        return "The place is still held for you. Say yes or no on your page."
    return "Your place is still held while it waits for approval."


def _put(
    kind: wording.Kind,
    method: str,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: dict[str, wording.Value] | dict[str, str] | None = None,
) -> None:
    sequence = enrolment.sequence_on(enrolment.event)
    outbox.put(
        dedupe_key=f"{kind.name}:{enrolment.ref}:{sequence}",
        kind=kind.name,
        to=enrolment.person.email,
        context={**about_place(enrolment, sessions), **(more or {})},
        now=now,
        window=outbox.Window(due_at=now, not_after=enrolment.event.ends_at),
        calendar=calendar_part(enrolment, sessions, method, now=now) if method else None,
        about=enrolment.ref,
    )

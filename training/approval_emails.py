"""What training tells people, and their managers, of places that others say yes or no to.

A manager is told who, what and when; never what helps the person take part.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from accounts.queries import manager_is_over
from core import links, outbox, wording
from core.dates import moment_words
from training import wordings
from training.emails import about_place, calendar_part, other_dates
from training.links import APPROVAL
from training.models import Enrolment, Session

LINK = "[link]"
OFFICE_WORDS = "the training team"


def mail_approval_awaited(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that a place is held for them, and whose yes it waits for."""
    asked = [f"your manager ({enrolment.manager_email})"] if enrolment.needs_manager else []
    asked += [OFFICE_WORDS] if enrolment.needs_office else []
    more = {"approver": " and ".join(asked), "answer_by": moment_words(_ends_at(enrolment))}
    _to_person(wordings.APPROVAL_AWAITED, enrolment, sessions, now=now, more=more)


def mail_approval_declined(
    enrolment: Enrolment, sessions: Sequence[Session], *, by: str, was_firm: bool, now: datetime
) -> None:
    """Tell a person that their place was declined; a firm one leaves their calendar."""
    more = {
        **other_dates(),
        "approver": "Your manager" if by == "manager" else OFFICE_WORDS.capitalize(),
        "calendar": "The attached notice takes the date out of your calendar." if was_firm else "",
    }
    calendar = calendar_part(enrolment, sessions, "CANCEL", now=now) if was_firm else None
    _to_person(
        wordings.APPROVAL_DECLINED, enrolment, sessions, now=now, more=more, calendar=calendar
    )


def mail_approval_expired(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a person that the time to approve has run out."""
    path = reverse("training:event_detail", args=[enrolment.event.ref])
    more = {**other_dates(), "date_page": wording.Link("The page of this date", path)}
    _to_person(wordings.APPROVAL_EXPIRED, enrolment, sessions, now=now, more=more)


def mail_manager_asked(enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime) -> None:
    """Ask a manager for a yes or a no, on a page that needs no account."""
    label = "Approve or decline"
    until = _ends_at(enrolment)
    _to_manager(wordings.MANAGER_ASKED, enrolment, sessions, now=now, label=label, until=until)


def mail_manager_told(
    enrolment: Enrolment, sessions: Sequence[Session], *, until: datetime, now: datetime
) -> None:
    """Tell a manager of a confirmed place, which they may decline for some days."""
    label = "See the place, or decline it"
    _to_manager(wordings.MANAGER_TOLD, enrolment, sessions, now=now, label=label, until=until)


def mail_manager_cancelled(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime, reason: str = ""
) -> None:
    """Tell the manager, when one was named, that a place has ended."""
    if enrolment.manager_email:
        more = {"reason": reason}
        _to_manager(wordings.MANAGER_CANCELLED, enrolment, sessions, now=now, more=more)


def mail_manager_changed(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell the manager, when one was named, on which day or at what time a date is now."""
    if not enrolment.manager_email:
        return
    _to_manager(
        wordings.MANAGER_CHANGED,
        enrolment,
        sessions,
        now=now,
        more={"standing": _standing_words(enrolment)},
        state=f":{enrolment.sequence_on(enrolment.event)}",
    )


def mail_manager_expired(
    enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
) -> None:
    """Tell a manager that their answer did not come in time."""
    _to_manager(wordings.MANAGER_EXPIRED, enrolment, sessions, now=now)


def _standing_words(enrolment: Enrolment) -> str:
    if enrolment.needs_manager:
        return "The place still waits for your yes or no: the link we sent you still works."
    if enrolment.keep_by:
        return "We have asked whether this day suits them. You do not need to do anything."
    return (
        "The place is kept. You do not need to do anything, unless the person cannot be spared "
        "then: have them cancel it."
    )


def _ends_at(enrolment: Enrolment) -> datetime:
    return enrolment.offer_expires_at or enrolment.event.starts_at


def _to_person(
    kind: wording.Kind,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    more: Mapping[str, wording.Value],
    calendar: outbox.Calendar | None = None,
) -> None:
    outbox.put(
        dedupe_key=f"{kind.event}:{enrolment.ref}",
        kind=kind.name,
        to=enrolment.person.email,
        context={**about_place(enrolment, sessions), **more},
        now=now,
        window=outbox.Window(due_at=now, not_after=enrolment.event.ends_at),
        calendar=calendar,
        about=enrolment.ref,
    )


def _to_manager(
    kind: wording.Kind,
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    now: datetime,
    label: str = "",
    until: datetime | None = None,
    more: Mapping[str, wording.Value] | None = None,
    state: str = "",
) -> None:
    """With a label and until when, the message carries a link to the page with the buttons.

    Nothing goes to somebody who is not the person's manager any more.
    """
    if manager_is_over(enrolment.person, enrolment.manager_email):
        return
    answer: dict[str, wording.Value] = {}
    if until:
        answer = {"answer_page": wording.Link(label, LINK), "answer_by": moment_words(until)}
    outbox.put(
        dedupe_key=f"{kind.event}:{enrolment.ref}{state}",
        kind=kind.name,
        to=enrolment.manager_email,
        context={**_managed(enrolment, sessions), **answer, **(more or {})},
        now=now,
        window=outbox.Window(due_at=now, not_after=until or enrolment.event.ends_at),
        about=enrolment.ref,
        link=links.NewLink(APPROVAL, enrolment.ref, until) if until else None,
    )


def _managed(enrolment: Enrolment, sessions: Sequence[Session]) -> dict[str, wording.Value]:
    place = about_place(enrolment, sessions)
    return {name: place[name] for name in wordings.MANAGED}

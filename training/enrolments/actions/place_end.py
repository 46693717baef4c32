"""How a place ends: one table of the ways, with who hears of each in which words; one function.

The person hears of everything but a merged account, in which they keep the better place. The
manager hears only of what the person had asked for or said yes to: of an offer, or of waiting, no
manager was told. Who booked for a colleague hears of everything until the date begins, except of
what they did themselves, and of another date's place while the one they booked still stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Protocol

from django.db.models import Case, F, Value, When

from accounts.models import User
from accounts.queries.line_manager import ManagersOver, managers_over
from core.audit import record
from core.changes.moves import become_together
from core.changes.pending_rows import inserted_together
from training.enrolments.actions.capacity import free_seats_locked
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.emails.approval import mail_approval_declined, mail_approval_expired
from training.enrolments.emails.change import (
    mail_enrolment_left,
    mail_enrolment_passed_on,
    mail_enrolment_released,
    mail_next_event_offered,
)
from training.enrolments.emails.colleague import mail_enrolment_taken_back, mail_not_coming
from training.enrolments.emails.enrolment import mail_enrolment_cancelled, mail_event_cancelled
from training.enrolments.emails.manager import mail_manager_cancelled, mail_manager_expired
from training.enrolments.emails.waiting_list import (
    mail_offer_declined,
    mail_offer_expired,
    mail_waiting_left,
    mail_waiting_over,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.colleague import bookers_matters
from training.enrolments.queries.overlap import overlapping_by_person
from training.events.models import Session
from training.events.queries.event import sessions_of

Status = Enrolment.Status

# What the booker reads after the colleague's name; `{lost}` and `{date}` are filled in. Why is the
# colleague's own matter; that a date does not take place is everybody's.
SAID_NO = "has said no to the place you booked for them"
NO_ANSWER = "did not say yes in time to the place you booked for them"
LOST = "{lost}"
CALLED_OFF = f"{LOST}, because the date does not take place"
LOST_SEAT = "no longer has the place you booked for them"
LOST_TURN = "no longer waits for the place you booked for them"

NO_DATE = "The date does not take place."


@dataclass(frozen=True)
class EndedPlace:
    """A place that has just ended, and what messages may say of it."""

    row: Enrolment
    was: Enrolment.Status
    sessions: Sequence[Session]
    actor: User | None
    now: datetime
    made: Enrolment | None = None  # the row that replaces it
    there: Sequence[Session] = ()  # when that one is
    also: Sequence[Enrolment] = ()  # the person's places on other dates then
    over: ManagersOver | None = None  # who is nobody's manager any more, where that is known
    name: str = ""  # of who comes instead, as the person knows them

    @property
    def date_words(self) -> str:
        """When the place that replaces it is."""
        return self.made.event.when_words if self.made else ""


NONE_MADE: Mapping[int, Enrolment] = MappingProxyType({})
Mail = Callable[[EndedPlace], None]


class RowMail(Protocol):
    """A message that needs the place and no more."""

    def __call__(
        self, enrolment: Enrolment, sessions: Sequence[Session], *, now: datetime
    ) -> None: ...


def plain(mail: RowMail) -> Mail:
    """Send it as it is."""
    return lambda ended: mail(ended.row, ended.sessions, now=ended.now)


def manager(words: str = "") -> Mail:
    """Tell the manager, with the reason; `{date}` is the date that replaces it."""

    def mail(ended: EndedPlace) -> None:
        reason = words.format(date=ended.date_words)
        mail_manager_cancelled(
            ended.row, ended.sessions, now=ended.now, reason=reason, over=ended.over
        )

    return mail


def declined_by(who: str) -> Mail:
    """Say whose no it was; a firm place leaves the calendar."""

    def mail(ended: EndedPlace) -> None:
        firm = ended.was == Status.CONFIRMED
        mail_approval_declined(ended.row, ended.sessions, by=who, was_firm=firm, now=ended.now)

    return mail


def left(ended: EndedPlace) -> None:
    """Whoever only waited hears of the new place alone: this date was in no calendar."""
    if ended.was in Enrolment.HOLDING:
        mail_enrolment_left(ended.row, ended.sessions, now=ended.now)


def next_offered(ended: EndedPlace) -> None:
    """Say what is held on the other date, beside the end of this one."""
    if ended.made:
        mail_next_event_offered(
            ended.row, ended.sessions, ended.made, ended.there, also=ended.also, now=ended.now
        )


def passed_on(ended: EndedPlace) -> None:
    """Say who comes instead."""
    who = ended.name or "a colleague"
    until = ended.made.held_until if ended.made else None
    mail_enrolment_passed_on(ended.row, ended.sessions, colleague=who, until=until, now=ended.now)


def taken_back(ended: EndedPlace) -> None:
    """Say who took it back."""
    who = ended.actor.name if ended.actor else "a colleague"
    mail_enrolment_taken_back(ended.row, ended.sessions, booked_by=who, now=ended.now)


cancelled = plain(mail_enrolment_cancelled)
waiting_left = plain(mail_waiting_left)
not_approved = plain(mail_approval_expired)


@dataclass(frozen=True, eq=False)
class Terms:
    """What one way for a place to end means, and who hears of it."""

    status: Enrolment.Status
    log: str
    person: Mail | None = None
    manager: Mail | None = None
    booker: str = ""
    reason: str = ""  # in the log, where nobody gives one
    offers_on: bool = True  # what comes free goes to the waiting list


class PlaceEnd(Enum):
    """The ways in which a place ends."""

    # Somebody cancels it; the office can, for them.
    CANCELLED = Terms(Status.CANCELLED, "cancel_enrolment", cancelled, manager(), LOST)
    CANCELLED_LATE = Terms(Status.CANCELLED_LATE, "cancel_enrolment", cancelled, manager(), LOST)
    OFFER_CANCELLED = Terms(Status.CANCELLED, "cancel_enrolment", cancelled, booker=SAID_NO)
    WAITING_CANCELLED = Terms(Status.CANCELLED, "cancel_enrolment", waiting_left, booker=LOST)
    LEFT_LIST = Terms(Status.CANCELLED, "leave_waiting_list", waiting_left, booker=LOST)
    TAKEN_BACK = Terms(Status.CANCELLED, "take_back_enrolment", taken_back, booker=LOST)
    IMPORT_UNDONE = Terms(
        Status.CANCELLED,
        "cancel_enrolment",
        cancelled,
        manager("The training team has taken back a list of people it had put on the date."),
        LOST,
    )
    # One of two places of what turned out to be one person: they keep the better one.
    MERGED = Terms(Status.CANCELLED, "cancel_enrolment", reason="merged_people")

    # It is said no to, or nobody says yes in time.
    OFFER_DECLINED = Terms(
        Status.DECLINED, "decline_offer", plain(mail_offer_declined), booker=SAID_NO
    )
    OFFER_EXPIRED = Terms(
        Status.EXPIRED, "expire_offer", plain(mail_offer_expired), booker=NO_ANSWER
    )
    DECLINED_BY_MANAGER = Terms(
        Status.DECLINED, "decline_enrolment", declined_by("manager"), booker=LOST
    )
    DECLINED_BY_OFFICE = Terms(
        Status.DECLINED,
        "decline_enrolment",
        declined_by("office"),
        manager("The training team did not agree."),
        LOST,
    )
    MANAGER_TOO_LATE = Terms(
        Status.EXPIRED, "expire_approval", not_approved, plain(mail_manager_expired), LOST
    )
    OFFICE_TOO_LATE = Terms(
        Status.EXPIRED,
        "expire_approval",
        not_approved,
        manager("It waited for the training team's yes, which did not come in time."),
        LOST,
    )
    # The date has begun, and a booker can do nothing about it any more.
    WAITING_OVER = Terms(Status.EXPIRED, "end_waiting", plain(mail_waiting_over))

    # The date changes.
    EVENT_CANCELLED = Terms(
        Status.CANCELLED,
        "cancel_enrolment",
        plain(mail_event_cancelled),
        manager(NO_DATE),
        CALLED_OFF,
        reason="event_cancelled",
        offers_on=False,
    )
    NEXT_OFFERED = Terms(
        Status.CANCELLED,
        "cancel_enrolment",
        next_offered,
        manager(NO_DATE),
        f"{CALLED_OFF}: another one is offered to them, {{date}}",
        reason="event_cancelled",
        offers_on=False,
    )
    NEXT_LISTED = Terms(
        Status.CANCELLED,
        "cancel_enrolment",
        next_offered,
        manager(NO_DATE),
        f"{CALLED_OFF}: they are first in line for another one, {{date}}",
        reason="event_cancelled",
        offers_on=False,
    )
    NO_ROOM = Terms(
        Status.CANCELLED,
        "cancel_enrolment",
        cancelled,
        manager("The date has fewer places now."),
        LOST,
        offers_on=False,  # the seat goes with the place
    )
    NEW_DAY_REFUSED = Terms(
        Status.CANCELLED, "cancel_enrolment", cancelled, manager(), LOST, reason="date_moved"
    )
    NOT_RECONFIRMED = Terms(
        Status.CANCELLED, "release_place", plain(mail_enrolment_released), manager(), LOST
    )

    # Another place replaces it.
    MOVED = Terms(
        Status.MOVED,
        "move_place",
        left,
        manager("The place is on another date now: {date}."),
        f"{LOST}: they have moved to another date, {{date}}",
    )
    MOVED_TO_OFFER = Terms(
        Status.MOVED,
        "move_place",
        left,
        manager("Another date is offered: {date}."),
        f"{LOST}: another date is offered to them, {{date}}",
    )
    PUT_FIRST_IN_LINE = Terms(
        Status.MOVED,
        "move_place",
        left,
        manager("The date has fewer places now. They are first in line for one."),
        f"{LOST}: the date has fewer places now, and they are first in line for one",
        offers_on=False,
    )
    PASSED_ON = Terms(
        Status.SUBSTITUTED,
        "substitute",
        passed_on,
        manager("The place has gone to a colleague."),
        "has passed the place you booked for them on to somebody else",
        offers_on=False,
    )


def end_place_locked(  # noqa: PLR0913 - an end is all of these
    row: Enrolment,
    end: PlaceEnd,
    *,
    actor: User | None,
    now: datetime,
    sessions: Sequence[Session] | None = None,
    reason: str = "",
    made: Enrolment | None = None,
    name: str = "",
    offers_later: bool = False,
) -> None:
    """End a place held or waited for, note it, and tell everyone whom the table names.

    `row.event` is the locked event with its course. `made` replaces the place and is written by
    the caller, once this one has ended. With `offers_later` the caller frees more, and ends with
    offer_seats_locked() in the same transaction. Refuses with forbidden_move.
    """
    found = sessions_of(row.event) if sessions is None else sessions
    ended = EndedPlace(row, Status(row.status), found, actor, now, made, name=name)
    _end_locked([ended], end, reason=reason)
    if end.value.offers_on and not offers_later:
        offer_seats_locked(row.event, now=now)


def end_places_locked(
    rows: Sequence[Enrolment],
    end: PlaceEnd,
    *,
    actor: User | None,
    now: datetime,
    made: Mapping[int, Enrolment] = NONE_MADE,
) -> None:
    """End many places of one date as end_place_locked() ends one, in a few statements for all.

    `made` has by its key what replaces a place, all on one other date. What comes free is offered
    by the caller.
    """
    if not rows:
        return
    sessions = sessions_of(rows[0].event)
    target = next((one.event for one in made.values()), None)
    there = sessions_of(target) if target else ()
    also = overlapping_by_person(target, [row.person_id for row in rows]) if target else {}
    over = managers_over([row.person_id for row in rows if row.manager_email])
    ended = [
        EndedPlace(
            *(row, Status(row.status), sessions, actor, now, made.get(row.pk)),
            there=there,
            over=over,
            also=[one for one in also.get(row.person_id, ()) if one.pk != row.pk],
        )
        for row in rows
    ]
    with inserted_together():
        _end_locked(ended, end)


def _end_locked(ended: Sequence[EndedPlace], end: PlaceEnd, *, reason: str = "") -> None:
    terms, rows = end.value, [one.row for one in ended]
    free_seats_locked(rows[0].event, sum(row.holds_seat for row in rows))
    become_together(
        rows,
        terms.status,
        held_until=None,
        reconfirm_by=None,
        needs_manager=False,
        needs_office=False,
        papers_due=Case(When(outcome="", then=F("papers_due")), default=Value(True)),
        calendar_sequence=F("calendar_sequence") + 1,
        changed_at=ended[0].now,
    )
    for row in rows:
        row.papers_due = row.papers_due or bool(row.outcome)
        row.calendar_sequence += 1
    matters = bookers_matters([one.row for one in ended if terms.booker and _may_concern(one)])
    for one in ended:
        _note(one, end, reason)
        _tell(terms, one, is_bookers=one.row.pk in matters)


def _note(ended: EndedPlace, end: PlaceEnd, reason: str) -> None:
    row, why = ended.row, reason or end.value.reason
    data = {"status": row.status, "end": end.name.lower()}
    if ended.made:
        data["moved_to"] = ended.made.ref
    log = end.value.log
    record(row, log, title=row.ref, actor=ended.actor, now=ended.now, reason=why, **data)


def _tell(terms: Terms, ended: EndedPlace, *, is_bookers: bool) -> None:
    if terms.person:
        terms.person(ended)
    if terms.manager and ended.was in Enrolment.ASKED_FOR:
        terms.manager(ended)
    if is_bookers:
        lost = LOST_TURN if ended.was == Status.WAITING else LOST_SEAT
        answer = terms.booker.format(lost=lost, date=ended.date_words)
        mail_not_coming(ended.row, ended.sessions, answer=answer, now=ended.now)


def _may_concern(ended: EndedPlace) -> bool:
    """Whether somebody booked it for a colleague and does not know already."""
    row = ended.row
    did_it = ended.actor is not None and ended.actor.pk == row.booked_by_id
    if not row.name_given or did_it or row.event.has_started(ended.now):
        return False
    return row.replaces is None or not row.replaces.is_active

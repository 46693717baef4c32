"""Several named colleagues at once: each says yes or no to a place that is held for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from accounts.actions.line_manager import manager_of_another
from accounts.actions.naming import count_named_locked
from accounts.actions.person import address_fault, people_of
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.email_addresses import same_address
from core.errors import Refusal
from core.public_ids import new_ref
from core.text import count_words
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.actions.eligibility import refuse_over_cap, refuse_unfit_booking
from training.enrolments.actions.offer import colleague_ends
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import refuse_closed
from training.enrolments.actions.waiting_list import queue_locked
from training.enrolments.emails.colleague import mail_colleague_offered
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event, Session
from training.events.queries.event import sessions_of


@dataclass(frozen=True)
class Colleague:
    """A person as somebody else knows them."""

    name: str
    email: str


@dataclass(frozen=True)
class ColleagueGroup:
    """Who books for whom: all of it or nothing."""

    colleagues: Sequence[Colleague]
    request: EnrolmentRequest  # what is the same for each of them
    may_wait: bool = False  # if they do not all fit, they wait together


@transact
def book_colleagues(
    group: ColleagueGroup, event: Event, *, actor: User, now: datetime
) -> list[Enrolment]:
    """Hold a place for each, until they say yes; or put all on the waiting list together.

    Refuses with not_enough_seats, colleagues with each line that will not do, or another
    Refusal; then nothing has changed, and nobody has been written to.
    """
    people = _people(group.colleagues)
    held = lock_resources(event, *people)
    event, people = held[event], [held[person] for person in people]
    sessions = sessions_of(event)
    refuse_closed(event, now)
    named = [*(one.email for one in group.colleagues), group.request.manager_email]
    count_named_locked(actor, named, now=now)
    refuse_unfit_booking(event.course, group.request, now=now)
    if event.places_left < len(people):
        if not group.may_wait:
            raise Refusal(_room_words(event, len(people)), code="not_enough_seats")
        together = new_ref()
        return [
            queue_locked(person, event, replace(one, group_ref=together), actor=actor, now=now)
            for one, person in _requests(people, group, actor)
        ]
    refuse_over_cap(event, group.request.organisation, now=now, wanted=len(people))
    until = colleague_ends(event, now)
    return [
        _hold_locked(request, person, event, until, sessions, now)
        for request, person in _requests(people, group, actor)
    ]


@transact
def take_back_enrolment(enrolment: Enrolment, *, actor: User, now: datetime) -> Enrolment:
    """End a place, or a place in line, that a colleague has not said yes to; tell the colleague.

    Twice is success twice. Refuses with answered: they may have said yes to what this place was
    before it came to stand on another date or in line.
    """
    held = lock_resources(enrolment.event, enrolment)
    row = held[enrolment]
    row.event = held[enrolment.event]
    if row.status == Enrolment.Status.CANCELLED:
        return row
    if not row.may_be_taken_back:
        raise Refusal(
            "This person has answered in the meantime, so nothing was changed. Ask them to cancel "
            "the place if they cannot come.",
            code="answered",
        )
    end_place_locked(row, PlaceEnd.TAKEN_BACK, actor=actor, now=now)
    return row


def _people(colleagues: Sequence[Colleague]) -> list[User]:
    """Whose addresses they are. What is refused is to be seen in what was typed, and in no more."""
    wrong: list[str] = []
    seen: set[str] = set()
    for number, colleague in enumerate(colleagues, start=1):
        fault = address_fault(colleague.email)
        address = same_address(colleague.email)
        if not fault and address in seen:
            fault = "is named twice."
        if fault:
            wrong.append(f"Person {number}, {colleague.name}: {fault}")
        seen.add(address)
    if wrong or not colleagues:
        raise Refusal(" ".join(wrong) or "Name at least one person.", code="colleagues")
    return people_of([(one.name, one.email) for one in colleagues])


def _requests(
    people: Sequence[User], group: ColleagueGroup, actor: User
) -> list[tuple[EnrolmentRequest, User]]:
    """What is asked for each. Nobody is their own manager: such a person names theirs later."""
    email = group.request.manager_email
    return [
        (
            replace(
                group.request,
                manager_email=manager_of_another(person, email),
                booked_by=actor,
                name_given=one.name,
            ),
            person,
        )
        for person, one in zip(people, group.colleagues, strict=True)
    ]


def _hold_locked(
    request: EnrolmentRequest,
    person: User,
    event: Event,
    until: datetime,
    sessions: Sequence[Session],
    now: datetime,
) -> Enrolment:
    take_seat_locked(event)
    row = request.row_for(person, event, now=now)
    row.become(Enrolment.Status.OFFERED)
    row.held_until = until
    row.save()
    record(row, "book_colleague", title=row.ref, actor=row.booked_by, now=now)
    mail_colleague_offered(row, sessions, now=now)
    return row


def _room_words(event: Event, wanted: int) -> str:
    left = event.places_left
    if not left:
        return "All places on this date are taken. Tick the box to have everyone wait together."
    are = "is" if left == 1 else "are"
    return (
        f"There {are} {count_words(left, 'place')} left on this date, and you named {wanted} "
        "people. Name fewer, or tick the box to have everyone wait together."
    )

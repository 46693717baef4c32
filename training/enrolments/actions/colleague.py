"""Several named colleagues at once: each says yes or no to a place that is held for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accounts.actions.person import PersonClosedError, UnfitAddressError, named_person
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.email_addresses import same_address
from core.errors import Refusal
from core.public_ids import new_ref
from core.text import count_words
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.actions.eligibility import refuse_over_cap, refuse_unfit
from training.enrolments.actions.offer import colleague_ends
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import refuse_closed
from training.enrolments.actions.waiting_list import queue_locked
from training.enrolments.emails.colleague import mail_colleague_offered
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import named_since
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event, Session
from training.events.queries.event import sessions_of

MOST_A_DAY = 60
DAY = timedelta(days=1)


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
    if named_since(actor, now - DAY) + len(people) > MOST_A_DAY:
        raise Refusal(
            "You have named many people today. Name the others tomorrow, or ask the training team.",
            code="many_colleagues",
        )
    _refuse_lines(people, event, group, now)
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

    Twice is success twice. Refuses with answered.
    """
    held = lock_resources(enrolment.event, enrolment)
    row = held[enrolment]
    row.event = held[enrolment.event]
    if row.status == Enrolment.Status.CANCELLED:
        return row
    if row.status not in Enrolment.UNANSWERED:
        raise Refusal(
            "This person has answered in the meantime, so nothing was changed. Ask them to cancel "
            "the place if they cannot come.",
            code="answered",
        )
    end_place_locked(row, PlaceEnd.TAKEN_BACK, actor=actor, now=now)
    return row


def _people(colleagues: Sequence[Colleague]) -> list[User]:
    wrong: dict[int, str] = {}
    people: dict[int, User] = {}
    numbered = enumerate(colleagues, start=1)
    # Whoever is new is made in the order of addresses: two bookers who name the same new people
    # in opposite orders would each wait for the other.
    for number, colleague in sorted(numbered, key=lambda one: same_address(one[1].email)):
        try:
            person = named_person(colleague.name, colleague.email)
        except (PersonClosedError, UnfitAddressError) as refusal:
            wrong[number] = str(refusal)
            continue
        if person in people.values():
            wrong[number] = "is named twice."
        people[number] = person
    if wrong or not people:
        lines = (
            f"Person {number}, {colleagues[number - 1].name}: {wrong[number]}"
            for number in sorted(wrong)
        )
        raise Refusal(" ".join(lines) or "Name at least one person.", code="colleagues")
    return [people[number] for number in sorted(people)]


def _refuse_lines(
    people: Sequence[User], event: Event, group: ColleagueGroup, now: datetime
) -> None:
    """Every person who cannot come, by the name that was typed, each with the reason."""
    wrong: list[str] = []
    for number, (person, typed) in enumerate(zip(people, group.colleagues, strict=True), start=1):
        who = f"Person {number}, {typed.name}"
        try:
            facts = refuse_unfit(person, event.course, group.request, now=now, event=event)
        except Refusal as refusal:
            wrong.append(f"{who}: {refusal}")
            continue
        if facts.holds:
            wrong.append(f"{who}: has a place on this date or waits for one.")
    if wrong:
        raise Refusal(" ".join(wrong), code="colleagues")


def _requests(
    people: Sequence[User], group: ColleagueGroup, actor: User
) -> list[tuple[EnrolmentRequest, User]]:
    """What is asked for each. Nobody is their own manager: such a person names theirs later."""
    return [
        (
            replace(
                group.request,
                manager_email=""
                if same_address(group.request.manager_email) == person.email
                else group.request.manager_email,
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
    booker = row.booked_by
    record(row, "book_colleague", title=row.ref, actor=booker, now=now)
    mail_colleague_offered(row, sessions, booked_by=booker.name if booker else "", now=now)
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

"""Each rule about dates and places finds the fault it is for, and is quiet without it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Area, User
from core.models import Message
from tests.cast import NOW, make_event
from tests.factories.registers import people
from tests.faults import found, refused, unguarded
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

Status = Enrolment.Status
Plant = Callable[[Event, User], str]


def place(event: Event, person: User, status: str = Status.CONFIRMED, **more: object) -> Enrolment:
    """A place as an action leaves it, the event's number included."""
    more.setdefault("waitlisted_at", NOW if status == Status.WAITING else None)
    if status in {Status.OFFERED, Status.AWAITING_APPROVAL}:
        more.setdefault("held_until", event.starts_at)
        more.setdefault("needs_office", status == Status.AWAITING_APPROVAL)
    row = Enrolment.objects.create(
        event=event, person=person, status=status, created_at=NOW, changed_at=NOW, **more
    )
    held = event.enrolments.filter(status__in=Enrolment.HOLDING).count()
    Event.objects.filter(pk=event.pk).update(places_taken=held)
    return row


def miscount(event: Event, person: User) -> str:
    place(event, person)
    Event.objects.update(places_taken=2)
    return event.ref


def oversell(event: Event, person: User) -> str:
    with unguarded(Event, "event_never_oversold"):
        Event.objects.update(capacity=0, places_taken=1)
    return event.ref


def double(event: Event, person: User) -> str:
    with unguarded(Enrolment, "enrolment_once_while_active"):
        place(event, person)
        place(event, person)
    return event.ref


def hold_for_ever(event: Event, person: User) -> str:
    with unguarded(Enrolment, "enrolment_offer_has_an_end"):
        return place(event, person, Status.OFFERED, held_until=None).ref


def ask_nobody(event: Event, person: User) -> str:
    with unguarded(Enrolment, "enrolment_approval_is_somebodys"):
        return place(event, person, Status.AWAITING_APPROVAL, needs_office=False).ref


def leave_in_doubt(event: Event, person: User) -> str:
    return place(event, person, needs_manager=True).ref


def leave_idle(event: Event, person: User) -> str:
    Event.objects.update(capacity=1)
    pair = people(2)
    place(event, pair[0], Status.WAITING, group_ref="together")
    place(event, pair[1], Status.WAITING, group_ref="together")
    assert found("no-place-lies-idle") == []  # one place is not enough for two
    place(event, person, Status.WAITING)
    return event.ref


def queue_never(event: Event, person: User) -> str:
    with unguarded(Enrolment, "enrolment_waits_since"):
        return place(event, person, Status.WAITING, waitlisted_at=None).ref


def shift(event: Event, person: User) -> str:
    Event.objects.update(ends_at=event.ends_at + timedelta(hours=1))
    return event.ref


def leave_gap(event: Event, person: User) -> str:
    Session.objects.update(number=2)
    return event.ref


def haunt(event: Event, person: User) -> str:
    Event.objects.update(status=Event.Status.CANCELLED)
    return event.ref


def hand_to_nobody(event: Event, person: User) -> str:
    return place(event, person, Status.MOVED).ref


def replace_too_soon(event: Event, person: User) -> str:
    old = place(event, person)
    return place(event, people(1)[0], replaces=old).ref


def misfit(event: Event, person: User) -> str:
    old = place(event, person, Status.MOVED)
    return place(event, person, replaces=old).ref


def come_without_place(event: Event, person: User) -> str:
    return place(event, person, Status.CANCELLED, outcome=Enrolment.Outcome.ATTENDED).ref


def tell_nobody(event: Event, person: User) -> str:
    return place(event, person).ref


def remember_needs(event: Event, person: User) -> str:
    ended = NOW - timedelta(days=31, seconds=1)
    Session.objects.update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    Event.objects.update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    return place(event, person, access_needs="Captions").ref


PLANTS: dict[str, Plant] = {
    "places-taken-are-counted": miscount,
    "never-oversold": oversell,
    "one-place-each": double,
    "not-firm-has-an-end": hold_for_ever,
    "approval-is-somebodys": ask_nobody,
    "confirmed-is-firm": leave_in_doubt,
    "no-place-lies-idle": leave_idle,
    "waiting-has-a-start": queue_never,
    "event-spans-its-sessions": shift,
    "sessions-are-numbered": leave_gap,
    "cancelled-event-is-empty": haunt,
    "handed-on-has-a-successor": hand_to_nobody,
    "successor-follows-an-end": replace_too_soon,
    "successor-fits": misfit,
    "outcome-needs-a-place": come_without_place,
    "confirmed-was-told": tell_nobody,
    "access-needs-are-forgotten": remember_needs,
}
GUARDED = [
    "never-oversold",
    "one-place-each",
    "not-firm-has-an-end",
    "approval-is-somebodys",
    "waiting-has-a-start",
]  # by a constraint


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, open_event: Event, learner: User) -> None:
    assert found(name) == []

    offender = PLANTS[name](open_event, learner)

    assert found(name) == [offender]


@pytest.mark.guard(
    "constraints: an offer ends, an approval is somebody's, waiting has a start",
    where="training/enrolments/models/enrolment.py",
)
@pytest.mark.parametrize("name", GUARDED)
def test_the_database_itself_refuses_the_fault(name: str, open_event: Event, learner: User) -> None:
    with refused():
        PLANTS[name](open_event, learner)


def test_an_event_without_a_session_is_found(open_event: Event) -> None:
    Session.objects.all().delete()

    assert found("event-spans-its-sessions") == [open_event.ref]


def test_a_place_goes_to_nobody_once_the_date_has_begun(
    course: Course, birmingham: Area, learner: User
) -> None:
    begun = make_event(course, birmingham, starts_at=NOW)
    place(begun, learner, Status.WAITING)

    assert found("no-place-lies-idle") == []


def test_who_was_written_to_was_told(open_event: Event, learner: User) -> None:
    row = place(open_event, learner)

    Message.objects.create(
        dedupe_key="a",
        kind="enrolments/enrolment_confirmed",
        about=row.ref,
        created_at=NOW,
        due_at=NOW,
    )

    assert found("confirmed-was-told") == []

"""Refusals that stand behind another one, each shown by itself."""

from datetime import datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from bookings.rota.actions.event_move import move_event
from core.changes.locks import lock_resources, transact
from tests.cast import make_event
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory, EventFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.approval import (
    approve_enrolment,
    decline_enrolment,
    expire_approval,
)
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.event_cancel import cancel_and_offer_next
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.substitution import substitute
from training.enrolments.actions.waiting_list import (
    accept_offer,
    end_waiting,
    expire_offer,
    join_waiting_list,
    offer_places,
    queue_locked,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event
from training.events.rules.blocks import Block

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
Status = Enrolment.Status


def wait(event: Event) -> Enrolment:
    return EnrolmentFactory(event=event, person=UserFactory(), status=Status.WAITING)


@pytest.mark.guard(
    "nothing is offered on a date not open to all", where="training/enrolments/actions/offer.py"
)
@pytest.mark.parametrize(
    "change",
    [
        {"entry": Event.Entry.RESERVED},
        {"status": Event.Status.CANCELLED},
        {"status": Event.Status.DRAFT},
    ],
)
def test_nothing_is_offered_on_a_date_that_is_not_open_to_all(
    open_event: Event, now: datetime, change: dict[str, str]
) -> None:
    wait(open_event)
    Event.objects.update(**change)

    assert offer_places(open_event, now) == []


@pytest.mark.guard("no offer is held past the start", where="training/enrolments/actions/offer.py")
def test_an_offer_is_never_held_past_the_start(open_event: Event) -> None:
    wait(open_event)

    (row,) = offer_places(open_event, open_event.starts_at - timedelta(hours=1))

    assert row.held_until == open_event.starts_at


@pytest.mark.guard(
    "a second place, with the office's reason", where="training/enrolments/actions/enrolment.py"
)
def test_the_offices_reason_gives_nobody_a_second_place(
    open_event: Event, learner: User, coordinator: User, now: datetime
) -> None:
    enrol(learner, open_event, actor=learner, now=now)

    with refused("already_enrolled", match="This person has a place"):
        enrol(learner, open_event, actor=coordinator, now=now, override="Asked for")


@pytest.mark.guard(
    "nobody waits for a date that is closed", where="training/enrolments/actions/waiting_list.py"
)
def test_nobody_waits_for_a_cancelled_date_even_one_with_places(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(status=Event.Status.CANCELLED)

    @transact
    def queue() -> Enrolment:
        held = lock_resources(open_event, learner)
        return queue_locked(
            held[learner], held[open_event], EnrolmentRequest(), actor=learner, now=now
        )

    with refused("event_cancelled"):
        join_waiting_list(learner, open_event, actor=learner, now=now)
    with refused("event_cancelled"):
        queue()


@pytest.mark.guard(
    "nobody waits with themselves as their manager",
    where="training/enrolments/actions/waiting_list.py",
)
def test_nobody_waits_with_themselves_as_their_manager(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(capacity=0)

    with refused("own_manager"):
        join_waiting_list(
            learner,
            open_event,
            EnrolmentRequest(manager_email=learner.email.upper()),
            actor=learner,
            now=now,
        )


@pytest.fixture
def asked(open_event: Event, learner: User, now: datetime) -> Enrolment:
    """A place that waits for a manager's yes."""
    Course.objects.update(manager_approval=True)
    return enrol(
        learner,
        open_event,
        EnrolmentRequest(manager_email="boss@work.example"),
        actor=learner,
        now=now,
    )


@pytest.mark.guard("a manager's yes twice is one", where="training/enrolments/actions/approval.py")
def test_a_manager_who_says_yes_twice_has_said_so_once(asked: Enrolment, now: datetime) -> None:
    Enrolment.objects.update(needs_office=True)

    for _ in range(2):
        approve_enrolment(asked, by="manager", actor=None, now=now)

    assert ModelLogEntry.objects.filter(action="upstander.approve_enrolment").count() == 1


@pytest.mark.guard(
    "the worker leaves a firm place alone", where="training/enrolments/actions/waiting_list.py"
)
def test_a_worker_that_comes_late_leaves_a_firm_place_alone(
    asked: Enrolment, now: datetime
) -> None:
    approve_enrolment(asked, by="manager", actor=None, now=now)

    for expire in (expire_approval, expire_offer, end_waiting):
        assert expire(asked, asked.event.starts_at).status == Status.CONFIRMED


@pytest.mark.guard(
    "nobody declines once the date has begun", where="training/enrolments/actions/approval.py"
)
def test_no_manager_declines_a_place_on_a_date_that_has_begun(
    open_event: Event, learner: User, now: datetime
) -> None:
    row = EnrolmentFactory(event=open_event, person=learner)
    Event.objects.update(places_taken=1, starts_at=now - timedelta(days=9))

    with refused("approval_over"):
        decline_enrolment(row, by="manager", actor=None, now=now)


@pytest.mark.guard(
    "an offer is over when the date begins", where="training/enrolments/actions/waiting_list.py"
)
def test_an_offer_is_over_when_the_date_begins_whenever_it_was_to_end(
    open_event: Event, learner: User, now: datetime
) -> None:
    ends = now + timedelta(hours=1)
    row = EnrolmentFactory(event=open_event, person=learner, status=Status.OFFERED, held_until=ends)
    Event.objects.update(places_taken=1, starts_at=now)

    assert accept_offer(row, actor=learner, now=now).status == Status.EXPIRED


@pytest.fixture
def place(open_event: Event, learner: User) -> Enrolment:
    """A firm place."""
    Event.objects.update(places_taken=1)
    return EnrolmentFactory(event=open_event, person=learner)


@pytest.fixture
def other(open_event: Event) -> Event:
    """Another date of the course."""
    return make_event(open_event.course, open_event.area)


@pytest.mark.guard("move: nothing that has ended", where="training/enrolments/actions/move.py")
def test_the_office_moves_no_place_that_has_ended(
    place: Enrolment, other: Event, coordinator: User, now: datetime
) -> None:
    Enrolment.objects.update(status=Status.CANCELLED)

    with refused("enrolment_ended"):
        move_enrolment(place, other, actor=coordinator, now=now)


def test_who_wants_to_move_to_a_full_date_hears_which_one_is_full(
    place: Enrolment, other: Event, learner: User, now: datetime
) -> None:
    Event.objects.filter(pk=other.pk).update(capacity=0)

    with refused("event_full", match="on that date"):
        move_enrolment(place, other, actor=learner, now=now)


@pytest.mark.guard(
    "a place given up already is not given up again",
    where="training/enrolments/actions/replacement.py",
)
def test_a_place_given_up_before_the_new_one_is_firm_is_not_given_up_again(
    place: Enrolment, other: Event, stranger: User, now: datetime
) -> None:
    cancel_enrolment(place, actor=place.person, now=now)
    enrol(stranger, place.event, actor=stranger, now=now)
    offered = EnrolmentFactory(
        event=other, person=place.person, status=Status.OFFERED, replaces=place
    )

    assert accept_offer(offered, actor=place.person, now=now).status == Status.CONFIRMED
    place.refresh_from_db()
    assert (place.status, place.event.places_taken) == (Status.CANCELLED, 1)


@pytest.mark.guard(
    "who leaves is of this date", where="training/enrolments/actions/event_change.py"
)
def test_a_date_gets_smaller_by_its_own_people_only(
    place: Enrolment, other: Event, coordinator: User, now: datetime
) -> None:
    with refused("enrolment_ended"):
        set_capacity(other, 10, actor=coordinator, now=now, moving=[Departure(place)])
    assert Enrolment.objects.get().status == Status.CONFIRMED


@pytest.mark.guard(
    "substitute: the colleague's third absence", where="training/enrolments/actions/substitution.py"
)
def test_a_colleague_who_stayed_away_too_often_needs_the_office(
    place: Enrolment, stranger: User, coordinator: User, now: datetime
) -> None:
    for days in (30, 60, 90):
        missed = EventFactory(starts_at=now - timedelta(days=days), area=place.event.area)
        EnrolmentFactory(event=missed, person=stranger, outcome=Enrolment.Outcome.ABSENT)

    made = substitute(place, stranger, named="Ade", actor=coordinator, now=now)

    assert (made.status, made.needs_office) == (Status.AWAITING_APPROVAL, True)


def test_a_date_cancelled_already_stays_so_whatever_became_of_the_next(
    place: Enrolment, other: Event, coordinator: User, now: datetime
) -> None:
    Event.objects.filter(pk=other.pk).update(starts_at=now)
    Event.objects.filter(pk=place.event_id).update(status=Event.Status.CANCELLED)

    done = cancel_and_offer_next(place.event, other, actor=coordinator, now=now, reason="Ill")

    assert done.status == Event.Status.CANCELLED


@pytest.mark.guard(
    "a date that gets others' people: its own list first",
    where="training/enrolments/actions/event_cancel.py",
)
def test_a_place_that_is_free_goes_to_its_own_list_before_those_of_a_cancelled_date(
    place: Enrolment, other: Event, coordinator: User, now: datetime
) -> None:
    Event.objects.filter(pk=other.pk).update(capacity=1)
    waits = wait(other)

    cancel_and_offer_next(place.event, other, actor=coordinator, now=now, reason="Ill")

    waits.refresh_from_db()
    assert waits.status == Status.OFFERED
    assert place.replaced_by.get().status == Status.WAITING


@pytest.mark.guard(
    "nor past the new start of a date that moved nearer",
    where="training/enrolments/actions/event_change.py",
)
def test_no_offer_outlives_the_start_of_a_date_that_moved_nearer(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    far = place.event.starts_at
    Enrolment.objects.update(status=Status.OFFERED, held_until=far)
    start = now + timedelta(days=2)
    block = Block(start, start + timedelta(hours=3))

    move_event(place.event, [block], "", "", actor=coordinator, now=now)

    assert Enrolment.objects.get().held_until == start

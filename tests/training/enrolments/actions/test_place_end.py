"""Every way in which a place ends, and who hears of it: the person, the manager, the booker.

Bola booked for Sam, whose manager is the boss. Beside Sam another has a place, and one waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Organisation, User
from core import clock
from core.models import Message
from people.actions.merge import merge_people
from tests.cast import join, make_event, make_person
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from training.enrolments.actions.approval import decline_enrolment, expire_approval
from training.enrolments.actions.colleague import take_back_enrolment
from training.enrolments.actions.enrolment import cancel_enrolment
from training.enrolments.actions.event_cancel import cancel_and_offer_next, cancel_event
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.place_end import PlaceEnd
from training.enrolments.actions.reconfirmation import refuse_reconfirmation, release_unconfirmed
from training.enrolments.actions.roster_import import undo_import
from training.enrolments.actions.substitution import substitute
from training.enrolments.actions.waiting_list import (
    accept_offer,
    decline_offer,
    end_waiting,
    expire_offer,
    leave_waiting_list,
)
from training.enrolments.models import Enrolment, RosterImport
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
BOSS = "boss@work.example"


@dataclass(frozen=True)
class Scene:
    """Sam's place, and everyone it concerns."""

    row: Enrolment
    event: Event
    other: Event  # another date of the course, with places
    beside: Enrolment  # somebody else's firm place
    next_one: Enrolment  # who waits for one
    booker: User
    colleague: User
    office: User
    now: datetime

    @property
    def sam(self) -> User:
        return self.row.person


@pytest.fixture
def scene(
    open_event: Event,
    school: Organisation,
    booker: User,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Scene:
    monkeypatch.setattr(clock, "database_now", lambda: now)
    row = EnrolmentFactory(
        event=open_event,
        person=make_person("sam@canalside.example", "Samuel Lee"),
        organisation=school,
        booked_by=booker,
        name_given="Sam Lee",
        manager_email=BOSS,
        changed_at=now,
    )
    beside = EnrolmentFactory(event=open_event, person=UserFactory())
    next_one = EnrolmentFactory(event=open_event, person=UserFactory(), status=Status.WAITING)
    Event.objects.update(capacity=2, places_taken=2)
    open_event.refresh_from_db()
    other = make_event(open_event.course, open_event.area)
    colleague = join(make_person("ade@canalside.example", "Ade Obi"), school, "member")
    return Scene(row, open_event, other, beside, next_one, booker, colleague, coordinator, now)


def stand(scene: Scene, status: Enrolment.Status, now: datetime) -> None:
    """Have Sam's place stand so; what runs out does so at this moment."""
    row = scene.row
    row.status = status
    row.reconfirm_by = now if status == Status.CONFIRMED else None
    row.held_until = now if status in Enrolment.PROVISIONAL else None
    row.needs_manager = status == Status.AWAITING_APPROVAL
    row.waitlisted_at = now if status == Status.WAITING else None
    row.save()
    if status == Status.WAITING:  # the seat is somebody else's
        EnrolmentFactory(event=scene.event, person=UserFactory())


def office_too_late(scene: Scene) -> None:
    Enrolment.objects.filter(pk=scene.row.pk).update(needs_manager=False, needs_office=True)
    expire_approval(scene.row, scene.now)


def no_next_places(scene: Scene) -> None:
    Event.objects.filter(pk=scene.other.pk).update(capacity=0)
    offer_next(scene)


def offer_next(scene: Scene) -> None:
    cancel_and_offer_next(scene.event, scene.other, actor=scene.office, now=scene.now, reason="Ill")


def undo(scene: Scene) -> None:
    batch = RosterImport.objects.create(event=scene.event, made_by=scene.office, made_at=scene.now)
    Enrolment.objects.filter(pk=scene.row.pk).update(batch=batch)
    undo_import(batch, actor=scene.office, now=scene.now)


def shrink(scene: Scene, departure: Departure) -> None:
    set_capacity(scene.event, 1, actor=scene.office, now=scene.now, moving=[departure])


def decline(scene: Scene, by: str) -> None:
    actor = scene.office if by == "office" else None
    Enrolment.objects.update(held_until=scene.event.starts_at)
    decline_enrolment(scene.row, by=by, actor=actor, now=scene.now, reason="No cover")


@dataclass(frozen=True)
class Way:
    """How a place stands, what is done, and what each reads; None: nothing."""

    status: Enrolment.Status
    act: Callable[[Scene], object]
    person: str | None
    manager: str | None
    booker: str | None


LOST = "Sam Lee no longer has the place you booked for them"
NO_TURN = "Sam Lee no longer waits for the place you booked for them"
CANCELLED = "no longer has a place on this training."
NO_DATE = "The date does not take place."
WAYS = {
    PlaceEnd.CANCELLED: Way(
        Status.CONFIRMED,
        lambda at: cancel_enrolment(at.row, actor=at.sam, now=at.now, reason="Flu"),
        *("enrolment_cancelled", CANCELLED, f"{LOST}."),
    ),
    PlaceEnd.CANCELLED_LATE: Way(
        Status.AWAITING_APPROVAL,
        lambda at: cancel_enrolment(
            at.row, actor=at.sam, now=at.event.starts_at - timedelta(hours=1)
        ),
        *("enrolment_cancelled", CANCELLED, f"{LOST}."),
    ),
    PlaceEnd.OFFER_CANCELLED: Way(
        Status.OFFERED,
        lambda at: cancel_enrolment(at.row, actor=at.sam, now=at.now),
        *("enrolment_cancelled", None, "Sam Lee has said no to the place you booked for them."),
    ),
    PlaceEnd.WAITING_CANCELLED: Way(
        Status.WAITING,
        lambda at: cancel_enrolment(at.row, actor=at.office, now=at.now),
        *("waiting_left", None, f"{NO_TURN}."),
    ),
    PlaceEnd.LEFT_LIST: Way(
        Status.WAITING,
        lambda at: leave_waiting_list(at.row, actor=at.sam, now=at.now),
        *("waiting_left", None, f"{NO_TURN}."),
    ),
    PlaceEnd.TAKEN_BACK: Way(
        Status.OFFERED,
        lambda at: take_back_enrolment(at.row, actor=at.booker, now=at.now),
        *("colleague_taken_back", None, None),  # who did it knows it
    ),
    PlaceEnd.IMPORT_UNDONE: Way(
        Status.CONFIRMED,
        undo,
        "enrolment_cancelled",
        "The training team has taken back a list of people",
        f"{LOST}.",
    ),
    PlaceEnd.MERGED: Way(
        Status.CONFIRMED,
        lambda at: merge_people(at.beside.person, at.sam, actor=at.office, now=at.now),
        *(None, None, None),  # the person is on the date still
    ),
    PlaceEnd.OFFER_DECLINED: Way(
        Status.OFFERED,
        lambda at: (
            Enrolment.objects.update(held_until=at.event.starts_at),
            decline_offer(at.row, actor=at.sam, now=at.now),
        ),
        *("offer_declined", None, "Sam Lee has said no to the place you booked for them."),
    ),
    PlaceEnd.OFFER_EXPIRED: Way(
        Status.OFFERED,
        lambda at: expire_offer(at.row, at.now),
        *("offer_expired", None, "Sam Lee did not say yes in time to the place you booked"),
    ),
    PlaceEnd.DECLINED_BY_MANAGER: Way(
        Status.CONFIRMED,
        lambda at: decline(at, "manager"),
        *("approval_declined", None, f"{LOST}."),
    ),
    PlaceEnd.DECLINED_BY_OFFICE: Way(
        Status.AWAITING_APPROVAL,
        lambda at: decline(at, "office"),
        *("approval_declined", "The training team did not agree.", f"{LOST}."),
    ),
    PlaceEnd.MANAGER_TOO_LATE: Way(
        Status.AWAITING_APPROVAL,
        lambda at: expire_approval(at.row, at.now),
        *("approval_expired", "Samuel Lee", f"{LOST}."),
    ),
    PlaceEnd.OFFICE_TOO_LATE: Way(
        Status.AWAITING_APPROVAL,
        office_too_late,
        *("approval_expired", "It waited for the training team's yes", f"{LOST}."),
    ),
    PlaceEnd.WAITING_OVER: Way(
        Status.WAITING,
        lambda at: end_waiting(at.row, at.event.starts_at),
        *("waiting_over", None, None),  # too late for anybody to do anything
    ),
    PlaceEnd.EVENT_CANCELLED: Way(
        Status.CONFIRMED,
        lambda at: cancel_event(at.event, actor=at.office, now=at.now, reason="Ill"),
        *("event_cancelled", NO_DATE, f"{LOST}, because the date does not take place."),
    ),
    PlaceEnd.NEXT_OFFERED: Way(
        Status.CONFIRMED,
        offer_next,
        "next_event_offered",
        NO_DATE,
        f"{LOST}, because the date does not take place: another one is offered to them, Thursday",
    ),
    PlaceEnd.NEXT_LISTED: Way(
        Status.CONFIRMED,
        no_next_places,
        "next_event_list",
        NO_DATE,
        f"{LOST}, because the date does not take place: they are first in line for another one, ",
    ),
    PlaceEnd.NO_ROOM: Way(
        Status.CONFIRMED,
        lambda at: shrink(at, Departure(at.row)),
        *("enrolment_cancelled", "The date has fewer places now.", f"{LOST}."),
    ),
    PlaceEnd.NEW_DAY_REFUSED: Way(
        Status.CONFIRMED,
        lambda at: refuse_reconfirmation(at.row, actor=at.sam, now=at.now),
        *("enrolment_cancelled", CANCELLED, f"{LOST}."),
    ),
    PlaceEnd.NOT_RECONFIRMED: Way(
        Status.CONFIRMED,
        lambda at: release_unconfirmed(at.row, at.now),
        *("enrolment_released", CANCELLED, f"{LOST}."),
    ),
    PlaceEnd.MOVED: Way(
        Status.CONFIRMED,
        lambda at: move_enrolment(at.row, at.other, actor=at.sam, now=at.now),
        "enrolment_left enrolment_moved",
        "The place is on another date now: Thursday",
        f"{LOST}: they have moved to another date, Thursday",
    ),
    PlaceEnd.MOVED_TO_OFFER: Way(
        Status.AWAITING_APPROVAL,
        lambda at: move_enrolment(at.row, at.other, actor=at.office, now=at.now),
        "enrolment_left offer_made",
        "Another date is offered: Thursday",
        f"{LOST}: another date is offered to them, Thursday",
    ),
    PlaceEnd.PUT_FIRST_IN_LINE: Way(
        Status.CONFIRMED,
        lambda at: shrink(at, Departure(at.row, to_waiting=True)),
        "enrolment_left put_on_list",
        "The date has fewer places now. They are first in line for one.",
        f"{LOST}: the date has fewer places now, and they are first in line for one.",
    ),
    PlaceEnd.PASSED_ON: Way(
        Status.CONFIRMED,
        lambda at: substitute(at.row, at.colleague, named="Ade", actor=at.sam, now=at.now),
        "enrolment_passed_on",
        "The place has gone to a colleague.",
        "Sam Lee has passed the place you booked for them on to somebody else.",
    ),
}


def kinds_to(email: str) -> str:
    kinds = Message.objects.filter(to=email).values_list("kind", flat=True)
    return " ".join(sorted(kind.removeprefix("enrolments/") for kind in kinds))


def assert_read(email: str, words: str | None) -> None:
    """Whether just one message with these words went there, or none."""
    bodies = list(Message.objects.filter(to=email).values_list("body_text", flat=True))
    assert len(bodies) == (0 if words is None else 1), bodies
    for body in bodies:
        assert (words or "") in body.replace("\n", " ")


@pytest.mark.parametrize("end", PlaceEnd, ids=lambda end: end.name)
def test_everyone_hears_of_an_end_as_the_table_says(end: PlaceEnd, scene: Scene) -> None:
    way, email = WAYS[end], scene.sam.email
    stand(scene, way.status, scene.now)

    way.act(scene)

    assert Enrolment.objects.get(pk=scene.row.pk).status == end.value.status
    log = ModelLogEntry.objects.get(label=scene.row.ref, data__end=end.name.lower())
    assert log.action == f"upstander.{end.value.log}"
    assert kinds_to(email) == (way.person or "")
    assert_read(BOSS, way.manager)
    assert_read(scene.booker.email, way.booker)


@pytest.mark.parametrize("end", PlaceEnd, ids=lambda end: end.name)
def test_a_seat_that_comes_free_is_offered_on(end: PlaceEnd, scene: Scene) -> None:
    way = WAYS[end]
    stand(scene, way.status, scene.now)

    way.act(scene)

    scene.next_one.refresh_from_db()
    came_free = way.status in Enrolment.HOLDING and end.value.offers_on
    assert (scene.next_one.status == Status.OFFERED) is came_free


@pytest.mark.parametrize("status", Enrolment.UNANSWERED)
@pytest.mark.parametrize(
    ("act", "why"),
    [
        (WAYS[PlaceEnd.EVENT_CANCELLED].act, ", because the date does not take place."),
        (offer_next, ", because the date does not take place: another one is offered to them, "),
        (
            lambda at: move_enrolment(at.row, at.other, actor=at.office, now=at.now),
            ": another date is offered to them, ",
        ),
    ],
    ids=["cancelled", "next", "moved"],
)
def test_of_what_nobody_said_yes_to_the_booker_hears_and_no_manager(
    act: Callable[[Scene], object], why: str, status: Enrolment.Status, scene: Scene
) -> None:
    stand(scene, status, scene.now)

    act(scene)

    assert_read(BOSS, None)
    lost = NO_TURN if status == Status.WAITING else LOST
    assert_read(scene.booker.email, f"{lost}{why}")


def test_a_colleague_whose_offer_the_office_cancels_has_not_said_no(scene: Scene) -> None:
    stand(scene, Status.OFFERED, scene.now)

    cancel_enrolment(scene.row, actor=scene.office, now=scene.now)

    assert_read(scene.booker.email, f"{LOST}.")


def test_a_no_to_another_date_is_no_news_while_the_booked_place_stands(scene: Scene) -> None:
    Event.objects.filter(pk=scene.other.pk).update(capacity=1, places_taken=1)
    beside = move_enrolment(scene.row, scene.other, actor=scene.sam, now=scene.now, to_waiting=True)
    Enrolment.objects.filter(pk=beside.pk).update(
        status=Status.OFFERED, held_until=scene.other.starts_at
    )

    decline_offer(beside, actor=scene.sam, now=scene.now)

    assert_read(scene.booker.email, None)
    assert Enrolment.objects.get(pk=scene.row.pk).status == Status.CONFIRMED


def test_the_place_that_was_kept_ends_with_a_word_to_the_booker(scene: Scene) -> None:
    offered = EnrolmentFactory(
        event=scene.other,
        person=scene.sam,
        organisation=scene.row.organisation,
        status=Status.OFFERED,
        replaces=scene.row,
        booked_by=scene.booker,
        name_given="Sam Lee",
    )
    Event.objects.filter(pk=scene.other.pk).update(places_taken=1)

    accept_offer(offered, actor=scene.sam, now=scene.now)

    assert_read(scene.booker.email, f"{LOST}: they have moved to another date, Thursday")

"""Every action looks again once it has the locks: what the caller read before may be old."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Organisation, User
from core import clock
from core.errors import Refusal
from core.models import Message
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory
from training.enrolments.actions.approval import (
    approve_enrolment,
    decline_enrolment,
    expire_approval,
)
from training.enrolments.actions.bulk import apply_bulk_action
from training.enrolments.actions.colleague import (
    Colleague,
    ColleagueGroup,
    book_colleagues,
    take_back_enrolment,
)
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.event_cancel import cancel_and_offer_next, cancel_event
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.reconfirmation import (
    reconfirm,
    refuse_reconfirmation,
    release_unconfirmed,
)
from training.enrolments.actions.roster import enrol_named
from training.enrolments.actions.roster_import import import_roster
from training.enrolments.actions.substitution import substitute
from training.enrolments.actions.waiting_list import (
    accept_offer,
    decline_offer,
    end_waiting,
    expire_offer,
    join_waiting_list,
    leave_waiting_list,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.bulk import BulkAction, BulkRequest
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.rules.roster_file import ImportRow
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


@dataclass(frozen=True)
class Scene:
    """Amina's place, another date, a colleague, the office: all as they were read some time ago."""

    row: Enrolment
    event: Event
    other: Event
    colleague: User
    office: User
    school: Organisation
    now: datetime


@pytest.fixture
def scene(
    open_event: Event,
    learner: User,
    stranger: User,
    coordinator: User,
    school: Organisation,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Scene:
    monkeypatch.setattr(clock, "database_now", lambda: now)
    row = EnrolmentFactory(event=open_event, person=learner)
    Event.objects.update(places_taken=1)
    other = make_event(open_event.course, open_event.area)
    return Scene(row, open_event, other, stranger, coordinator, school, now)


def nothing_was_written() -> bool:
    return not (ModelLogEntry.objects.exists() or Message.objects.exists())


Act = Callable[[Scene], object]

# To the place: how it stood when it was read, and what is done to it.
TO_A_PLACE: dict[str, tuple[Status, Act]] = {
    "cancel": (
        Status.CONFIRMED,
        lambda at: cancel_enrolment(at.row, actor=at.row.person, now=at.now),
    ),
    "approve": (
        Status.AWAITING_APPROVAL,
        lambda at: approve_enrolment(at.row, now=at.now, by="manager", actor=None),
    ),
    "decline": (
        Status.AWAITING_APPROVAL,
        lambda at: decline_enrolment(at.row, now=at.now, by="manager", actor=None),
    ),
    "approval runs out": (
        Status.AWAITING_APPROVAL,
        lambda at: expire_approval(at.row, at.now + timedelta(days=99)),
    ),
    "accept": (Status.OFFERED, lambda at: accept_offer(at.row, actor=at.row.person, now=at.now)),
    "say no": (Status.OFFERED, lambda at: decline_offer(at.row, actor=at.row.person, now=at.now)),
    "offer runs out": (
        Status.OFFERED,
        lambda at: expire_offer(at.row, at.now + timedelta(days=99)),
    ),
    "take back": (
        Status.OFFERED,
        lambda at: take_back_enrolment(at.row, actor=at.office, now=at.now),
    ),
    "leave": (
        Status.WAITING,
        lambda at: leave_waiting_list(at.row, actor=at.row.person, now=at.now),
    ),
    "waiting ends": (
        Status.WAITING,
        lambda at: end_waiting(at.row, at.event.starts_at),
    ),
    "substitute": (
        Status.CONFIRMED,
        lambda at: substitute(at.row, at.colleague, named="Ade", actor=at.row.person, now=at.now),
    ),
    "move": (
        Status.CONFIRMED,
        lambda at: move_enrolment(at.row, at.other, actor=at.row.person, now=at.now),
    ),
    "keep": (Status.CONFIRMED, lambda at: reconfirm(at.row, actor=at.row.person, now=at.now)),
    "give up": (
        Status.CONFIRMED,
        lambda at: refuse_reconfirmation(at.row, actor=at.row.person, now=at.now),
    ),
    "not kept": (
        Status.CONFIRMED,
        lambda at: release_unconfirmed(at.row, at.now + timedelta(days=2)),
    ),
    "fewer places": (
        Status.CONFIRMED,
        lambda at: set_capacity(
            at.event, 12, actor=at.office, now=at.now, moving=[Departure(at.row)]
        ),
    ),
    "several": (
        Status.CONFIRMED,
        lambda at: apply_bulk_action(
            at.event, BulkRequest(BulkAction.CANCEL, [at.row.ref]), actor=at.office, now=at.now
        ),
    ),
}


@pytest.mark.guard(
    "each action on a place looks at it again under the lock", where="training/enrolments/actions/"
)
@pytest.mark.parametrize("name", TO_A_PLACE)
def test_a_place_that_ended_meanwhile_stays_ended(name: str, scene: Scene) -> None:
    status, act = TO_A_PLACE[name]
    scene.row.status = status
    scene.row.waitlisted_at = scene.now
    scene.row.reconfirm_by = scene.now + timedelta(days=1)
    scene.row.needs_manager = status == Status.AWAITING_APPROVAL
    if status in {Status.OFFERED, Status.AWAITING_APPROVAL}:
        scene.row.held_until = scene.now + timedelta(days=1)
    scene.row.save()
    Enrolment.objects.update(status=Status.EXPIRED, reconfirm_by=None)  # by somebody else
    Event.objects.update(places_taken=0)

    with suppress(Refusal):
        act(scene)

    assert Enrolment.objects.get().status == Status.EXPIRED
    assert set(Event.objects.values_list("places_taken", flat=True)) == {0}
    assert nothing_was_written()


@pytest.mark.parametrize("name", TO_A_PLACE)
def test_an_action_looks_before_it_moves_a_place(name: str, scene: Scene) -> None:
    """Whatever state it finds: it acts or refuses in its own words, never in the table's."""
    for status in Status:
        scene.row.status = status
        scene.row.waitlisted_at = scene.now
        scene.row.needs_manager = status == Status.AWAITING_APPROVAL
        scene.row.held_until = scene.now if status in Enrolment.PROVISIONAL else None
        scene.row.reconfirm_by = scene.now if status == Status.CONFIRMED else None
        Enrolment.objects.exclude(pk=scene.row.pk).delete()
        Event.objects.update(places_taken=1)
        scene.row.save()
        try:
            TO_A_PLACE[name][1](scene)
        except Refusal as refusal:
            if refusal.code == "forbidden_move":
                pytest.fail(f"{name} tries to move a place that is {status}")


# On the date, which had not begun when it was read.
ON_A_DATE: dict[str, Act] = {
    **{
        name: TO_A_PLACE[name][1]
        for name in ("cancel", "substitute", "move", "give up", "fewer places", "several")
    },
    "enrol": lambda at: enrol(at.colleague, at.event, actor=at.colleague, now=at.now),
    "wait": lambda at: join_waiting_list(at.colleague, at.event, actor=at.colleague, now=at.now),
    "colleagues": lambda at: book_colleagues(
        ColleagueGroup([Colleague("Sam Lee", "sam@work.example")], EnrolmentRequest(at.school)),
        at.event,
        actor=at.colleague,
        now=at.now,
    ),
    "office": lambda at: enrol_named(
        "Sam Lee",
        "sam@work.example",
        at.event,
        override="Asked for",
        actor=at.office,
        now=at.now,
    ),
    "import": lambda at: import_roster(
        at.event,
        [ImportRow(2, "Sam Lee", "sam@work.example")],
        override="Asked for",
        actor=at.office,
        now=at.now,
    ),
    "cancel the date": lambda at: cancel_event(at.event, actor=at.office, now=at.now, reason="Ill"),
    "offer the next": lambda at: cancel_and_offer_next(
        at.event, at.other, actor=at.office, now=at.now, reason="Ill"
    ),
    "move here": lambda at: move_enrolment(
        EnrolmentFactory(event=at.other, person=at.colleague),
        at.event,
        actor=at.colleague,
        now=at.now,
    ),
    "send here": lambda at: set_capacity(
        at.other,
        12,
        actor=at.office,
        now=at.now,
        moving=[Departure(EnrolmentFactory(event=at.other, person=at.colleague), at.event)],
    ),
    "offer here": lambda at: cancel_and_offer_next(
        at.other, at.event, actor=at.office, now=at.now, reason="Ill"
    ),
    "send several here": lambda at: apply_bulk_action(
        at.other,
        BulkRequest(
            BulkAction.MOVE,
            [EnrolmentFactory(event=at.other, person=at.colleague).ref],
            to_event=at.event,
        ),
        actor=at.office,
        now=at.now,
    ),
}


@pytest.mark.guard(
    "each action on a date looks at it again under the lock", where="training/enrolments/actions/"
)
@pytest.mark.parametrize("name", ON_A_DATE)
def test_a_date_that_has_begun_meanwhile_stays_as_it_is(name: str, scene: Scene) -> None:
    Event.objects.filter(pk=scene.event.pk).update(starts_at=scene.now)  # by somebody else
    Enrolment.objects.update(reconfirm_by=scene.now + timedelta(days=1))

    with pytest.raises(Refusal):
        ON_A_DATE[name](scene)

    scene.event.refresh_from_db()
    assert (scene.event.places_taken, scene.event.status) == (1, Event.Status.SCHEDULED)
    assert nothing_was_written()

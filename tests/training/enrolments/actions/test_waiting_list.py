"""Joining a waiting list, being offered a place, answering in time or not."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from core import clock
from core.jobs.worker import Worker
from core.models import Message
from tests.cast import make_event
from tests.factories.accounts import UserFactory
from tests.factories.framework import make_framework
from tests.refusals import refused
from tests.training.calendars import last_message
from training.courses.models import Course
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.waiting_list import (
    accept_offer,
    decline_offer,
    end_waiting,
    expire_offer,
    join_waiting_list,
    leave_waiting_list,
    offer_places,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.queries.waiting_list import (
    Position,
    events_owing_offers,
    offers_expired,
    position_of,
    waiting_over,
)
from training.events.models import Event
from training.framework.models import PersonRole

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
DAY = timedelta(hours=24)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Any:
    """Sets the database's time; at first the cast's."""

    def set_to(moment: datetime) -> datetime:
        monkeypatch.setattr(clock, "database_now", lambda: moment)
        return moment

    set_to(now)
    return set_to


@pytest.fixture
def full_event(open_event: Event, at: Any, now: datetime) -> Event:
    """Two places, both taken."""
    Event.objects.update(capacity=2)
    for _ in range(2):
        person = UserFactory()
        enrol(person, open_event, actor=person, now=now)
    open_event.refresh_from_db()
    return open_event


def wait(event: Event, now: datetime, person: User | None = None, **more: Any) -> Enrolment:
    person = person or UserFactory()
    return join_waiting_list(person, event, EnrolmentRequest(**more), actor=person, now=now)


def free_one(event: Event, now: datetime) -> None:
    """The first who holds a confirmed place gives it back."""
    row = Enrolment.objects.filter(event=event, status=Status.CONFIRMED).order_by("pk")[0]
    cancel_enrolment(row, actor=row.person, now=now)


def status_of(row: Enrolment) -> str:
    return Enrolment.objects.get(pk=row.pk).status


def actions_on(row: Enrolment) -> list[str]:
    entries = ModelLogEntry.objects.filter(label=row.ref).order_by("pk")
    return [entry.action.removeprefix("upstander.") for entry in entries]


# Joining


def test_joining_waits_behind_those_who_came_before(full_event: Event, now: datetime) -> None:
    first, second = wait(full_event, now), wait(full_event, now + timedelta(seconds=1))
    full_event.refresh_from_db()
    assert (first.status, second.waitlisted_at) == (Status.WAITING, now + timedelta(seconds=1))
    assert [position_of(row) for row in (first, second)] == [Position(1, of=2), Position(2, of=2)]
    assert full_event.places_taken == 2
    assert actions_on(second) == ["join_waiting_list"]
    message = last_message("waiting_joined")
    assert (message.to, message.not_after) == (second.person.email, full_event.starts_at)
    assert "2nd of 2 now" in message.body_text
    assert "24 hours, or 4 hours in the last 3 days before the date" in message.body_text
    assert first.person.name not in message.body_text


def test_joining_keeps_what_was_said(
    full_event: Event, member: User, school: Organisation, walsall: Area, now: datetime
) -> None:
    row = wait(
        full_event,
        now,
        member,
        organisation=school,
        area=walsall,
        manager_email="m@x.example",
        access_needs="Captions",
    )
    assert (row.organisation, row.area, row.access_needs) == (school, walsall, "Captions")


@pytest.mark.guard("nobody waits where places are free")
def test_nobody_waits_where_places_are_free(open_event: Event, at: Any, now: datetime) -> None:
    with refused("seats_free"):
        wait(open_event, now)
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": Event.Status.CANCELLED}, "event_cancelled"),
        ({"entry": Event.Entry.RESERVED}, "event_reserved"),
        ({"starts_at": datetime(2026, 11, 11, 10, tzinfo=clock.LONDON)}, "event_started"),
    ],
)
def test_nobody_waits_for_what_cannot_be_had(
    full_event: Event, now: datetime, change: dict[str, Any], code: str
) -> None:
    Event.objects.update(**change)
    with refused(code):
        wait(full_event, now)


@pytest.mark.guard("nobody waits twice, or beside a place")
def test_nobody_waits_twice_or_beside_a_place(full_event: Event, now: datetime) -> None:
    row = wait(full_event, now)
    holder = Enrolment.objects.filter(status=Status.CONFIRMED).first()
    assert holder
    for person in (row.person, holder.person):
        with refused("already_enrolled"):
            wait(full_event, now, person)


# Offers


@pytest.mark.guard("cancel", where="training/enrolments/actions/enrolment.py")
def test_a_place_goes_to_priority_roles_then_by_time(full_event: Event, now: datetime) -> None:
    regular = make_framework().groups["B"]
    full_event.course.priority_roles.add(regular)
    early, late = wait(full_event, now), UserFactory()
    PersonRole.objects.create(person=late, role_group=regular, since=now)
    first = wait(full_event, now + timedelta(hours=1), late)
    assert first.has_priority
    assert position_of(early) == Position(2, of=2)
    free_one(full_event, now)
    assert (status_of(first), status_of(early)) == (Status.OFFERED, Status.WAITING)
    assert "offer_place" in actions_on(first)
    free_one(full_event, now)
    assert status_of(early) == Status.OFFERED


@pytest.mark.guard("a party is offered together", where="training/enrolments/actions/offer.py")
def test_a_party_is_passed_over_until_all_of_it_fits(full_event: Event, now: datetime) -> None:
    together = [wait(full_event, now, group_ref="abc") for _ in range(2)]
    alone = wait(full_event, now + timedelta(seconds=1))
    assert [position_of(row).number for row in [*together, alone]] == [1, 2, 3]  # type: ignore[union-attr]
    free_one(full_event, now)
    assert [status_of(row) for row in together] == [Status.WAITING] * 2
    assert status_of(alone) == Status.OFFERED
    decline_offer(alone, actor=alone.person, now=now)
    assert not events_owing_offers(now).exists()
    free_one(full_event, now)
    assert [status_of(row) for row in together] == [Status.OFFERED] * 2


@pytest.mark.guard("one of a party leaves")
def test_one_of_a_party_leaves_and_the_rest_fit(full_event: Event, now: datetime) -> None:
    stays, leaves = (wait(full_event, now, group_ref="abc") for _ in range(2))
    free_one(full_event, now)
    leave_waiting_list(leaves, actor=leaves.person, now=now)
    assert (status_of(stays), status_of(leaves)) == (Status.OFFERED, Status.CANCELLED)


@pytest.mark.guard("an offer takes the place", where="training/enrolments/actions/offer.py")
def test_nobody_else_can_take_an_offered_place(full_event: Event, now: datetime) -> None:
    wait(full_event, now)
    free_one(full_event, now)
    full_event.refresh_from_db()
    passer_by = UserFactory()
    with refused("event_full"):
        enrol(passer_by, full_event, actor=passer_by, now=now)


@pytest.mark.parametrize(
    ("before_start", "held_for"), [(timedelta(days=4), DAY), (timedelta(days=2), DAY / 6)]
)
def test_an_offer_is_held_for_less_time_when_the_date_is_near(
    full_event: Event, at: Any, now: datetime, before_start: timedelta, held_for: timedelta
) -> None:
    row = wait(full_event, now)
    moment = at(full_event.starts_at - before_start)
    free_one(full_event, moment)
    row.refresh_from_db()
    assert row.held_until == moment + held_for
    assert last_message("offer_made").not_after == row.held_until


@pytest.fixture
def offer(full_event: Event, learner: User, now: datetime) -> Enrolment:
    """Amina's offer, good for a day; nobody waits behind her."""
    row = wait(full_event, now, learner)
    free_one(full_event, now)
    row.refresh_from_db()
    return row


@pytest.mark.guard("a yes twice is one yes")
def test_yes_in_time_is_a_place(offer: Enrolment, learner: User, now: datetime, at: Any) -> None:
    at(now + DAY - timedelta(microseconds=1))
    for _ in range(2):  # pressing twice is success twice
        done = accept_offer(offer, actor=learner, now=now)
        assert (done.status, done.held_until) == (Status.CONFIRMED, None)
    assert actions_on(offer) == ["join_waiting_list", "offer_place", "accept_offer"]
    assert last_message("enrolment_confirmed").calendar_method == "REQUEST"
    assert (
        Message.objects.filter(kind="enrolments/enrolment_confirmed", about=offer.ref).count() == 1
    )
    assert Event.objects.get().places_taken == 2
    with refused("offer_taken"):
        decline_offer(offer, actor=learner, now=now)


@pytest.mark.guard("an answer too late ends the offer")
@pytest.mark.guard("an offer past its time")
@pytest.mark.parametrize("answer", [accept_offer, decline_offer])
def test_an_answer_in_the_last_moment_or_later_is_too_late(
    offer: Enrolment, learner: User, now: datetime, at: Any, answer: Any
) -> None:
    following = wait(offer.event, now)
    late = at(now + DAY)  # nobody's worker has come round; the app's own clock is behind
    assert answer(offer, actor=learner, now=now).status == Status.EXPIRED
    assert status_of(offer) == Status.EXPIRED  # it was kept, not rolled back
    assert status_of(following) == Status.OFFERED
    assert actions_on(offer)[-1] == "expire_offer"
    assert "take a place or join the waiting list" in last_message("offer_expired").body_text
    assert "no longer on the waiting list" in last_message("offer_expired").body_text
    assert answer(offer, actor=learner, now=late).status == Status.EXPIRED
    assert Message.objects.filter(kind="enrolments/offer_expired").count() == 1


@pytest.mark.guard("a place kept meanwhile", where="training/enrolments/actions/replacement.py")
def test_yes_ends_the_place_kept_on_another_date(
    offer: Enrolment, learner: User, course: Course, regional: Area, now: datetime
) -> None:
    other = make_event(course, regional, capacity=1)
    kept = enrol(learner, other, actor=learner, now=now)
    behind = wait(other, now)
    Enrolment.objects.filter(pk=offer.pk).update(replaces=kept)
    offer.refresh_from_db()
    accept_offer(offer, actor=learner, now=now)
    assert status_of(offer) == Status.CONFIRMED
    assert (status_of(kept), status_of(behind)) == (Status.MOVED, Status.OFFERED)


@pytest.mark.guard("no to an offer")
def test_no_passes_the_place_on(offer: Enrolment, learner: User, now: datetime) -> None:
    following = wait(offer.event, now)
    for _ in range(2):
        assert decline_offer(offer, actor=learner, now=now).status == Status.DECLINED
    assert status_of(following) == Status.OFFERED
    assert Message.objects.filter(kind="enrolments/offer_declined").count() == 1
    with refused("enrolment_ended"):
        accept_offer(offer, actor=learner, now=now)


@pytest.mark.guard("only an offer is answered")
def test_an_offer_is_answered_only_once_there_is_one(full_event: Event, now: datetime) -> None:
    row = wait(full_event, now)
    for answer in (accept_offer, decline_offer):
        with refused("not_offered"):
            answer(row, actor=row.person, now=now)


def test_yes_may_need_a_manager_too(offer: Enrolment, learner: User, now: datetime) -> None:
    Course.objects.update(manager_approval=True)
    with refused("manager_needed"):
        accept_offer(offer, actor=learner, now=now)
    assert status_of(offer) == Status.OFFERED
    done = accept_offer(offer, actor=learner, now=now, manager_email="boss@work.example")
    assert (done.status, done.needs_manager) == (Status.AWAITING_APPROVAL, True)
    assert Event.objects.get().places_taken == 2
    assert accept_offer(offer, actor=learner, now=now).status == Status.AWAITING_APPROVAL


# Leaving


def test_leaving_ends_the_waiting_once(full_event: Event, now: datetime) -> None:
    row = wait(full_event, now)
    for _ in range(2):
        assert leave_waiting_list(row, actor=row.person, now=now).status == Status.CANCELLED
    assert actions_on(row) == ["join_waiting_list", "leave_waiting_list"]
    assert last_message("waiting_left").calendar == ""
    assert wait(full_event, now, row.person).status == Status.WAITING  # and may come back


def test_cancelling_for_somebody_who_waits_or_is_offered_is_never_late(
    full_event: Event, now: datetime
) -> None:
    offered, waits = wait(full_event, now), wait(full_event, now)
    free_one(full_event, now)
    day = full_event.starts_at - timedelta(hours=3)
    for row in (waits, offered):
        assert cancel_enrolment(row, actor=row.person, now=day).status == Status.CANCELLED
    assert last_message("waiting_left").to == waits.person.email


def test_leaving_an_offer_declines_it_and_a_place_is_not_left_so(
    offer: Enrolment, learner: User, now: datetime
) -> None:
    assert leave_waiting_list(offer, actor=learner, now=now).status == Status.DECLINED
    holder = Enrolment.objects.filter(status=Status.CONFIRMED).latest("pk")
    with refused("enrolment_ended"):
        leave_waiting_list(holder, actor=holder.person, now=now)


# What the worker does, on time or three days later


def test_a_worker_back_after_three_days_moves_the_offer_on_without_stale_mail(
    offer: Enrolment, learner: User, now: datetime, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = wait(offer.event, now)
    Message.objects.exclude(kind="enrolments/offer_made").delete()
    Message.objects.update(sent_at=now)
    late = at(now + 3 * DAY)
    monkeypatch.setattr(clock, "now", lambda: late)
    Worker().run_once()
    assert (status_of(offer), status_of(following)) == (Status.EXPIRED, Status.OFFERED)
    assert not Message.objects.filter(about=offer.ref, kind="enrolments/offer_made", sent_at=late)
    sent = Message.objects.filter(sent_at=late).values_list("kind", "about")
    assert set(sent) == {
        ("enrolments/offer_expired", offer.ref),
        ("enrolments/offer_made", following.ref),
    }
    monkeypatch.setattr(clock, "now", lambda: at(offer.event.starts_at))
    Worker().run_once()
    assert status_of(following) == Status.EXPIRED


def test_an_offer_is_due_to_expire_at_its_end(offer: Enrolment, now: datetime, at: Any) -> None:
    early, due = now + DAY - timedelta(microseconds=1), now + DAY
    assert not offers_expired(early).exists()
    at(early)
    assert expire_offer(offer, due).status == Status.OFFERED  # the database's time decides
    at(due)
    (row,) = offers_expired(due)
    for _ in range(2):
        assert expire_offer(row, due).status == Status.EXPIRED
    assert not offers_expired(due).exists()
    assert actions_on(offer)[-1] == "expire_offer"


@pytest.mark.guard("nothing is offered once begun", where="training/enrolments/actions/offer.py")
def test_the_list_closes_when_the_date_begins(full_event: Event, now: datetime, at: Any) -> None:
    row = wait(full_event, now)
    start = full_event.starts_at
    assert not waiting_over(start - timedelta(seconds=1)).exists()
    assert end_waiting(row, now).status == Status.WAITING
    at(start)
    (due,) = waiting_over(start)
    for _ in range(2):
        assert end_waiting(due, start).status == Status.EXPIRED
    assert actions_on(row)[-1] == "end_waiting"
    assert last_message("waiting_over").not_after == full_event.ends_at
    Enrolment.objects.filter(pk=row.pk).update(status=Status.WAITING)
    free_row = Enrolment.objects.filter(status=Status.CONFIRMED)[0]
    Event.objects.filter(pk=free_row.event_id).update(places_taken=1)
    assert offer_places(full_event, start) == []  # nothing is offered from then on

"""Booking places for colleagues, who say yes or no themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Membership, Organisation, User
from core import clock
from core.email_addresses import is_shared
from core.models import Message
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.colleague import (
    Colleague,
    ColleagueGroup,
    book_colleagues,
    take_back_enrolment,
)
from training.enrolments.actions.enrolment import cancel_enrolment
from training.enrolments.actions.event_cancel import cancel_and_offer_next
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.waiting_list import accept_offer, decline_offer, expire_offer
from training.enrolments.models import Enrolment
from training.enrolments.presenters.colleague import colleague_lines
from training.enrolments.queries.colleague import booked_on
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
Status = Enrolment.Status
SAM = Colleague("Sam Lee", "Sam@canalside.example")
TWO = [SAM, Colleague("Ade Obi", "ade@canalside.example")]


def book(
    event: Event,
    booker: User,
    school: Organisation,
    now: datetime,
    people: Sequence[Colleague] = TWO,
    **more: object,
) -> list[Enrolment]:
    may_wait = bool(more.pop("may_wait", False))
    request = EnrolmentRequest(school, **more)  # type: ignore[arg-type]
    group = ColleagueGroup(people, request, may_wait)
    return book_colleagues(group, event, actor=booker, now=now)


def assert_nothing_came_of_it(event: Event) -> None:
    event.refresh_from_db()
    assert event.places_taken == Enrolment.objects.count() == Message.objects.count() == 0
    assert not User.objects.filter(email__startswith="sam@").exists()


def test_each_colleague_has_a_place_held_until_they_answer(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    rows = book(open_event, booker, school, now)
    open_event.refresh_from_db()
    assert open_event.places_taken == 2
    for row in rows:
        assert (row.status, row.booked_by, row.organisation) == (Status.OFFERED, booker, school)
        assert row.held_until == now + timedelta(days=5)
        assert row.area == school.area
    sam = User.objects.get(email="sam@canalside.example")
    assert (sam.name, sam.has_usable_password()) == ("Sam Lee", False)
    message = Message.objects.get(to=sam.email)
    assert "Bola Booker has asked us to hold a place" in message.body_text
    assert f"/my/places/{rows[0].ref}/" in message.body_text
    assert ModelLogEntry.objects.filter(action="upstander.book_colleague").count() == 2


@pytest.mark.parametrize(
    ("starts_in", "held_for"), [(240, 120), (120, 48), (80, 24), (71, 4), (3, 3)], ids=str
)
def test_near_the_date_a_place_is_held_no_longer_than_any_offer(
    open_event: Event,
    booker: User,
    school: Organisation,
    now: datetime,
    starts_in: int,
    held_for: int,
) -> None:
    """Five days; not into the last three; there, four hours; never past the start."""
    Event.objects.update(starts_at=now + timedelta(hours=starts_in))
    (row,) = book(open_event, booker, school, now, [SAM])
    assert row.held_until == now + timedelta(hours=held_for)


def test_a_colleague_says_yes_or_no_alone(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    sam, ade = book(open_event, booker, school, now)
    assert accept_offer(sam, actor=sam.person, now=now).status == Status.CONFIRMED
    assert decline_offer(ade, actor=ade.person, now=now).status == Status.DECLINED
    open_event.refresh_from_db()
    assert open_event.places_taken == 1


def test_a_colleagues_yes_goes_on_to_the_manager(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    sam, _ = book(open_event, booker, school, now, manager_email="boss@canalside.example")
    row = accept_offer(sam, actor=sam.person, now=now)
    assert (row.status, row.needs_manager) == (Status.AWAITING_APPROVAL, True)
    assert Message.objects.filter(kind="enrolments/manager_asked").count() == 1


def test_an_account_that_exists_keeps_its_name(
    open_event: Event, booker: User, school: Organisation, learner: User, now: datetime
) -> None:
    (row,) = book(open_event, booker, school, now, [Colleague("Another Name", learner.email)])
    assert (row.person, row.person.name) == (learner, "Amina Rashid")


@pytest.mark.guard("all of them fit, or none is booked")
def test_all_or_nothing_when_they_do_not_all_fit(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    Event.objects.update(capacity=1)
    with refused("not_enough_seats", match=r"is 1 place left .* you named 2 people"):
        book(open_event, booker, school, now)
    assert_nothing_came_of_it(open_event)


def test_who_does_not_fit_may_wait_together(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    Event.objects.update(capacity=1)
    rows = book(open_event, booker, school, now, may_wait=True)
    open_event.refresh_from_db()
    assert open_event.places_taken == 0
    assert [row.status for row in rows] == [Status.WAITING, Status.WAITING]
    assert len({row.group_ref for row in rows} - {""}) == 1


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([SAM, SAM], "Person 2, Sam Lee: is named twice"),
        ([SAM, Colleague("The office", "office@canalside.example")], "Person 2, The office"),
        ([], "at least one person"),
    ],
)
def test_lines_that_will_not_do(
    open_event: Event,
    booker: User,
    school: Organisation,
    now: datetime,
    people: list[Colleague],
    words: str,
) -> None:
    with refused("colleagues", match=words):
        book(open_event, booker, school, now, people)
    assert_nothing_came_of_it(open_event)


@pytest.mark.guard("the cap for all of them")
@pytest.mark.parametrize("may_wait", [True, False])
def test_the_cap_holds_for_all_of_them(
    open_event: Event, booker: User, school: Organisation, now: datetime, may_wait: bool
) -> None:
    Course.objects.update(organisation_cap=1)
    Event.objects.update(capacity=1 if may_wait else 50)
    with refused("organisation_cap"):
        book(open_event, booker, school, now, may_wait=may_wait)
    assert_nothing_came_of_it(open_event)


def test_nobody_is_booked_on_what_has_started(
    open_event: Event, booker: User, school: Organisation
) -> None:
    with refused("event_started"):
        book(open_event, booker, school, open_event.starts_at)
    assert_nothing_came_of_it(open_event)


@pytest.mark.parametrize(
    ("email", "shared"),
    [
        ("office@school.example", True),
        ("School.Office@school.example", True),
        ("no-reply@school.example", True),
        ("DoNotReply+1@school.example", True),
        ("o.ffice.smith@school.example", False),
        ("sam.lee@school.example", False),
    ],
)
def test_addresses_that_are_nobodys_own(email: str, shared: bool) -> None:
    assert is_shared(email) is shared


def told(booker: User) -> list[Message]:
    rows = Message.objects.filter(kind="enrolments/colleague_not_coming", to=booker.email)
    return list(rows.order_by("pk"))


def test_the_booker_hears_who_said_no_and_who_did_not_answer(
    open_event: Event,
    booker: User,
    school: Organisation,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    User.objects.create(email="sam@canalside.example", name="Samantha Lee-Own")
    sam, ade = book(open_event, booker, school, now)
    decline_offer(sam, actor=sam.person, now=now)
    (said_no,) = told(booker)
    assert "Sam Lee has said no" in said_no.body_text
    assert "Samantha" not in said_no.body_text + said_no.subject
    assert sam.ref not in said_no.body_text
    monkeypatch.setattr(clock, "database_now", lambda: now + timedelta(days=9))
    expire_offer(ade, now + timedelta(days=9))
    assert "Ade Obi did not say yes in time" in told(booker)[1].body_text


@pytest.mark.parametrize(("by_booker", "mails"), [(False, 1), (True, 0)])
def test_the_booker_hears_that_somebody_who_said_yes_no_longer_comes(
    open_event: Event,
    booker: User,
    school: Organisation,
    now: datetime,
    by_booker: bool,
    mails: int,
) -> None:
    sam, _ = book(open_event, booker, school, now)
    row = accept_offer(sam, actor=sam.person, now=now)
    for _ in range(2):
        cancel_enrolment(row, actor=booker if by_booker else sam.person, now=now, reason="Flu")
    assert len(told(booker)) == mails  # who did it knows it
    for message in told(booker):
        assert "Sam Lee no longer has the place you booked for them." in message.body_text
        assert "Flu" not in message.body_text


def test_whoever_left_the_organisation_hears_no_more(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    sam, _ = book(open_event, booker, school, now)
    Membership.objects.filter(user=booker).update(state="left")
    decline_offer(sam, actor=sam.person, now=now)
    assert not told(booker)
    assert not booked_on(open_event, booker)


def put_in_line(row: Enrolment, _: Event, actor: User, now: datetime) -> Enrolment:
    leaves = [Departure(row, to_waiting=True)]
    set_capacity(row.event, 1, actor=actor, now=now, moving=leaves, reason="Small room")
    return row.replaced_by.get()


def wait_for_another(row: Enrolment, other: Event, _: User, now: datetime) -> Enrolment:
    Event.objects.filter(pk=other.pk).update(capacity=0)
    return move_enrolment(row, other, actor=row.person, now=now, to_waiting=True)


def cancel_its_date(row: Enrolment, other: Event, actor: User, now: datetime) -> Enrolment:
    cancel_and_offer_next(row.event, other, actor=actor, now=now, reason="No trainer")
    return row.replaced_by.get()


@pytest.mark.parametrize("change", [put_in_line, wait_for_another, cancel_its_date])
def test_what_somebody_said_yes_to_is_never_taken_back_whatever_became_of_it(
    open_event: Event,
    booker: User,
    school: Organisation,
    coordinator: User,
    now: datetime,
    change: Callable[[Enrolment, Event, User, datetime], Enrolment],
) -> None:
    sam, ade = book(open_event, booker, school, now)
    sam, ade = (accept_offer(one, actor=one.person, now=now) for one in (sam, ade))
    other = make_event(open_event.course, open_event.area)
    became = change(sam, other, coordinator, now)
    assert became.status in Enrolment.UNANSWERED
    with refused("answered"):
        take_back_enrolment(became, actor=booker, now=now)
    lines = colleague_lines(booked_on(became.event, booker))
    assert not any(one.may_take_back for one in lines)


@pytest.mark.guard("a colleague's place taken back")
def test_an_unanswered_place_is_taken_back_and_goes_to_the_next(
    open_event: Event, booker: User, school: Organisation, learner: User, now: datetime
) -> None:
    sam, ade = book(open_event, booker, school, now)
    accept_offer(ade, actor=ade.person, now=now)
    Event.objects.update(capacity=2)
    next_one = EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    for _ in range(2):
        row = take_back_enrolment(sam, actor=booker, now=now)
    next_one.refresh_from_db()
    assert (row.status, next_one.status) == (Status.CANCELLED, Status.OFFERED)
    message = Message.objects.get(kind="enrolments/colleague_taken_back")
    assert message.to == sam.person.email
    with refused("answered"):
        take_back_enrolment(ade, actor=booker, now=now)
    lines = colleague_lines(booked_on(open_event, booker))
    assert [(one.name, one.words, one.may_take_back) for one in lines] == [
        ("Sam Lee", "Cancelled", False),
        ("Ade Obi", "Is coming", False),
    ]

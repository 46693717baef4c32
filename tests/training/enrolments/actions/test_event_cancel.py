"""A cancelled date's people are offered the next one; few people on a date are a decision."""

from datetime import UTC, datetime

import pytest
from django.db.models import F
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from core.mail.message_types import is_still_needed
from core.models import Message
from tests.cast import make_event
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.refusals import refused
from tests.training.calendars import last_message
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.event_cancel import cancel_and_offer_next, cancel_event
from training.enrolments.actions.waiting_list import accept_offer, decline_offer
from training.enrolments.models import Enrolment
from training.events.actions.minimum import waive_minimum
from training.events.models import Event
from training.events.queries.minimum import events_short_of_people, is_short

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
JANUARY = datetime(2027, 1, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def later(course: Course, regional: Area) -> Event:
    return make_event(course, regional, starts_at=JANUARY, capacity=2)


def on(event: Event) -> list[tuple[str, str]]:
    rows = Enrolment.objects.filter(event=event, status__in=Enrolment.ACTIVE)
    return [(row.person.name, row.status) for row in rows.order_by("pk")]


def offer_next(event: Event, later: Event, actor: User, now: datetime) -> Event:
    return cancel_and_offer_next(event, later, actor=actor, now=now, reason="Trainer ill")


def test_places_are_offered_in_order_and_the_rest_come_first_in_line(
    open_event: Event,
    later: Event,
    places: list[Enrolment],
    learner: User,
    coordinator: User,
    now: datetime,
) -> None:
    EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    offer_next(open_event, later, coordinator, now)
    open_event.refresh_from_db()
    later.refresh_from_db()
    assert (open_event.status, open_event.places_taken, later.places_taken) == ("cancelled", 0, 2)
    assert on(open_event) == []
    assert on(later) == [
        ("P 0", "offered"),
        ("P 1", "offered"),
        ("P 2", "waiting"),
        ("Amina Rashid", "waiting"),
    ]


def test_what_others_hold_for_somebody_gives_no_second_place_and_takes_none(
    open_event: Event,
    later: Event,
    places: list[Enrolment],
    booker: User,
    coordinator: User,
    now: datetime,
) -> None:
    """Whoever names an address must not decide what becomes of its owner's place."""
    first, second, _ = places
    for event in (open_event, later):
        Event.objects.filter(pk=event.pk).update(places_taken=F("places_taken") + 1)
    named = {"booked_by": booker, "name_given": "Sam Lee", "status": Status.OFFERED}
    EnrolmentFactory(event=open_event, person=first.person, created_at=first.created_at, **named)
    EnrolmentFactory(event=later, person=second.person, **named)
    Event.objects.filter(pk=later.pk).update(capacity=4)
    offer_next(open_event, later, coordinator, now)
    later.refresh_from_db()
    assert later.places_taken == 4
    assert on(later) == [
        ("P 1", "offered"),
        ("P 0", "offered"),
        ("P 1", "offered"),
        ("P 2", "offered"),
    ]


def test_each_is_told_once_what_is_held_for_them(
    open_event: Event, later: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    Message.objects.all().delete()
    offer_next(open_event, later, coordinator, now)
    assert Message.objects.count() == 3
    message = last_message("next_event_offered")
    made = Enrolment.objects.get(event=later, person=places[1].person)
    assert (message.to, message.calendar_method) == (places[1].person.email, "CANCEL")
    assert "Monday 16 November 2026 at 10am" in message.body_text
    assert f"/my/places/{made.ref}/" in message.body_text
    assert "front of the waiting list" in last_message("next_event_list").body_text


def test_the_end_of_a_date_is_told_whatever_became_of_the_next(
    open_event: Event, later: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    offer_next(open_event, later, coordinator, now)
    Enrolment.objects.filter(event=later).update(status=Status.DECLINED)
    assert is_still_needed(last_message("next_event_offered"), now)
    assert is_still_needed(last_message("next_event_list"), now)


def test_each_says_yes_or_no_for_themselves(
    open_event: Event,
    later: Event,
    places: list[Enrolment],
    coordinator: User,
    now: datetime,
    database_clock: None,
) -> None:
    offer_next(open_event, later, coordinator, now)
    yes, no = Enrolment.objects.filter(event=later, status=Status.OFFERED).order_by("pk")
    assert accept_offer(yes, actor=yes.person, now=now).status == Status.CONFIRMED
    decline_offer(no, actor=no.person, now=now)
    assert on(later) == [("P 0", "confirmed"), ("P 2", "offered")]


def test_a_place_approved_once_is_not_asked_about_again(
    open_event: Event,
    later: Event,
    places: list[Enrolment],
    coordinator: User,
    now: datetime,
    database_clock: None,
) -> None:
    Course.objects.update(manager_approval=True)
    Enrolment.objects.filter(pk=places[1].pk).update(
        status=Status.AWAITING_APPROVAL,
        needs_manager=True,
        held_until=JANUARY,
        manager_email="boss@work.example",
    )
    offer_next(open_event, later, coordinator, now)
    for row in Enrolment.objects.filter(event=later, status=Status.OFFERED):
        accept_offer(row, actor=row.person, now=now)
    assert on(later)[:2] == [("P 0", "confirmed"), ("P 1", "awaiting_approval")]


def test_those_who_come_together_stay_together(
    open_event: Event, later: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    Enrolment.objects.filter(pk__in=[row.pk for row in places[1:]]).update(group_ref="together")
    offer_next(open_event, later, coordinator, now)
    assert on(later) == [("P 0", "offered"), ("P 1", "waiting"), ("P 2", "waiting")]


def test_who_is_on_the_next_date_already_is_told_and_no_more(
    open_event: Event, later: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    enrol(places[0].person, later, actor=coordinator, now=now)
    offer_next(open_event, later, coordinator, now)
    assert on(later) == [("P 0", "confirmed"), ("P 1", "offered"), ("P 2", "waiting")]
    assert last_message("event_cancelled").to == places[0].person.email


def test_twice_is_once(
    open_event: Event, later: Event, places: list[Enrolment], coordinator: User, now: datetime
) -> None:
    for _ in range(2):
        offer_next(open_event, later, coordinator, now)
    assert len(on(later)) == 3


@pytest.mark.guard("the next date is open, and of the same course")
def test_what_cannot_be_next(
    open_event: Event, later: Event, regional: Area, coordinator: User, now: datetime
) -> None:
    other = make_event(CourseFactory(), regional, starts_at=JANUARY)
    for wrong in (other, open_event):
        with refused("other_course_next"):
            offer_next(open_event, wrong, coordinator, now)
    with refused("event_started"):
        offer_next(open_event, later, coordinator, open_event.starts_at)
    cancel_event(later, actor=coordinator, now=now, reason="")
    with refused("event_cancelled"):
        offer_next(open_event, later, coordinator, now)
    Event.objects.filter(pk=open_event.pk).update(entry="reserved")
    with refused("event_reserved"):
        offer_next(open_event, later, coordinator, now)


# Too few people


def test_a_near_date_with_few_people_waits_for_a_decision(
    course: Course, open_event: Event, coordinator: User
) -> None:
    Course.objects.filter(pk=course.pk).update(group_min=6)
    early, near = datetime(2026, 11, 18, 12, tzinfo=UTC), datetime(2026, 11, 19, 12, tzinfo=UTC)
    assert not is_short(open_event, early)
    assert list(events_short_of_people(near)) == [open_event]
    for _ in range(2):
        waive_minimum(open_event, actor=coordinator, now=near, reason="Runs small")
    assert not is_short(open_event, near)
    assert ModelLogEntry.objects.filter(action="upstander.waive_minimum").count() == 1
    Event.objects.filter(pk=open_event.pk).update(minimum_waived_at=None)
    with refused("event_started"):
        waive_minimum(open_event, actor=coordinator, now=open_event.starts_at)


@pytest.mark.parametrize(
    "changed", [{"places_taken": 6}, {"entry": "reserved"}, {"status": "cancelled"}]
)
def test_other_dates_need_no_decision(
    course: Course, open_event: Event, changed: dict[str, object]
) -> None:
    Course.objects.filter(pk=course.pk).update(group_min=6)
    Event.objects.filter(pk=open_event.pk).update(**changed)
    assert not is_short(open_event, datetime(2026, 12, 1, 12, tzinfo=UTC))

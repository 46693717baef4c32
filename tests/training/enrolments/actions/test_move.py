"""A place moves to another date, and nobody is ever without both."""

from datetime import UTC, datetime

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from core.models import Message
from tests.cast import make_event, make_person
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.refusals import refused
from tests.training.calendars import entries_of, last_message
from training.courses.models import Course
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.waiting_list import accept_offer
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
JANUARY = datetime(2027, 1, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def later(course: Course, regional: Area) -> Event:
    """The same course on 7 January: one place."""
    return make_event(course, regional, starts_at=JANUARY, capacity=1)


@pytest.fixture
def place(open_event: Event, learner: User, now: datetime) -> Enrolment:
    made = enrol(
        learner, open_event, EnrolmentRequest(access_needs="Captions"), actor=learner, now=now
    )
    Message.objects.all().delete()
    return made


def fill(event: Event, person: User) -> Enrolment:
    Event.objects.filter(pk=event.pk).update(places_taken=event.capacity)
    return EnrolmentFactory(event=event, person=person)


def taken(*events: Event) -> list[int]:
    return [Event.objects.get(pk=event.pk).places_taken for event in events]


@pytest.mark.guard(
    "move: the new place is taken", where="training/enrolments/actions/replacement.py"
)
def test_a_place_moves_in_one_step(
    place: Enrolment, later: Event, learner: User, now: datetime
) -> None:
    moved = move_enrolment(place, later, actor=learner, now=now)
    place.refresh_from_db()
    assert (place.status, moved.status) == (Status.MOVED, Status.CONFIRMED)
    assert (moved.event, moved.replaces, moved.access_needs) == (later, place, "Captions")
    assert taken(place.event, later) == [0, 1]
    log = ModelLogEntry.objects.get(action="upstander.move_place")
    assert (log.label, log.user_id) == (place.ref, learner.pk)


def test_both_calendars_entries_are_brought_up_to_date(
    place: Enrolment, later: Event, learner: User, now: datetime
) -> None:
    moved = move_enrolment(place, later, actor=learner, now=now)
    new, old = last_message("enrolment_moved"), last_message("enrolment_left")
    assert (new.calendar_method, old.calendar_method) == ("REQUEST", "CANCEL")
    (added,), (gone,) = entries_of(new.calendar), entries_of(old.calendar)
    assert str(added["UID"]).endswith(moved.calendar_uid)
    assert str(gone["UID"]).endswith(place.calendar_uid)
    assert (gone["SEQUENCE"], gone["STATUS"]) == (1, "CANCELLED")


def test_moving_twice_is_moving_once(
    place: Enrolment, later: Event, learner: User, now: datetime
) -> None:
    first = move_enrolment(place, later, actor=learner, now=now)
    assert move_enrolment(place, later, actor=learner, now=now) == first
    assert taken(later) == [1]


@pytest.mark.guard("move")
def test_what_comes_free_is_offered_on(
    place: Enrolment, later: Event, learner: User, stranger: User, now: datetime
) -> None:
    Event.objects.filter(pk=place.event.pk).update(capacity=1)
    waiting = EnrolmentFactory(event=place.event, person=stranger, status=Status.WAITING)
    move_enrolment(place, later, actor=learner, now=now)
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert taken(place.event) == [1]


def test_a_full_date_is_refused_and_the_place_kept(
    place: Enrolment, later: Event, learner: User, stranger: User, now: datetime
) -> None:
    fill(later, stranger)
    with refused("event_full"):
        move_enrolment(place, later, actor=learner, now=now)
    place.refresh_from_db()
    assert place.status == Status.CONFIRMED
    assert taken(place.event, later) == [1, 1]
    assert not Message.objects.exists()


def test_waiting_for_a_full_date_keeps_the_place(
    place: Enrolment, later: Event, learner: User, stranger: User, now: datetime
) -> None:
    fill(later, stranger)
    waiting = move_enrolment(place, later, actor=learner, now=now, to_waiting=True)
    place.refresh_from_db()
    assert (place.status, waiting.status) == (Status.CONFIRMED, Status.WAITING)
    assert (waiting.replaces, waiting.waitlisted_at) == (place, now)
    assert last_message("put_on_list").calendar == ""


def test_the_place_kept_ends_when_the_new_one_is_firm(
    place: Enrolment,
    later: Event,
    learner: User,
    stranger: User,
    now: datetime,
    database_clock: None,
) -> None:
    Enrolment.objects.filter(pk=place.pk).update(manager_email="boss@work.example")
    there = fill(later, stranger)
    waiting = move_enrolment(place, later, actor=learner, now=now, to_waiting=True)
    cancel_enrolment(there, actor=stranger, now=now)
    place.refresh_from_db()
    assert place.status == Status.CONFIRMED
    accept_offer(Enrolment.objects.get(pk=waiting.pk), actor=learner, now=now)
    place.refresh_from_db()
    waiting.refresh_from_db()
    assert (place.status, waiting.status) == (Status.MOVED, Status.CONFIRMED)
    assert taken(place.event, later) == [0, 1]
    assert last_message("enrolment_left").to == learner.email
    to_manager = Message.objects.filter(to="boss@work.example").order_by("pk")
    assert [one.kind for one in to_manager] == [
        "enrolments/manager_told",
        "enrolments/manager_cancelled",
    ]
    assert later.when_words in to_manager[1].body_text


@pytest.mark.guard("move: not too late, nor once begun")
@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (datetime(2026, 12, 2, 9, tzinfo=UTC), "move_too_late"),
        (datetime(2026, 12, 3, 9, 30, tzinfo=UTC), "event_started"),
    ],
)
def test_it_can_be_too_late(
    place: Enrolment, later: Event, learner: User, moment: datetime, code: str
) -> None:
    with refused(code):
        move_enrolment(place, later, actor=learner, now=moment)


def test_the_office_moves_after_the_cut_off_and_to_any_course(
    place: Enrolment, regional: Area, coordinator: User
) -> None:
    other = make_event(CourseFactory(), regional, starts_at=JANUARY)
    late = datetime(2026, 12, 2, 9, tzinfo=UTC)
    moved = move_enrolment(place, other, actor=coordinator, now=late, reason="Asked by phone")
    assert moved.status == Status.CONFIRMED


def test_people_move_within_their_course_only(
    place: Enrolment, regional: Area, learner: User, now: datetime
) -> None:
    other = make_event(CourseFactory(), regional, starts_at=JANUARY)
    with refused("other_course"):
        move_enrolment(place, other, actor=learner, now=now)
    with refused("same_event"):
        move_enrolment(place, place.event, actor=learner, now=now)


@pytest.mark.guard("move: only a firm place, within the course")
def test_only_a_firm_place_is_the_persons_to_move(
    open_event: Event, later: Event, learner: User, coordinator: User, now: datetime
) -> None:
    offered = EnrolmentFactory(event=open_event, person=learner, status=Status.OFFERED)
    Event.objects.filter(pk=open_event.pk).update(places_taken=1)
    with refused("not_firm"):
        move_enrolment(offered, later, actor=learner, now=now)
    moved = move_enrolment(offered, later, actor=coordinator, now=now)
    assert (moved.status, moved.held_until is not None) == (Status.OFFERED, True)


@pytest.mark.guard("move: not to where one is")
def test_a_place_on_the_other_date_is_enough(
    place: Enrolment, later: Event, learner: User, now: datetime
) -> None:
    fill(later, learner)
    with refused("already_enrolled"):
        move_enrolment(place, later, actor=learner, now=now)


def test_other_people_stay_where_they_are(
    place: Enrolment, later: Event, learner: User, now: datetime
) -> None:
    other = enrol(make_person("o@work.example", "Other"), place.event, actor=learner, now=now)
    move_enrolment(place, later, actor=learner, now=now)
    other.refresh_from_db()
    assert (other.status, taken(place.event)) == (Status.CONFIRMED, [1])


@pytest.mark.guard("move: not to a closed date")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"status": "cancelled"}, "event_cancelled"),
        ({"status": "draft"}, "event_not_open"),
        ({"entry": "reserved"}, "event_reserved"),
        ({"starts_at": datetime(2026, 11, 11, 9, tzinfo=UTC)}, "event_started"),
    ],
)
def test_what_cannot_be_moved_to(
    place: Enrolment,
    later: Event,
    coordinator: User,
    now: datetime,
    changed: dict[str, object],
    code: str,
) -> None:
    """Not even the office moves people there."""
    Event.objects.filter(pk=later.pk).update(**changed)
    with refused(code):
        move_enrolment(place, later, actor=coordinator, now=now)


@pytest.mark.guard("move: the cap of the other date")
def test_an_organisation_keeps_to_its_cap_on_the_other_date(
    place: Enrolment,
    later: Event,
    school: Organisation,
    stranger: User,
    coordinator: User,
    now: datetime,
) -> None:
    Event.objects.filter(pk=later.pk).update(capacity=5)
    Course.objects.filter(pk=later.course_id).update(organisation_cap=1)
    Enrolment.objects.filter(pk=place.pk).update(organisation=school)
    EnrolmentFactory(event=later, person=stranger, organisation=school)
    with refused("organisation_cap"):
        move_enrolment(place, later, actor=place.person, now=now)
    assert move_enrolment(place, later, actor=coordinator, now=now).event == later

"""Whoever names another for a date learns nothing of them; the person named says yes first."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Organisation, User
from core.models import Message
from tests.cast import make_person
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.colleague import Colleague, ColleagueGroup, book_colleagues
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.substitution import substitute_named
from training.enrolments.actions.waiting_list import accept_offer, decline_offer
from training.enrolments.models import Enrolment
from training.enrolments.presenters.colleague import colleague_lines
from training.enrolments.queries.colleague import booked_on
from training.enrolments.queries.enrolment import active_enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
Status = Enrolment.Status
SAM = "sam@canalside.example"


def unknown(event: Event) -> None:
    """Nobody has the address."""


def known(event: Event) -> None:
    make_person(SAM, "Samantha Own")


def closed(event: Event) -> None:
    User.objects.create(email=SAM, name="Samantha Own", is_active=False)


def on_it(status: Enrolment.Status) -> Callable[[Event], None]:
    def act(event: Event) -> None:
        EnrolmentFactory(event=event, person=make_person(SAM, "Samantha Own"), status=status)

    return act


def booked_before(event: Event) -> None:
    EnrolmentFactory(
        event=event,
        person=make_person(SAM, "Samantha Own"),
        status=Status.OFFERED,
        name_given="Sam",
        booked_by=make_person("other@canalside.example", "Other"),
    )


def second_address(event: Event) -> None:
    person = make_person("samantha@home.example", "Samantha Own")
    EmailAddress.objects.create(user=person, email=SAM, verified=True, primary=False)
    EnrolmentFactory(event=event, person=person)


def came_before(event: Event) -> None:
    """Has been to the course that comes first."""
    first = event.course.prerequisites.get()
    before = EventFactory(course=first, area=event.area)
    EnrolmentFactory(event=before, person=make_person(SAM, "Samantha Own"), outcome="attended")


WHO = {
    "unknown": unknown,
    "known": known,
    "closed": closed,
    "confirmed": on_it(Status.CONFIRMED),
    "awaits approval": on_it(Status.AWAITING_APPROVAL),
    "offered": on_it(Status.OFFERED),
    "waits": on_it(Status.WAITING),
    "ended": on_it(Status.CANCELLED),
    "booked before": booked_before,
    "second address": second_address,
    "came before": came_before,
}


def book(event: Event, booker: User, school: Organisation, now: datetime, **more: object) -> object:
    group = ColleagueGroup(
        [Colleague("Sam Lee", SAM)], EnrolmentRequest(school, manager_email=SAM), **more
    )
    (row,) = book_colleagues(group, event, actor=booker, now=now)
    return row.status


def book_to_wait(event: Event, booker: User, school: Organisation, now: datetime) -> object:
    Event.objects.update(capacity=event.places_taken)
    return book(event, booker, school, now, may_wait=True)


def send_instead(event: Event, booker: User, school: Organisation, now: datetime) -> object:
    place = EnrolmentFactory(event=event, person=booker, organisation=school)
    return substitute_named(
        place, name="Sam Lee", email=SAM, manager_email=SAM, actor=booker, now=now
    ).status


DOORS = {"book": book, "book to wait": book_to_wait, "send instead": send_instead}


@pytest.mark.guard(
    "who names an address learns nothing of whose it is",
    where="training/enrolments/actions/eligibility.py",
)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", WHO)
def test_every_address_gets_the_same_answer(
    open_event: Event, booker: User, school: Organisation, now: datetime, door: str, who: str
) -> None:
    open_event.course.prerequisites.add(CourseFactory(title="First steps"))
    Course.objects.update(manager_approval=True)
    WHO[who](open_event)
    open_event.refresh_from_db()
    before = open_event.places_taken

    answer = DOORS[door](open_event, booker, school, now)

    open_event.refresh_from_db()
    waits = door == "book to wait"
    assert answer == (Status.WAITING if waits else Status.OFFERED)
    assert open_event.places_taken - before == (0 if waits else 1)
    (line,) = colleague_lines(booked_on(open_event, booker))
    words = "On the waiting list" if waits else "Has not answered yet: held until "
    assert (line.name, line.may_take_back) == ("Sam Lee", True)
    assert line.words.startswith(words)
    to_booker = Message.objects.filter(to=booker.email)
    assert not [one for one in to_booker if "Samantha" in one.body_text + one.subject]


@pytest.mark.parametrize(
    ("who", "is_told"), [("confirmed", True), ("waits", True), ("known", False)]
)
def test_the_person_named_alone_hears_that_they_are_on_the_date(
    open_event: Event, booker: User, school: Organisation, now: datetime, who: str, is_told: bool
) -> None:
    WHO[who](open_event)
    book(open_event, booker, school, now)
    message = Message.objects.get(kind="enrolments/colleague_offered")
    assert message.to == SAM
    assert ("You are on this date already" in message.body_text) is is_told


def test_nobody_has_two_places_of_one_date(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    sam = make_person(SAM, "Samantha Own")
    own = enrol(sam, open_event, actor=sam, now=now)
    book(open_event, booker, school, now)
    booked = Enrolment.objects.get(name_given="Sam Lee")
    with refused("already_enrolled", match="Say no to this one"):
        accept_offer(booked, actor=sam, now=now)
    assert active_enrolment(sam, open_event) == own
    decline_offer(booked, actor=sam, now=now)
    open_event.refresh_from_db()
    assert open_event.places_taken == 1


def test_whoever_waits_leaves_the_list_before_saying_yes(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    sam = make_person(SAM, "Samantha Own")
    EnrolmentFactory(event=open_event, person=sam, status=Status.WAITING)
    book(open_event, booker, school, now)
    with refused("already_enrolled", match="Leave it first"):
        accept_offer(Enrolment.objects.get(name_given="Sam Lee"), actor=sam, now=now)


@pytest.mark.guard(
    "a yes is asked whether the course is for this person",
    where="training/enrolments/actions/waiting_list.py",
)
def test_whom_the_course_is_not_for_hears_it_with_their_yes(
    open_event: Event, booker: User, school: Organisation, now: datetime
) -> None:
    open_event.course.prerequisites.add(CourseFactory(title="First steps"))
    book(open_event, booker, school, now)
    row = Enrolment.objects.get(name_given="Sam Lee")
    with refused("prerequisite", match="First steps"):
        accept_offer(row, actor=row.person, now=now)
    row.refresh_from_db()
    assert row.status == Status.OFFERED  # they may still ask the office, or say no


def test_two_who_book_the_same_person_hold_two_places_and_one_is_taken(
    open_event: Event, booker: User, member: User, school: Organisation, now: datetime
) -> None:
    for who in (booker, member):
        book(open_event, who, school, now)
    first, second = Enrolment.objects.filter(name_given="Sam Lee").order_by("pk")
    accept_offer(first, actor=first.person, now=now)
    with refused("already_enrolled"):
        accept_offer(second, actor=first.person, now=now + timedelta(hours=1))

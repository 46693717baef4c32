"""A place goes to a colleague."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import ModelLogEntry

from accounts.models import Organisation, User
from core import clock
from core.models import Message
from tests.cast import make_person
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.refusals import refused
from tests.training.calendars import entries_of, last_message
from training.courses.models import Course
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.substitution import substitute, substitute_named
from training.enrolments.actions.waiting_list import accept_offer, decline_offer, expire_offer
from training.enrolments.models import Enrolment
from training.enrolments.queries.colleague import booked_on
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
Status = Enrolment.Status


@pytest.fixture
def place(open_event: Event, member: User, school: Organisation, now: datetime) -> Enrolment:
    made = enrol(
        member, open_event, EnrolmentRequest(school, access_needs="Captions"), actor=member, now=now
    )
    Message.objects.all().delete()
    return made


def taken(event: Event) -> int:
    return Event.objects.get(pk=event.pk).places_taken


def test_a_colleague_is_asked_and_has_no_place_until_they_say_yes(
    place: Enrolment, member: User, booker: User, now: datetime
) -> None:
    made = substitute(place, booker, named="Bola", actor=member, now=now)
    place.refresh_from_db()
    assert (place.status, made.status) == (Status.SUBSTITUTED, Status.OFFERED)
    assert (made.person, made.organisation, made.replaces) == (booker, place.organisation, place)
    assert (made.access_needs, made.booked_by, made.name_given) == ("", member, "Bola")
    assert made.held_until == now + timedelta(days=5)
    assert taken(place.event) == 1
    log = ModelLogEntry.objects.get(action="upstander.substitute")
    assert (log.label, log.user_id) == (place.ref, member.pk)
    assert accept_offer(made, actor=booker, now=now).status == Status.CONFIRMED
    assert taken(place.event) == 1


def test_the_offices_stands_at_once(
    place: Enrolment, coordinator: User, booker: User, now: datetime
) -> None:
    made = substitute(place, booker, named="Bola", actor=coordinator, now=now)
    assert (made.status, made.name_given) == (Status.CONFIRMED, "")
    first, second = last_message("enrolment_passed_on"), last_message("enrolment_received")
    assert (second.to, second.calendar_method) == (booker.email, "REQUEST")
    assert str(entries_of(second.calendar)[0]["UID"]).endswith(made.calendar_uid)
    assert "We hold it for them" not in first.body_text


def test_both_are_told_and_the_calendar_of_who_gives_it(
    place: Enrolment, member: User, booker: User, now: datetime
) -> None:
    substitute(place, booker, named="Somebody", actor=member, now=now)
    first, second = last_message("enrolment_passed_on"), last_message("colleague_offered")
    assert (first.to, first.calendar_method) == (member.email, "CANCEL")
    assert "We hold it for them until" in first.body_text
    assert "has gone to Somebody." in first.body_text
    assert booker.name not in first.body_text  # an address tells nobody whose it is
    assert (second.to, second.calendar) == (booker.email, "")


@pytest.mark.parametrize("has_answered", [True, False])
def test_without_a_yes_the_place_goes_on_and_its_giver_hears_of_it(
    place: Enrolment,
    member: User,
    booker: User,
    learner: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    has_answered: bool,
) -> None:
    Enrolment.objects.filter(pk=place.pk).update(organisation=None)  # they need share none
    place.refresh_from_db()
    Event.objects.update(capacity=1)
    made = substitute(place, booker, named="Bola", actor=member, now=now)
    line = EnrolmentFactory(event=place.event, person=learner, status=Status.WAITING)
    if has_answered:
        decline_offer(made, actor=booker, now=now)
    else:
        monkeypatch.setattr(clock, "database_now", lambda: now + timedelta(days=6))
        expire_offer(made, now + timedelta(days=6))
    line.refresh_from_db()
    assert line.status == Status.OFFERED
    told = last_message("colleague_not_coming")
    said = "has said no" if has_answered else "did not say yes in time"
    assert told.to == member.email
    assert f"Bola {said}" in told.body_text
    assert [row.name_given for row in booked_on(place.event, member)] == ["Bola"]


def test_twice_is_once(place: Enrolment, member: User, booker: User, now: datetime) -> None:
    made = substitute(place, booker, named="Bola", actor=member, now=now)
    assert substitute(place, booker, named="Bola", actor=member, now=now) == made
    assert taken(place.event) == 1


def test_a_colleague_without_an_account_gets_one(
    place: Enrolment, member: User, now: datetime
) -> None:
    made = substitute_named(
        place, name="New Colleague", email="New@Canalside.example", actor=member, now=now
    )
    assert (made.person.name, made.person.email) == ("New Colleague", "new@canalside.example")
    assert not made.person.has_usable_password()
    assert EmailAddress.objects.filter(user=made.person, verified=False).exists()


@pytest.mark.guard("substitute: the colleague's manager")
def test_the_colleagues_manager_is_asked_where_the_course_asks(
    place: Enrolment, coordinator: User, booker: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    with refused("manager_needed"):
        substitute(place, booker, named="Bola", actor=coordinator, now=now)
    made = substitute(
        place,
        booker,
        named="Bola",
        actor=coordinator,
        now=now,
        manager_email="boss@work.example",
    )
    assert (made.status, made.needs_manager) == (Status.AWAITING_APPROVAL, True)
    assert taken(place.event) == 1
    assert Message.objects.filter(to="boss@work.example").exists()
    assert not Message.objects.filter(kind="enrolments/enrolment_received").exists()


def test_a_manager_hears_of_it_once_the_colleague_has_said_yes(
    place: Enrolment, member: User, booker: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    made = substitute(
        place, booker, named="Bola", actor=member, now=now, manager_email="boss@work.example"
    )
    assert not Message.objects.filter(to="boss@work.example").exists()
    made = accept_offer(made, actor=booker, now=now)
    assert (made.status, made.needs_manager) == (Status.AWAITING_APPROVAL, True)
    assert Message.objects.filter(to="boss@work.example").exists()


def test_nobody_is_made_their_own_manager(
    place: Enrolment, member: User, booker: User, now: datetime
) -> None:
    made = substitute(
        place, booker, named="Bola", actor=member, now=now, manager_email=booker.email
    )
    assert made.manager_email == ""


def test_a_manager_is_not_passed_on(
    place: Enrolment, member: User, booker: User, now: datetime
) -> None:
    Enrolment.objects.filter(pk=place.pk).update(manager_email="boss@work.example")
    assert substitute(place, booker, named="B", actor=member, now=now).manager_email == ""


def test_an_account_keeps_its_name(
    place: Enrolment, member: User, booker: User, now: datetime
) -> None:
    beside = EmailAddress(user=booker, email="bb@home.example", verified=True, primary=False)
    beside.save()
    made = substitute_named(place, name="Somebody", email=beside.email, actor=member, now=now)
    assert made.person.name == "Bola Booker"
    told = last_message("enrolment_passed_on")
    assert "has gone to Somebody." in told.body_text
    assert "Bola" not in told.body_text  # nor whose account the address belongs to


@pytest.mark.guard("substitute: prerequisites and eligibility")
def test_a_refused_colleague_gets_no_account(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    place.event.course.prerequisites.add(CourseFactory(title="The basics"))
    with refused("prerequisite", match="The basics"):
        substitute_named(
            place, name="New", email="new@canalside.example", actor=coordinator, now=now
        )
    assert not User.objects.filter(email="new@canalside.example").exists()
    place.refresh_from_db()
    assert place.status == Status.CONFIRMED


def test_a_closed_account_is_refused_to_the_office(
    place: Enrolment, coordinator: User, booker: User, now: datetime
) -> None:
    User.objects.filter(pk=booker.pk).update(is_active=False)
    with refused("person_closed"):
        substitute_named(place, name="B", email=booker.email, actor=coordinator, now=now)


@pytest.mark.guard("substitute: not the same person, nor one on the date")
def test_whom_it_cannot_go_to(
    place: Enrolment, member: User, coordinator: User, booker: User, now: datetime
) -> None:
    with refused("same_person"):
        substitute(place, member, named="Me", actor=member, now=now)
    EnrolmentFactory(event=place.event, person=booker, status=Status.WAITING)
    with refused("already_enrolled"):
        substitute(place, booker, named="Bola", actor=coordinator, now=now)


@pytest.mark.guard("substitute: not once the date has begun")
def test_up_to_the_start_and_no_later(place: Enrolment, member: User, booker: User) -> None:
    starts_at = place.event.starts_at
    with refused("event_started"):
        substitute(place, booker, named="Bola", actor=member, now=starts_at)
    made = substitute(
        place, booker, named="Bola", actor=member, now=starts_at - timedelta(minutes=1)
    )
    assert made.held_until == starts_at


@pytest.mark.guard("substitute: only a firm place")
def test_only_a_firm_place_goes_on(
    open_event: Event, place: Enrolment, booker: User, now: datetime
) -> None:
    offered = EnrolmentFactory(event=open_event, person=booker, status=Status.OFFERED)
    other = make_person("o@work.example", "Other")
    with refused("not_firm"):
        substitute(offered, other, named="Other", actor=booker, now=now)
    cancel_enrolment(place, actor=place.person, now=now)
    with refused("enrolment_ended"):
        substitute(place, other, named="Other", actor=place.person, now=now)

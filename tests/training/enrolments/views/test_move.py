"""Moving a place, sending a colleague, and the office doing so for someone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Area, User
from tests.cast import make_event
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.pages import queries_of_few_and_many
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.waiting_list import accept_offer
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
JANUARY = datetime(2027, 1, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def later(course: Course, regional: Area) -> Event:
    return make_event(course, regional, starts_at=JANUARY, capacity=1)


@pytest.fixture
def place(open_event: Event, learner: User, now: datetime) -> Enrolment:
    return enrol(learner, open_event, actor=learner, now=now)


def team(place: Enrolment, what: str) -> str:
    return f"/team/events/{place.event.ref}/people/{place.ref}/{what}/"


def of(person: User, *statuses: str) -> Enrolment:
    return Enrolment.objects.get(person=person, status__in=statuses)


# One's own place


@pytest.mark.parametrize("what", ["move", "colleague"])
def test_a_place_is_its_persons_alone(
    client: Client, place: Enrolment, stranger: User, what: str
) -> None:
    url = f"/my/places/{place.ref}/{what}/"
    assert client.get(url).status_code == 302
    client.force_login(stranger)
    for method in (client.get, client.post):
        assert method(url).status_code == 404


def test_the_page_names_other_dates_and_what_is_left(
    signed_in: Client, place: Enrolment, later: Event
) -> None:
    page = signed_in.get(f"/my/places/{place.ref}/move/").content.decode()
    assert later.when_words in page
    assert "1 place left" in page
    assert place.event.ref not in page


def test_a_person_moves(signed_in: Client, place: Enrolment, later: Event, learner: User) -> None:
    answer = send(signed_in, f"/my/places/{place.ref}/move/", date=later.ref)
    moved = of(learner, Status.CONFIRMED)
    assert answer.status_code == 302
    assert answer["Location"] == f"/my/places/{moved.ref}/"
    assert moved.event == later


def test_a_person_waits_for_a_full_date(
    signed_in: Client, place: Enrolment, later: Event, learner: User
) -> None:
    Event.objects.filter(pk=later.pk).update(places_taken=1)
    send(signed_in, f"/my/places/{place.ref}/move/", date=f"wait-{later.ref}")
    assert of(learner, Status.CONFIRMED) == place
    assert of(learner, Status.WAITING).event == later


def test_a_date_that_filled_up_meanwhile_is_refused(
    signed_in: Client, place: Enrolment, later: Event, learner: User
) -> None:
    url = f"/my/places/{place.ref}/move/"
    key = key_on(signed_in, url)
    Event.objects.filter(pk=later.pk).update(places_taken=1)
    assert send(signed_in, url, key=key, date=later.ref).status_code == 422
    assert of(learner, Status.CONFIRMED) == place


def test_a_person_sends_a_colleague(signed_in: Client, place: Enrolment) -> None:
    url = f"/my/places/{place.ref}/colleague/"
    answer = send(signed_in, url, name="Ned New", email="ned@work.example")
    assert answer.status_code == 302
    made = of(User.objects.get(email="ned@work.example"), Status.OFFERED)
    assert made.replaces == place
    page = signed_in.get(f"/dates/{place.event.ref}/").content.decode()
    assert "Ned New" in page
    assert "Has not answered yet: held until" in page
    assert signed_in.get(f"/my/places/{made.ref}/").status_code == 404


def test_the_page_of_a_passed_on_place_says_whether_it_was_taken(
    signed_in: Client, place: Enrolment, now: datetime
) -> None:
    send(signed_in, f"/my/places/{place.ref}/colleague/", name="Ned New", email="ned@work.example")
    url = f"/my/places/{place.ref}/"
    page = signed_in.get(url).content.decode()
    assert "You have passed this place on to Ned New" in page
    assert "Has not answered yet: held until" in page
    assert "theirs now" not in page
    made = of(User.objects.get(email="ned@work.example"), Status.OFFERED)
    accept_offer(made, actor=made.person, now=now)
    assert "Is coming." in signed_in.get(url).content.decode()


def test_nothing_named_is_asked_for(signed_in: Client, place: Enrolment) -> None:
    answer = send(signed_in, f"/my/places/{place.ref}/colleague/", name="", email="ned")
    assert answer.status_code == 422
    assert "Enter an email address" in answer.content.decode()


@pytest.mark.parametrize("what", ["move", "colleague"])
def test_what_has_ended_leads_back(signed_in: Client, place: Enrolment, what: str) -> None:
    Enrolment.objects.filter(pk=place.pk).update(status=Status.CANCELLED)
    answer = signed_in.get(f"/my/places/{place.ref}/{what}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/my/places/{place.ref}/")


def test_a_place_says_how_it_can_change(signed_in: Client, place: Enrolment) -> None:
    page = signed_in.get(f"/my/places/{place.ref}/").content.decode()
    assert f"/my/places/{place.ref}/move/" in page
    assert f"/my/places/{place.ref}/colleague/" in page


def test_close_to_the_day_no_other_date_is_promised(
    signed_in: Client, place: Enrolment, now: datetime
) -> None:
    Event.objects.filter(pk=place.event.pk).update(
        starts_at=now + timedelta(hours=20), ends_at=now + timedelta(hours=23)
    )
    Enrolment.objects.filter(pk=place.pk).update(changed_at=now - timedelta(days=9))
    page = signed_in.get(f"/my/places/{place.ref}/").content.decode()
    assert f"/my/places/{place.ref}/move/" not in page
    assert f"/my/places/{place.ref}/colleague/" in page


# For someone else


@pytest.mark.parametrize("what", ["cancel", "move", "colleague"])
def test_only_the_office_does_it_for_others(
    client: Client, place: Enrolment, learner: User, what: str
) -> None:
    client.force_login(learner)
    assert client.get(team(place, what)).status_code == 403


@pytest.mark.parametrize("what", ["cancel", "move", "colleague"])
def test_a_place_is_found_on_its_own_date_only(
    office: Client, place: Enrolment, later: Event, what: str
) -> None:
    assert office.get(f"/team/events/{later.ref}/people/{place.ref}/{what}/").status_code == 404


def test_the_office_cancels_with_a_reason(office: Client, place: Enrolment) -> None:
    assert send(office, team(place, "cancel"), reason="").status_code == 422
    assert send(office, team(place, "cancel"), reason="Asked by phone").status_code == 302
    place.refresh_from_db()
    assert place.status == Status.CANCELLED


def test_the_office_moves_to_any_course(
    office: Client, place: Enrolment, regional: Area, learner: User
) -> None:
    other = CourseFactory(slug="other", title="Other")
    there = make_event(other, regional, starts_at=JANUARY)
    url = f"{team(place, 'move')}?course=other"
    assert send(office, url, date=there.ref, reason="Wrong course").status_code == 302
    assert of(learner, Status.CONFIRMED).event == there


def test_the_office_sends_a_colleague(office: Client, place: Enrolment) -> None:
    url = team(place, "colleague")
    answers = {"name": "Ned", "email": "ned@work.example", "reason": "Ill"}
    assert send(office, url, **answers).status_code == 302
    assert of(User.objects.get(email="ned@work.example"), Status.CONFIRMED)


def test_dates_to_move_to_cost_the_same_for_any_number(
    signed_in: Client, place: Enrolment, course: Course, regional: Area
) -> None:
    def add(number: int) -> None:
        for day in range(number):
            starts_at = datetime(2027, number, day + 1, 9, 30, tzinfo=UTC)
            make_event(course, regional, starts_at=starts_at)

    assert len(queries_of_few_and_many(signed_in, f"/my/places/{place.ref}/move/", add)) == 1


# A place that is none to cancel


@pytest.mark.parametrize(
    ("status", "started", "tail"),
    [("waiting", False, "leave/"), ("offered", False, "no/"), ("confirmed", True, "")],
)
def test_what_is_no_place_to_cancel_leads_to_its_own_page(
    signed_in: Client, place: Enrolment, now: datetime, status: str, started: bool, tail: str
) -> None:
    until = now + timedelta(days=1)
    Enrolment.objects.update(status=status, waitlisted_at=now, held_until=until)
    if started:
        Event.objects.update(starts_at=now)
    response = signed_in.get(f"/my/places/{place.ref}/cancel/")
    assert response["Location"] == f"/my/places/{place.ref}/{tail}"


def test_an_offer_says_which_place_one_keeps_meanwhile(
    signed_in: Client, place: Enrolment, later: Event, learner: User, now: datetime
) -> None:
    offer = EnrolmentFactory(
        event=later,
        person=learner,
        status=Status.OFFERED,
        held_until=now + timedelta(days=1),
        replaces=place,
    )
    for tail in ("", "yes/"):
        page = signed_in.get(f"/my/places/{offer.ref}/{tail}").content.decode()
        assert f"You keep your place on {place.event.when_words}" in page

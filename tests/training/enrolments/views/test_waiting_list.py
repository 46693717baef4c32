"""Waiting for a place, through the pages."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Area, User
from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.framework import make_framework
from tests.factories.training import EnrolmentFactory
from tests.pages import page, queries_of_few_and_many
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def database_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Callable[[datetime], None]:
    """The database's time stands still too, until it is set."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "database_now", lambda: moment)
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(now)
    return set_to


@pytest.fixture
def full_event(open_event: Event, walsall: Area) -> Event:
    """One place, taken by somebody else; one other person waits."""
    EnrolmentFactory(event=open_event, person=UserFactory(name="Secret Holder"))
    EnrolmentFactory(event=open_event, person=UserFactory(name="Secret Waiter"), status="waiting")
    Event.objects.update(capacity=1, places_taken=1)
    open_event.refresh_from_db()
    return open_event


@pytest.fixture
def offer(full_event: Event, learner: User, now: datetime) -> Enrolment:
    """The learner holds an offer for ten minutes; nobody has the place itself."""
    Enrolment.objects.filter(status="confirmed").update(status=Status.CANCELLED)
    return EnrolmentFactory(
        event=full_event,
        person=learner,
        status="offered",
        waitlisted_at=now,
        held_until=now + TEN_MINUTES,
    )


def test_a_full_date_says_how_many_wait_and_how_to_join(client: Client, full_event: Event) -> None:
    shown = page(client, f"/dates/{full_event.ref}/")
    assert "1 person waits for a place" in shown
    assert f"/dates/{full_event.ref}/wait/" in shown
    assert "Secret" not in shown
    answer = client.get(f"/dates/{full_event.ref}/wait/")
    assert answer["Location"] == f"/accounts/login/?next=/dates/{full_event.ref}/wait/"


def test_joining_shows_where_one_stands(
    signed_in: Client, full_event: Event, learner: User
) -> None:
    url = f"/dates/{full_event.ref}/wait/"
    shown = page(signed_in, url)
    assert "24 hours, or 4 hours in the last 3 days before the date" in shown
    key = key_on(signed_in, url)
    answers = {"area": "335", "manager_email": "", "access_needs": ""}
    sent = [send(signed_in, url, key=key, **answers) for _ in range(2)]
    row = Enrolment.objects.get(person=learner)
    assert [response["Location"] for response in sent] == [f"/my/places/{row.ref}/"] * 2
    mine = page(signed_in, f"/my/places/{row.ref}/")
    assert "You are 2nd of 2 on the waiting list" in mine
    assert "Secret" not in mine
    assert "calendar.ics" not in mine
    Enrolment.objects.filter(person__name="Secret Waiter").delete()
    assert "You are 1st of 1" in page(signed_in, f"/my/places/{row.ref}/")
    assert signed_in.get(url).status_code == 302


def test_whose_roles_come_first_is_said(signed_in: Client, full_event: Event) -> None:
    full_event.course.priority_roles.add(make_framework().groups["B"])
    shown = page(signed_in, f"/dates/{full_event.ref}/wait/")
    assert "people in these roles are offered places first: Regular." in shown


def test_a_place_that_is_free_by_then_is_said_so(signed_in: Client, full_event: Event) -> None:
    url = f"/dates/{full_event.ref}/wait/"
    key = key_on(signed_in, url)
    Event.objects.update(places_taken=0)
    response = send(signed_in, url, key=key, area="335", manager_email="", access_needs="")
    assert response.status_code == 409
    assert "There are places on this date" in response.content.decode()


def test_leaving_the_list(signed_in: Client, full_event: Event, learner: User) -> None:
    row = EnrolmentFactory(event=full_event, person=learner, status="waiting")
    response = send(signed_in, f"/my/places/{row.ref}/leave/")
    assert response["Location"] == f"/my/places/{row.ref}/"
    row.refresh_from_db()
    assert row.status == Status.CANCELLED
    assert "You are off the waiting list" in page(signed_in, f"/my/places/{row.ref}/")


def test_an_offer_says_until_when_and_yes_takes_it(signed_in: Client, offer: Enrolment) -> None:
    own = f"/my/places/{offer.ref}/"
    shown = page(signed_in, own)
    assert "Wednesday 11 November 2026 at 10:10am" in shown
    assert 'data-countdown="2026-11-11T10:10:00+00:00"' in shown
    assert signed_in.get(f"{own}yes/").status_code == 200  # a look changes nothing
    offer.refresh_from_db()
    assert offer.status == Status.OFFERED
    key = key_on(signed_in, own)  # the button is on the page itself
    sent = [send(signed_in, f"{own}yes/", key=key) for _ in range(2)]
    assert [response.status_code for response in sent] == [302, 302]
    shown = page(signed_in, own)
    assert "The place is yours" in shown
    offer.refresh_from_db()
    assert offer.status == Status.CONFIRMED


def test_no_lets_it_go_to_the_next(signed_in: Client, offer: Enrolment) -> None:
    send(signed_in, f"/my/places/{offer.ref}/no/")
    shown = page(signed_in, f"/my/places/{offer.ref}/")
    assert "Thank you for telling us" in shown
    assert "This place was declined" in shown
    assert Enrolment.objects.get(status="offered").person.name == "Secret Waiter"
    assert "Secret" not in shown


def test_an_offer_that_ran_out_says_so(
    signed_in: Client, offer: Enrolment, now: datetime, database_clock: Callable[[datetime], None]
) -> None:
    own = f"/my/places/{offer.ref}/"
    key = key_on(signed_in, own)
    database_clock(now + TEN_MINUTES)
    shown = page(signed_in, own)
    assert "The offer of a place ran out" in shown
    assert "form_key" not in shown
    response = send(signed_in, f"{own}yes/", key=key)
    assert response["Location"] == own
    shown = page(signed_in, own)
    assert "The time to answer had run out" in shown
    assert "join the waiting list" in shown
    assert signed_in.get(f"{own}yes/")["Location"] == own


def test_a_course_with_approval_asks_for_the_manager(
    signed_in: Client, offer: Enrolment, learner: User
) -> None:
    Course.objects.update(manager_approval=True)
    own = f"/my/places/{offer.ref}/"
    assert "form_key" not in page(signed_in, own)
    EmailAddress.objects.create(user=learner, email="home@mail.example", verified=True)
    for address in (learner.email, "Home@mail.example"):
        refused = send(signed_in, f"{own}yes/", manager_email=address)
        assert refused.status_code == 422
        assert "your manager&#x27;s email address, not your own" in refused.content.decode()
    send(signed_in, f"{own}yes/", manager_email="boss@work.example")
    assert "waits for approval" in page(signed_in, own)


@pytest.mark.parametrize("what", ["", "yes/", "no/", "leave/"])
def test_a_link_sent_on_shows_nothing(
    client: Client, stranger: User, offer: Enrolment, what: str
) -> None:
    client.force_login(stranger)
    assert client.get(f"/my/places/{offer.ref}/{what}").status_code == 404
    assert client.post(f"/my/places/{offer.ref}/{what}").status_code == 404


def test_a_long_list_takes_no_more_queries(
    signed_in: Client, full_event: Event, learner: User
) -> None:
    row = EnrolmentFactory(event=full_event, person=learner, status="waiting")

    def add(number: int) -> None:
        for _ in range(number):
            EnrolmentFactory(event=full_event, person=UserFactory(), status="waiting")

    assert len(queries_of_few_and_many(signed_in, f"/my/places/{row.ref}/", add)) == 1

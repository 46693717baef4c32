"""The office's screens for two accounts of one person."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, User
from tests.cast import NOW, join
from tests.factories.training import EnrolmentFactory
from tests.training.forms_sent import key_on, send
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def url(learner: User, stranger: User) -> str:
    return f"/team/people/{learner.ref}/merge/{stranger.ref}/"


def words(client: Client, address: str) -> str:
    """A page, its white space as one reads it."""
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize("who", ["learner", "booker", "facilitator_user", "report_viewer"])
def test_only_the_office_merges(
    client: Client, url: str, learner: User, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    for address in (url, f"/team/people/{learner.ref}/merge/"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403


def test_the_other_account_is_looked_up(
    office: Client, learner: User, stranger: User, url: str
) -> None:
    start = f"/team/people/{learner.ref}/merge/"
    assert start in words(office, f"/team/people/{learner.ref}/")

    found = words(office, f"{start}?q=e")
    assert "Enter at least 3 characters" in found
    assert url in words(office, f"{start}?q=stranger")
    assert url not in words(office, f"{start}?q=amina")
    assert "Nobody else found" in words(office, f"{start}?q=amina")


@pytest.mark.guard("merge: the dry run writes nothing")
def test_one_sees_what_would_move_before_it_does(
    office: Client, url: str, learner: User, stranger: User, open_event: Event, school: Organisation
) -> None:
    EnrolmentFactory(event=open_event, person=stranger)
    EnrolmentFactory(
        event=open_event, person=learner, status=Enrolment.Status.WAITING, waitlisted_at=NOW
    )
    Event.objects.update(places_taken=1)
    join(stranger, school, "member")
    before = list(User.objects.values("pk", "email", "is_active"))

    page = words(office, url)

    assert "Places on dates: 1" in page
    assert "Organisations: 1" in page
    assert "confirmed stays, on the waiting list ends" in page
    assert "This cannot be undone" in page
    assert "its private calendar address stops working" in page
    assert list(User.objects.values("pk", "email", "is_active")) == before


def test_the_button_merges_once(office: Client, url: str, learner: User, stranger: User) -> None:
    key = key_on(office, url)

    for _ in range(2):
        answer = send(office, url, key)

    assert answer["Location"] == f"/team/people/{learner.ref}/"
    stranger.refresh_from_db()
    assert not stranger.is_active
    old = office.get(f"/team/people/{stranger.ref}/")
    assert old["Location"] == f"/team/people/{learner.ref}/"


def test_a_person_of_the_team_is_refused_with_the_reason(
    office: Client, learner: User, lead: User
) -> None:
    url = f"/team/people/{learner.ref}/merge/{lead.ref}/"
    assert "One of these accounts is of the team" in words(office, url)
    assert "Merge the accounts" not in words(office, url)

    assert send(office, url).status_code == 409


def test_a_look_costs_the_same_however_much_moves(
    office: Client, url: str, stranger: User, open_event: Event, school: Organisation
) -> None:
    office.get(url)
    with CaptureQueriesContext(connection) as before:
        office.get(url)
    EnrolmentFactory(event=open_event, person=stranger)
    join(stranger, school, "member")
    with CaptureQueriesContext(connection) as after:
        office.get(url)
    assert len(before) == len(after)

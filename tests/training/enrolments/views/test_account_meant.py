"""An address typed with a name whose account has another: every door of the office asks first."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from accounts.models import Area, User
from core.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from tests.training.forms_sent import KEY, send
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
MEANT = re.compile(r'name="meant"\s+value="([^"]+)"')
HIDDEN = re.compile(r'name="(people|override)"(?: value="([^"]*)")?')


@dataclass
class Door:
    """A form that takes a name and an address, and the press of its button."""

    client: Client
    event: Event
    press: Callable[[str, str, list[str]], HttpResponse]

    def put(self, name: str, email: str, *meant: str) -> str:
        """Enter somebody, say who is meant; the page that answers."""
        Message.objects.all().delete()
        answer = self.press(name, email, list(meant))
        return " ".join(answer.content.decode().split())

    def on_it(self, person: User) -> bool:
        return Enrolment.objects.filter(
            event=self.event, person=person, status__in=Enrolment.ACTIVE
        ).exists()


@pytest.fixture(params=["add", "substitute", "import"])
def door(request: pytest.FixtureRequest, office: Client, open_event: Event) -> Door:
    url = f"/team/events/{open_event.ref}/"

    def add(name: str, email: str, meant: list[str]) -> HttpResponse:
        return send(office, f"{url}people/add/", name=name, email=email, meant=meant)

    def substitute(name: str, email: str, meant: list[str]) -> HttpResponse:
        row = Enrolment.objects.filter(event=open_event, status="confirmed").first()
        place = row or EnrolmentFactory(event=open_event, person=UserFactory())
        Event.objects.update(places_taken=1)
        there = f"{url}people/{place.ref}/colleague/"
        return send(office, there, name=name, email=email, reason="They asked", meant=meant)

    def put_in_file(name: str, email: str, meant: list[str]) -> HttpResponse:
        file = SimpleUploadedFile("people.csv", f'Name,Email\n"{name}",{email}\n'.encode())
        page = send(office, f"{url}import/", file=file)
        text = page.content.decode()
        if not (key := KEY.search(text)) or page.status_code != 200:
            return page
        answers = {**dict(HIDDEN.findall(text)), "form_key": key[1], "meant": meant}
        return office.post(f"{url}import/check/", answers)  # type: ignore[return-value]

    presses = {"add": add, "substitute": substitute, "import": put_in_file}
    return Door(office, open_event, presses[request.param])


@pytest.mark.guard(
    "an address with another name: asked before anything is done",
    where="accounts/actions/person.py",
)
def test_another_name_is_asked_about_before_anything_is_done(door: Door, learner: User) -> None:
    page = door.put("Totally Different", learner.email)

    assert f"Yes, Amina Rashid, {learner.email}" in page
    assert not door.on_it(learner)
    assert not Message.objects.exists()


def test_whoever_is_meant_gets_the_place_once_it_is_said(door: Door, learner: User) -> None:
    (asked,) = MEANT.findall(door.put("Totally Different", learner.email))

    door.put("Totally Different", learner.email, asked)

    assert door.on_it(learner)
    assert Message.objects.filter(to=learner.email).exists()


def test_a_yes_is_of_one_account_alone(door: Door, learner: User, stranger: User) -> None:
    (asked,) = MEANT.findall(door.put("Totally Different", learner.email))

    page = door.put("Totally Different", stranger.email, asked)

    assert "Yes, Sam Stranger" in page
    assert not door.on_it(stranger)


@pytest.mark.parametrize("name", ["Amina Rashid", "RASHID, Amina", "A. Rashid", "Dr Amína Rashid"])
def test_ways_to_write_one_name_are_not_asked_about(door: Door, learner: User, name: str) -> None:
    assert not MEANT.findall(door.put(name, learner.email))
    assert door.on_it(learner)


def test_an_address_confirmed_beside_the_first_is_its_persons_too(
    door: Door, learner: User
) -> None:
    other = "amina@home.example"
    EmailAddress.objects.create(user=learner, email=other, verified=True, primary=False)

    page = door.put("Totally Different", other)

    assert "Yes, Amina Rashid" in page
    assert not door.on_it(learner)


def test_a_local_office_is_asked_without_the_name_of_somebody_it_may_not_know(
    local_lead: User, birmingham: Area, learner: User, door: Door
) -> None:
    Event.objects.update(area=birmingham)
    door.client.force_login(local_lead)

    page = door.put("Totally Different", learner.email)

    assert f"Yes, somebody with another name, {learner.email}" in page
    assert "Amina" not in page


def test_two_addresses_of_one_person_are_one_person(
    office: Client, open_event: Event, learner: User
) -> None:
    EmailAddress.objects.create(
        user=learner, email="amina@home.example", verified=True, primary=False
    )
    text = f"Name,Email\nAmina Rashid,{learner.email}\nAmina Rashid,amina@home.example\n"
    file = SimpleUploadedFile("people.csv", text.encode())

    page = send(office, f"/team/events/{open_event.ref}/import/", file=file)

    assert page.status_code == 422
    assert "The same person as in row 2, by another address" in page.content.decode()


def test_another_name_is_asked_anew(office: Client, open_event: Event, learner: User) -> None:
    url = f"/team/events/{open_event.ref}/people/add/"
    page = send(office, url, name="Totally Different", email=learner.email)
    asked = MEANT.findall(page.content.decode())

    page = send(office, url, name="Somebody Else", email=learner.email, meant=asked)

    assert page.status_code == 409
    assert not Enrolment.objects.exists()

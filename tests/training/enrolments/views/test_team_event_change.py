"""The office changes a date: places, few people, cancelling it; and people answer a move."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Area, User
from core import clock
from tests.cast import make_event
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory, add_version
from tests.pages import queries_of_few_and_many
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
JANUARY = datetime(2027, 1, 7, 9, 30, tzinfo=UTC)


@pytest.fixture
def later(course: Course, regional: Area) -> Event:
    return make_event(course, regional, starts_at=JANUARY, capacity=2)


def page(event: Event, what: str) -> str:
    return f"/team/events/{event.ref}/{what}/"


@pytest.mark.parametrize("what", ["capacity", "minimum", "move", "version"])
def test_only_the_office_changes_dates(
    client: Client, open_event: Event, learner: User, what: str
) -> None:
    client.force_login(learner)
    assert client.get(page(open_event, what)).status_code == 403
    assert client.post(page(open_event, what)).status_code == 403


def test_more_places_at_once(office: Client, open_event: Event) -> None:
    assert send(office, page(open_event, "capacity"), capacity="60").status_code == 302
    open_event.refresh_from_db()
    assert open_event.capacity == 60


def test_fewer_than_are_taken_leads_to_who_leaves(
    office: Client, open_event: Event, later: Event, places: list[Enrolment]
) -> None:
    answer = send(office, page(open_event, "capacity"), capacity="1")
    assert answer["Location"] == f"{page(open_event, 'capacity')}?places=1"
    url = answer["Location"]
    names = office.get(url).content.decode()
    assert names.index("P 2") < names.index("P 0")
    assert send(office, url, reason="Small room").status_code == 409
    chosen = {places[2].ref: later.ref, places[1].ref: "wait"}
    assert send(office, url, reason="Small room", **chosen).status_code == 302
    found = Enrolment.objects.filter(status__in=Enrolment.ACTIVE).order_by("person__name")
    assert [(row.event_id, row.status) for row in found] == [
        (open_event.pk, Status.CONFIRMED),
        (open_event.pk, Status.WAITING),
        (later.pk, Status.CONFIRMED),
    ]


def test_who_leaves_costs_the_same_for_any_number(
    office: Client, open_event: Event, now: datetime
) -> None:
    url = f"{page(open_event, 'capacity')}?places=1"
    assert office.get(url).status_code == 302  # nobody has to leave

    def add(number: int) -> None:
        for person in UserFactory.create_batch(number + 1):
            enrol(person, open_event, actor=person, now=now)

    assert len(queries_of_few_and_many(office, url, add)) == 1


def test_a_date_with_few_people_asks_and_is_decided(
    office: Client, course: Course, open_event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    Course.objects.filter(pk=course.pk).update(group_min=6)
    near = datetime(2026, 12, 1, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: near)
    url = f"/team/events/{open_event.ref}/"
    assert page(open_event, "minimum") in office.get(url).content.decode()
    assert send(office, page(open_event, "minimum"), reason="It is new").status_code == 302
    assert page(open_event, "minimum") not in office.get(url).content.decode()


def test_cancelling_shows_who_gets_what_before_it_does_it(
    office: Client, open_event: Event, later: Event, places: list[Enrolment]
) -> None:
    url = f"{page(open_event, 'cancel')}?next={later.ref}"
    shown = office.get(url).content.decode()
    assert "P 1: a place is held" in shown
    assert "P 2: waiting list" in shown
    assert Enrolment.objects.filter(event=later).count() == 0
    assert send(office, url, reason="Trainer ill").status_code == 302
    assert Enrolment.objects.filter(event=later, status=Status.OFFERED).count() == 2


def test_cancelling_only(office: Client, open_event: Event, places: list[Enrolment]) -> None:
    assert send(office, page(open_event, "cancel"), reason="Trainer ill").status_code == 302
    open_event.refresh_from_db()
    assert open_event.status == "cancelled"


# Still coming?


@pytest.fixture
def asked(
    client: Client, places: list[Enrolment], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Enrolment:
    monkeypatch.setattr(clock, "database_now", lambda: now)
    Enrolment.objects.filter(pk=places[0].pk).update(reconfirm_by=now + timedelta(days=5))
    client.force_login(places[0].person)
    return Enrolment.objects.get(pk=places[0].pk)


@pytest.mark.parametrize(("answer", "status"), [("yes", "confirmed"), ("no", "cancelled")])
def test_people_say_whether_they_still_come(
    client: Client, asked: Enrolment, answer: str, status: str
) -> None:
    url = f"/my/places/{asked.ref}/keep/"
    assert url in client.get(f"/my/places/{asked.ref}/").content.decode()
    assert "Monday 16 November 2026 at 10am" in client.get(url).content.decode()
    assert send(client, url, answer=answer).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.reconfirm_by) == (status, None)
    assert client.get(url)["Location"] == f"/my/places/{asked.ref}/"


def test_looking_changes_nothing_and_others_see_nothing(
    client: Client, asked: Enrolment, stranger: User
) -> None:
    url = f"/my/places/{asked.ref}/keep/"
    client.get(url)
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    asked.refresh_from_db()
    assert asked.reconfirm_by is not None


def test_a_date_of_an_older_version_says_so_and_may_run_the_newest(
    office: Client, open_event: Event
) -> None:
    detail, url = f"/team/events/{open_event.ref}/", page(open_event, "version")
    assert office.get(url)["Location"] == detail
    assert "is taught from now on" not in office.get(detail).content.decode()
    add_version(open_event.course, minutes=180, outcomes=["Lead others."])

    assert "Version 2 is taught from now on." in office.get(detail).content.decode()
    assert url in office.get(detail).content.decode()
    assert "Lead others." in office.get(url).content.decode()
    assert "Lead others." not in office.get(f"/dates/{open_event.ref}/").content.decode()
    assert send(office, url).status_code == 302

    assert url not in office.get(detail).content.decode()
    assert "Lead others." in office.get(f"/dates/{open_event.ref}/").content.decode()


def test_a_date_with_people_says_why_it_keeps_its_version(
    office: Client, open_event: Event, learner: User
) -> None:
    url = page(open_event, "version")
    add_version(open_event.course, minutes=180)
    key = key_on(office, url)
    EnrolmentFactory(event=open_event, person=learner)

    text = office.get(f"/team/events/{open_event.ref}/").content.decode()
    assert "People on this date were told what version 1 says" in text
    assert url not in text
    refused = send(office, url, key)
    assert refused.status_code == 409
    assert "Nobody is on it" not in refused.content.decode()
    assert office.get(url)["Location"] == f"/team/events/{open_event.ref}/"


def test_an_older_version_takes_as_many_queries_for_many_people(
    office: Client, open_event: Event, django_assert_max_num_queries: Any
) -> None:
    add_version(open_event.course, minutes=180)
    url = f"/team/events/{open_event.ref}/"
    office.get(url)
    with django_assert_max_num_queries(30) as none:
        office.get(url)
    for person in UserFactory.create_batch(3):
        EnrolmentFactory(event=open_event, person=person)
    with django_assert_max_num_queries(30) as three:
        office.get(url)
    assert len(three) - len(none) <= 1

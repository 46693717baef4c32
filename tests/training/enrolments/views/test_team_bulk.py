"""One thing for several people of a date: all of them, or nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Area, User
from core.models import Message
from tests.cast import NOW, make_event
from tests.factories.registers import people
from tests.factories.training import EnrolmentFactory
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


@pytest.fixture
def url(open_event: Event) -> str:
    return f"/team/events/{open_event.ref}/people/several/"


@pytest.fixture
def other_event(course: Course, regional: Area) -> Event:
    return make_event(course, regional, starts_at=datetime(2027, 1, 14, 9, 30, tzinfo=UTC))


def on(event: Event, *who: User, status: str = Status.CONFIRMED, **more: Any) -> list[Enrolment]:
    """Places that count."""
    rows = [EnrolmentFactory(event=event, person=one, status=status, **more) for one in who]
    held = event.enrolments.filter(status__in=Enrolment.HOLDING).count()
    Event.objects.filter(pk=event.pk).update(places_taken=held)
    return rows


def refs(rows: list[Enrolment]) -> list[str]:
    return [row.ref for row in rows]


def states(rows: list[Enrolment]) -> list[str]:
    found = Enrolment.objects.filter(pk__in=[row.pk for row in rows])
    return [str(status) for status in found.order_by("pk").values_list("status", flat=True)]


def look_and_do(client: Client, url: str, **answers: Any) -> HttpResponse:
    """See what would happen, then press the button of that page twice."""
    key = key_on(client, url)
    page = send(client, url, key, **answers)
    assert page.status_code == 200
    send(client, url, key, **answers, is_checked="yes")
    return send(client, url, key, **answers, is_checked="yes")


def test_the_page_is_the_offices(client: Client, url: str, facilitator_user: User) -> None:
    client.force_login(facilitator_user)
    assert client.get(url).status_code == client.post(url).status_code == 403


def test_a_look_changes_nothing_and_names_them(office: Client, url: str, open_event: Event) -> None:
    rows = on(open_event, *people(3))

    page = send(office, url, do="cancel", people=refs(rows[:2]), reason="Flood").content.decode()

    assert "Cancel 2 places?" in page
    assert rows[0].person.name in page
    assert rows[2].person.name not in page
    assert states(rows) == [Status.CONFIRMED] * 3


def test_several_are_cancelled_and_told_once(office: Client, url: str, open_event: Event) -> None:
    Event.objects.update(capacity=2)
    one, two, waits = people(3)
    rows = on(open_event, one, two)
    (waiting,) = on(open_event, waits, status=Status.WAITING, waitlisted_at=NOW)

    look_and_do(office, url, do="cancel", people=refs(rows), reason="Flood")

    assert states(rows) == [Status.CANCELLED] * 2
    assert states([waiting]) == [Status.OFFERED]
    assert Message.objects.filter(to__in=[one.email, two.email]).count() == 2


def test_several_are_approved(office: Client, url: str, open_event: Event) -> None:
    rows = on(open_event, *people(2), status=Status.AWAITING_APPROVAL, needs_office=True)

    look_and_do(office, url, do="approve", people=refs(rows))

    assert states(rows) == [Status.CONFIRMED] * 2


def test_several_are_moved(office: Client, url: str, open_event: Event, other_event: Event) -> None:
    rows = on(open_event, *people(2))

    look_and_do(
        office, url, do="move", people=refs(rows), date=other_event.ref, reason="Too few here"
    )

    assert states(rows) == [Status.MOVED] * 2
    assert list(other_event.enrolments.values_list("status", flat=True)) == ["confirmed"] * 2
    for event, taken in ((open_event, 0), (other_event, 2)):
        event.refresh_from_db()
        assert event.places_taken == taken


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"people": []}, "Choose at least one person"),
        ({"do": "dance"}, "not offered any more"),
        ({"do": "move", "date": ""}, "Choose the date to move them to"),
        ({"reason": ""}, "Say why"),
        ({"people": ["nothinghere"]}, "not offered any more"),
    ],
)
def test_answers_that_do_not_fit_are_asked_for_again(
    office: Client, url: str, open_event: Event, changed: dict[str, Any], words: str
) -> None:
    rows = on(open_event, *people(1))

    answers = {"do": "cancel", "people": refs(rows), "reason": "Flood", **changed}
    page = send(office, url, **answers)

    assert page.status_code == 422
    assert words in page.content.decode()


@pytest.mark.guard(
    "several: of this date, fit for it, with room", where="training/enrolments/actions/bulk.py"
)
def test_one_who_does_not_fit_stops_them_all(office: Client, url: str, open_event: Event) -> None:
    one, two = people(2)
    rows = on(open_event, one) + on(open_event, two, status=Status.AWAITING_APPROVAL)

    page = send(office, url, do="approve", people=refs(rows), is_checked="yes")

    assert page.status_code == 409
    assert f"cannot be done to the place of {one.name}" in page.content.decode()
    assert states(rows) == [Status.CONFIRMED, Status.AWAITING_APPROVAL]


def test_a_date_without_room_for_all_takes_nobody(
    office: Client, url: str, open_event: Event, other_event: Event
) -> None:
    rows = on(open_event, *people(2))
    Event.objects.filter(pk=other_event.pk).update(capacity=1)
    answers = {"do": "move", "people": refs(rows), "date": other_event.ref, "reason": "Flood"}

    for more in ({}, {"is_checked": "yes"}):
        page = send(office, url, **answers, **more).content.decode()
        assert "That date has 1 place left for 2 people" in page
    assert states(rows) == [Status.CONFIRMED] * 2


def test_somebody_on_the_other_date_already_stops_them_all(
    office: Client, url: str, open_event: Event, other_event: Event
) -> None:
    both, one = people(2)
    rows = on(open_event, both, one)
    on(other_event, both)

    answers = {"do": "move", "people": refs(rows), "date": other_event.ref, "reason": "Flood"}
    page = send(office, url, **answers)

    assert f"{both.name} has a place on that date already" in page.content.decode()


def test_a_date_that_has_begun_stays_as_it_is(office: Client, url: str, open_event: Event) -> None:
    rows = on(open_event, *people(1))
    Event.objects.update(starts_at=NOW - timedelta(hours=1))

    page = send(office, url, do="cancel", people=refs(rows), reason="Flood", is_checked="yes")

    assert page.status_code == 409


def test_those_chosen_are_written_to(office: Client, url: str, open_event: Event) -> None:
    one, other = people(2)
    (row,) = on(open_event, one)
    on(open_event, other)
    message_url = url.replace("people/several/", "message/")

    page = send(office, url, do="write", people=[row.ref]).content.decode()
    words = {"people": row.ref, "subject": "Parking", "message": "At the back."}
    key = key_on(office, message_url)
    looked_at = send(office, message_url, key, **words).content.decode()
    send(office, message_url, key, **words, is_checked="yes")

    assert f'value="{row.ref}"' in page
    assert "To whom?" not in page
    assert f'action="{message_url}"' in page
    assert "1 person gets it" in " ".join(looked_at.split())
    assert Message.objects.get().to == one.email

"""A person's own calendar: its address, and what stands in it."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.actions.feed_token import make_feed_token
from accounts.models import Area, FeedToken, User
from core.files.calendar_writer import invitation
from tests.factories.training import EnrolmentFactory, EventFactory, SessionFactory
from tests.training.calendars import entries_of, method_of
from tests.training.forms_sent import key_on, send
from training.enrolments.models import Enrolment
from training.enrolments.presenters.calendar import of_enrolment
from training.events.models import Event, Session

Status = Enrolment.Status
PAGE = "/my/calendar/"
ADDRESS = re.compile(r'value="https?://[^/"]+(/my/calendar/[\w-]{22}\.ics)"')


@pytest.fixture(autouse=True)
def fresh_turns() -> None:
    caches["attempts"].clear()


@pytest.fixture
def place(learner: User, open_event: Event) -> Enrolment:
    Event.objects.update(join_link="https://meet.example/secret")
    return EnrolmentFactory.create(event=open_event, person=learner)


@pytest.fixture
def feed(learner: User, now: datetime) -> str:
    return f"{PAGE}{make_feed_token(learner, now=now)}.ics"


def test_an_address_is_shown_once(client: Client, learner: User) -> None:
    client.force_login(learner)
    key = key_on(client, PAGE)
    shown = send(client, PAGE, key)
    again = send(client, PAGE, key)
    later = client.get(PAGE).content.decode()

    [address] = ADDRESS.findall(shown.content.decode())
    assert Client().get(address).status_code == 200
    assert again.status_code == 302
    assert not ADDRESS.search(later)
    assert "Last read" in later
    assert shown.headers["Cache-Control"] == "no-store, private"
    assert FeedToken.objects.count() == 1


@pytest.mark.guard("a feed that was revoked", where="accounts/access.py")
def test_the_old_address_ends_with_a_new_one_or_with_a_button(
    client: Client, learner: User, feed: str
) -> None:
    client.force_login(learner)
    [new] = ADDRESS.findall(send(client, PAGE).content.decode())
    assert client.get(feed).status_code == 404
    assert client.get(new).status_code == 200

    client.get(f"{PAGE}revoke/")
    assert client.get(new).status_code == 200
    send(client, f"{PAGE}revoke/")
    assert client.get(new).status_code == 404
    assert client.get(f"{PAGE}{'x' * 22}.ics").status_code == 404


def test_the_feed_needs_no_session_and_is_kept_nowhere(
    client: Client, place: Enrolment, feed: str, now: datetime
) -> None:
    answer = client.get(feed)
    text = answer.content.decode()
    assert method_of(text) == "PUBLISH"
    assert "TZID:Europe/London" in text
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert FeedToken.objects.get().last_used_at is not None


def test_it_says_what_the_mails_say_and_names_nobody(
    client: Client, place: Enrolment, feed: str, stranger: User, now: datetime
) -> None:
    EnrolmentFactory.create(event=place.event, person=stranger)
    text = client.get(feed).content.decode()

    [entry] = entries_of(text)
    sent = of_enrolment(place, list(place.event.sessions.all()), url="", stamped_at=now)
    [mailed] = entries_of(invitation(sent, method="REQUEST", to=place.person.email))
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"):
        assert entry[name] == mailed[name]
    for secret in (place.person.name, stranger.name, "example/secret", "ATTENDEE", "@learner"):
        assert secret not in text.replace("\r\n ", "")


@pytest.mark.parametrize("status", [Status.WAITING, Status.OFFERED, Status.AWAITING_APPROVAL])
def test_what_is_not_confirmed_is_not_in_it(
    client: Client, learner: User, open_event: Event, feed: str, status: str
) -> None:
    EnrolmentFactory.create(event=open_event, person=learner, status=status)
    assert entries_of(client.get(feed).content) == []


def test_a_place_given_up_is_cancelled_for_a_while(
    client: Client, place: Enrolment, feed: str, now: datetime
) -> None:
    Enrolment.objects.update(status=Status.CANCELLED, calendar_sequence=1, changed_at=now)
    [entry] = entries_of(client.get(feed).content)
    assert (str(entry["STATUS"]), entry["SEQUENCE"]) == ("CANCELLED", 1)

    Enrolment.objects.update(changed_at=now - timedelta(days=400))
    assert entries_of(client.get(feed).content) == []


def test_a_session_called_off_is_cancelled_and_the_others_stay(
    client: Client, place: Enrolment, feed: str
) -> None:
    SessionFactory.create(event=place.event, number=2)
    Session.objects.filter(number=1).update(state=Session.State.CANCELLED)
    first, second = entries_of(client.get(feed).content)
    assert (str(first["STATUS"]), str(second["STATUS"])) == ("CANCELLED", "CONFIRMED")


@pytest.mark.parametrize("number", [1, 50])
def test_its_queries_are_as_many_whatever_is_in_it(
    client: Client,
    learner: User,
    regional: Area,
    feed: str,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for event in EventFactory.create_batch(number, area=regional):
        EnrolmentFactory.create(event=event, person=learner)
    client.get(feed)  # the first read of an hour is noted
    with django_assert_num_queries(3):
        entries = entries_of(client.get(feed).content)
    assert len(entries) == number


def test_a_program_gone_wild_is_slowed_down(client: Client, feed: str) -> None:
    answers = [client.get(feed).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]

"""Asking to hear of a course's next date, and hearing of it once."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from core import clock
from core.jobs.worker import Worker
from core.models import Message
from tests.cast import make_event
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.actions.interest import (
    register_interest,
    tell_interested,
    withdraw_interest,
)
from training.enrolments.models import Enrolment, Interest
from training.enrolments.queries.interest import courses_asked_for, interest_of, interests_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def interest(course: Course, learner: User, now: datetime) -> Interest:
    return register_interest(learner, course, actor=learner, now=now)


def test_asking_twice_is_asking_once(interest: Interest, learner: User, now: datetime) -> None:
    again = register_interest(learner, interest.course, actor=learner, now=now)
    assert again == interest
    assert interest_of(learner, interest.course) == interest
    assert [(row.title, row.asked) for row in courses_asked_for()] == [(interest.course.title, 1)]  # type: ignore[attr-defined]
    assert ModelLogEntry.objects.get().action == "upstander.register_interest"


def test_nobody_asks_where_a_date_is_open(
    course: Course, regional: Area, learner: User, now: datetime
) -> None:
    event = make_event(course, regional, capacity=0)
    assert register_interest(learner, course, actor=learner, now=now)  # the date is full
    type(event).objects.update(capacity=1)
    with refused("event_open"):
        register_interest(UserFactory(), course, actor=learner, now=now)


def test_a_date_is_told_once(
    interest: Interest, regional: Area, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    assert tell_interested(interest, now).told_at is None
    Worker().run_once()
    assert not Message.objects.exists()
    event = make_event(interest.course, regional)
    for _ in range(2):
        Worker().run_once()
    message = Message.objects.get()
    assert (message.kind, message.to) == ("enrolments/interest_event", interest.person.email)
    assert f"/dates/{event.ref}/" in message.body_text
    assert "Thursday 3 December 2026, 9:30am to 12:30pm" in message.body_text
    assert message.not_after == event.starts_at
    interest.refresh_from_db()
    assert interest.told_at == now
    assert tell_interested(interest, now).told_at == now
    assert interest_of(interest.person, interest.course) is None
    assert not courses_asked_for().exists()


def test_who_withdrew_or_is_on_a_date_hears_nothing(
    interest: Interest, regional: Area, learner: User, now: datetime
) -> None:
    event = make_event(interest.course, regional)
    place = EnrolmentFactory(event=event, person=learner)
    assert not interests_due(now).exists()
    Enrolment.objects.filter(pk=place.pk).update(status=Enrolment.Status.CANCELLED)
    assert interests_due(now).exists()
    for _ in range(2):
        assert withdraw_interest(interest, actor=learner, now=now).ended_at == now
    tell_interested(interest, now)
    assert not Message.objects.exists()
    assert not interests_due(now + timedelta(days=1)).exists()


# Through the pages


def test_the_page_asks_shows_and_withdraws(client: Client, learner: User, course: Course) -> None:
    client.force_login(learner)
    url = f"/interest/{course.slug}/"
    key = key_on(client, url)
    for _ in range(2):
        assert send(client, url, key=key).status_code == 302
    row = Interest.objects.get()
    assert "We tell you when there is a date" in client.get(url).content.decode()
    assert send(client, f"/my/interest/{row.ref}/withdraw/").status_code == 302
    row.refresh_from_db()
    assert row.ended_at


def test_the_page_of_another_persons_wish_is_not_there(
    client: Client, stranger: User, interest: Interest
) -> None:
    client.force_login(stranger)
    assert client.get(f"/my/interest/{interest.ref}/withdraw/").status_code == 404
    Course.objects.update(is_listed=False)
    assert client.get(f"/interest/{interest.course.slug}/").status_code == 404


def test_a_course_with_a_date_says_so(
    client: Client, learner: User, course: Course, regional: Area, interest: Interest
) -> None:
    withdraw_interest(interest, actor=learner, now=interest.created_at)
    event = make_event(course, regional, starts_at=clock.now() + timedelta(days=9))
    client.force_login(learner)
    shown = client.get(f"/interest/{course.slug}/").content.decode()
    assert f"/dates/{event.ref}/" in shown
    assert "form_key" not in shown

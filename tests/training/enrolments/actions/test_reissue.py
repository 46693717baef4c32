"""Offers whose mail did not leave: nobody loses a place that they never heard of."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import Organisation, User
from core import clock
from core.jobs.worker import Worker
from core.mail import transport
from core.models import Message
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from tests.training.forms_sent import send
from training.enrolments.actions.colleague import Colleague, ColleagueGroup, book_colleagues
from training.enrolments.actions.enrolment import cancel_enrolment
from training.enrolments.actions.reissue import reissue_offer
from training.enrolments.actions.waiting_list import expire_offer
from training.enrolments.emails.undelivered import undelivered_offers
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def offered(open_event: Event, learner: User, stranger: User, now: datetime) -> Enrolment:
    """The one place came free for somebody who waited."""
    place = EnrolmentFactory(event=open_event, person=stranger)
    Event.objects.update(capacity=1, places_taken=1)
    row = EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    cancel_enrolment(place, actor=stranger, now=now)
    row.refresh_from_db()
    assert row.held_until == now + DAY
    return row


@pytest.fixture
def failed(offered: Enrolment) -> Enrolment:
    """The same, and the mail server refused the message until the worker gave up."""
    Message.objects.filter(about=offered.ref).update(failed_reason="SMTPException 550")
    return offered


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(clock, "database_now", lambda: moment)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def test_the_office_finds_the_offer_and_makes_it_again(
    failed: Enrolment,
    client: Client,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = at(now + 5 * HOUR, monkeypatch)
    client.force_login(coordinator)
    url = f"/team/events/{failed.event.ref}/people/{failed.ref}/offer-again/"
    queue = client.get("/team/").content.decode()
    assert "1 offer that could not be delivered" in queue
    assert url in queue
    for _ in range(2):
        assert send(client, url).status_code == 302
    failed.refresh_from_db()
    assert failed.held_until == later + DAY
    first, again = Message.objects.filter(about=failed.ref).order_by("pk")
    assert first.failed_reason == Message.NOT_NEEDED
    assert (again.to, again.not_after, again.failed_reason) == (first.to, later + DAY, "")
    assert not undelivered_offers(later).exists()
    assert ModelLogEntry.objects.filter(action="upstander.reissue_offer").count() == 1


def test_close_to_the_date_it_is_written_again_though_it_ends_at_the_same_moment(
    open_event: Event,
    learner: User,
    stranger: User,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts_at = now + 3 * HOUR
    place = EnrolmentFactory(event=open_event, person=stranger)
    Event.objects.update(capacity=1, places_taken=1, starts_at=starts_at)
    row = EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    cancel_enrolment(place, actor=stranger, now=now)
    Message.objects.filter(about=row.ref).update(failed_reason="SMTPException 550")

    reissue_offer(row, actor=coordinator, now=at(now + HOUR, monkeypatch))

    row.refresh_from_db()
    assert row.held_until == starts_at
    assert Message.objects.get(about=row.ref, failed_reason="").not_after == starts_at


def test_an_offer_that_ran_out_or_was_answered_is_not_made_again(
    failed: Enrolment, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = at(now + DAY, monkeypatch)
    assert not undelivered_offers(over).exists()
    with refused("offer_over"):
        reissue_offer(failed, actor=coordinator, now=over)


def test_a_colleagues_place_is_offered_again_in_the_same_words(
    open_event: Event,
    booker: User,
    school: Organisation,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    group = ColleagueGroup(
        [Colleague("Sam Lee", "sam@canalside.example")], EnrolmentRequest(school)
    )
    (row,) = book_colleagues(group, open_event, actor=booker, now=now)
    Message.objects.update(failed_reason="SMTPException 550")
    later = at(now + DAY, monkeypatch)
    reissue_offer(row, actor=coordinator, now=later)
    row.refresh_from_db()
    assert row.held_until == later + 5 * DAY
    again = Message.objects.get(failed_reason="")
    assert (again.kind, again.to) == ("enrolments/colleague_offered", "sam@canalside.example")
    assert "Bola Booker" in again.body_text


@pytest.mark.guard(
    "an offer nobody heard of starts again once",
    where="training/enrolments/actions/waiting_list.py",
)
def test_after_days_without_a_worker_an_offer_nobody_heard_of_starts_again_once(
    offered: Enrolment, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setattr(transport, "send", lambda message, **_: None)
    back = at(now + 3 * DAY, monkeypatch)
    Worker().run_once()
    offered.refresh_from_db()
    assert (offered.status, offered.held_until) == (Status.OFFERED, back + DAY)
    back = at(now + 6 * DAY, monkeypatch)  # stopped again: the place must not stand empty
    Message.objects.filter(about=offered.ref, sent_at__isnull=False).update(sent_at=None)
    Worker().run_once()
    offered.refresh_from_db()
    assert offered.status == Status.EXPIRED


def test_an_offer_that_was_read_runs_out_as_it_says(
    offered: Enrolment, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setattr(transport, "send", lambda message, **_: None)
    at(now, monkeypatch)
    Worker().run_once()
    at(now + 3 * DAY, monkeypatch)
    Worker().run_once()
    offered.refresh_from_db()
    assert offered.status == Status.EXPIRED


@pytest.mark.guard("only an open offer is made again")
def test_an_offer_that_was_said_yes_to_is_not_made_again(
    failed: Enrolment, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(now, monkeypatch)
    Enrolment.objects.filter(pk=failed.pk).update(
        status=Status.AWAITING_APPROVAL, needs_office=True
    )
    with refused("offer_over"):
        reissue_offer(failed, actor=coordinator, now=now)


@pytest.mark.guard("an offer made again never ends sooner")
def test_an_offer_made_again_never_ends_sooner(
    failed: Enrolment, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(now, monkeypatch)
    Enrolment.objects.filter(pk=failed.pk).update(held_until=now + 3 * DAY)
    assert reissue_offer(failed, actor=coordinator, now=now).held_until == now + 3 * DAY


@pytest.mark.guard(
    "nothing is offered again once the date has begun",
    where="training/enrolments/actions/waiting_list.py",
)
def test_nothing_is_offered_again_once_the_date_has_begun(
    offered: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    Message.objects.filter(about=offered.ref).update(failed_reason=Message.TOO_LATE)
    begun = at(offered.event.starts_at, monkeypatch)
    assert expire_offer(offered, begun).status == Status.EXPIRED

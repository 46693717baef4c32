"""Reminders and joining messages: once each, in time, and never late."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Area, User
from core import clock
from core.jobs import worker
from core.jobs.job import jobs
from core.mail import delivery
from core.mail.message_types import is_still_needed
from core.models import Message
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory
from tests.training.calendars import entries_of
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import joining_due, reminders_due, reminders_of
from training.events.models import Event

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/room"


@pytest.fixture
def event(regional: Area) -> Event:
    """A date online that starts on Thursday 3 December 2026 at 9:30am."""
    return EventFactory(area=regional, join_link=LINK)


@pytest.fixture
def place(event: Event, learner: User) -> Enrolment:
    return EnrolmentFactory(event=event, person=learner)


def work(at: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What the worker writes of these two kinds at a moment; it sends nothing."""
    before = set(Message.objects.values_list("pk", flat=True))
    monkeypatch.setattr(clock, "now", lambda: at)
    for name in ("joining-sent", "reminders-sent"):
        worker.Worker()._run_job(jobs[name])
    return list(Message.objects.exclude(pk__in=before).order_by("pk"))


@pytest.fixture(autouse=True)
def nothing_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker.Worker, "_send_messages", lambda self: 0)


def before(event: Event, **ago: float) -> datetime:
    return event.starts_at - timedelta(**ago)


def test_reminders_go_two_weeks_and_two_days_before_and_once_each(
    place: Enrolment, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[float, str]] = []
    at = before(event, days=20)
    while at < event.starts_at - timedelta(hours=25):
        sent += [
            ((event.starts_at - at) / timedelta(days=1), message.dedupe_key)
            for message in work(at, monkeypatch)
        ]
        at += timedelta(hours=5)

    days, keys = zip(*sent, strict=True)
    assert keys == (
        f"enrolments/reminder:{place.ref}:14:2026-12-03:0",
        f"enrolments/reminder:{place.ref}:2:2026-12-03:0",
    )
    assert 13.75 < days[0] <= 14
    assert 1.75 < days[1] <= 2
    first, second = Message.objects.order_by("pk")
    assert "Your training is in 2 weeks" in first.body_text
    assert "Your training is in 2 days" in second.body_text
    assert "by the end of Tuesday 1 December 2026" in second.body_text
    assert f"/my/places/{place.ref}/" in first.body_text
    assert LINK not in first.body_text + second.body_text
    for message in (first, second):  # the entry they have, not a newer one
        assert message.calendar_method == "REQUEST"
        assert LINK not in message.calendar
        (entry,) = entries_of(message.calendar)
        (session,) = event.sessions.all()
        assert entry["UID"] == place.uid_for(session)
        assert entry["SEQUENCE"] == place.sequence_on(event)


@pytest.mark.guard(
    "a stale reminder is not written", where="training/enrolments/queries/reminder.py"
)
@pytest.mark.parametrize(
    ("back_after", "kinds"),
    [
        ({"days": 13}, 1),  # a day late: still "in 2 weeks", or nearly
        ({"days": 11}, 0),  # three days late: not sent
        ({"hours": 36}, 1),
        ({"hours": 24}, 1),  # too late for the reminder; the link to join is due
    ],
)
def test_after_days_without_a_worker_nothing_stale_goes(
    back_after: dict[str, float],
    kinds: int,
    place: Enrolment,
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = work(before(event, **back_after), monkeypatch)

    assert len(written) == kinds


def test_a_reminder_that_waits_too_long_for_the_mail_server_is_dropped(
    place: Enrolment, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    (message,) = work(before(event, days=14), monkeypatch)

    assert message.not_after == before(event, days=14) + timedelta(hours=36)


@pytest.mark.parametrize(
    "values",
    [
        {"status": Enrolment.Status.WAITING},
        {"status": Enrolment.Status.CANCELLED},
        {"status": Enrolment.Status.OFFERED},
        {"changed_at": datetime.fromisoformat("2026-11-19T09:31Z")},  # confirmed after the moment
    ],
)
def test_only_places_that_were_firm_by_then_are_reminded(
    values: dict[str, Any], event: Event, learner: User
) -> None:
    EnrolmentFactory(event=event, person=learner, **values)

    assert not reminders_due(before(event, days=13, hours=23)).exists()


def test_a_cancelled_date_has_no_reminders(place: Enrolment, event: Event) -> None:
    Event.objects.update(status=Event.Status.CANCELLED)

    assert not reminders_due(before(event, days=14)).exists()
    assert not joining_due(before(event, hours=20)).exists()


def test_a_moved_date_is_reminded_of_again(
    place: Enrolment, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(before(event, days=14), monkeypatch)
    later = event.starts_at + timedelta(days=30)
    Event.objects.update(starts_at=later, ends_at=later + timedelta(hours=3))

    (message,) = work(later - timedelta(days=14), monkeypatch)

    assert message.dedupe_key == f"enrolments/reminder:{place.ref}:14:2027-01-02:0"


@pytest.mark.parametrize(
    ("days", "hours"),
    [
        ([14, 2], [(14, 36), (2, 24)]),
        ([2, 14, 14], [(14, 36), (2, 24)]),
        ([3, 2, 1], [(3, 12), (2, 12), (1, 12)]),
        ([0, -1, "x", 400, None], []),
        ([], []),
    ],
)
def test_a_courses_settings_say_when(days: list[Any], hours: list[tuple[int, int]]) -> None:
    course: Course = CourseFactory.build(reminder_days=days)

    found = [(one.days, one.stays_due / timedelta(hours=1)) for one in reminders_of(course)]

    assert found == hours


def test_the_link_to_join_goes_a_day_before_to_confirmed_people_alone(
    place: Enrolment, event: Event, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    EnrolmentFactory(event=event, person=stranger, status=Enrolment.Status.WAITING)

    early = work(before(event, hours=24, minutes=1), monkeypatch)
    due = work(before(event, hours=24), monkeypatch)
    again = work(before(event, hours=2), monkeypatch)

    assert [message.kind for message in early] in ([], ["enrolments/reminder"])
    (message,) = due
    assert again == []
    assert (message.kind, message.to) == ("enrolments/joining", place.person.email)
    assert LINK in message.body_text
    assert f'href="{LINK}"' in message.body_html
    assert message.calendar == ""


def test_a_new_link_is_sent_to_those_who_had_the_old_one(
    place: Enrolment, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = work(before(event, hours=20), monkeypatch)

    Event.objects.update(join_link=f"{LINK}/2")

    (new,) = work(before(event, hours=19), monkeypatch)
    assert f"{LINK}/2" in new.body_text
    assert not is_still_needed(old, before(event, hours=19))
    assert is_still_needed(new, before(event, hours=19))


def test_a_reminder_of_the_old_date_is_not_sent_nor_sent_again(
    place: Enrolment, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reminder,) = work(before(event, days=14), monkeypatch)
    copy = Message(kind=reminder.kind, about=reminder.about, dedupe_key="copy", resends=reminder)
    at = before(event, days=14)
    assert is_still_needed(reminder, at)
    assert is_still_needed(copy, at)

    Event.objects.update(calendar_sequence=1)

    assert not is_still_needed(reminder, at)
    assert not is_still_needed(copy, at)


@pytest.mark.parametrize("values", [{"mode": Course.Mode.IN_PERSON}, {"join_link": ""}])
def test_there_is_nothing_to_join_in_a_hall_or_without_a_link(
    values: dict[str, str], place: Enrolment, event: Event
) -> None:
    Event.objects.update(**values)

    assert not joining_due(before(event, hours=20)).exists()


def test_the_same_queries_however_many_people(
    event: Event, place: Enrolment, stranger: User, django_assert_num_queries: Any
) -> None:
    EnrolmentFactory(event=event, person=stranger)

    with django_assert_num_queries(3):
        assert len(reminders_due(before(event, days=14))) == 2


@pytest.mark.parametrize(
    ("left", "words", "asks"),
    [
        ({"days": 2}, "Your training is in 2 days.", True),
        ({"hours": 33}, "Your training is tomorrow.", False),  # the evening of the last day is over
    ],
)
def test_a_reminder_that_leaves_late_names_the_day_as_it_is_then(
    left: dict[str, float],
    words: str,
    asks: bool,
    place: Enrolment,
    event: Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Written in time, and then there was no mail server."""
    (message,) = work(before(event, days=2), monkeypatch)
    at = before(event, **left)
    claimed = delivery.claim_message(at)
    assert claimed == message

    delivery.deliver(claimed, lambda: at)

    message.refresh_from_db()
    assert message.sent_at == at
    assert words in message.body_text
    assert ("by the end of Tuesday 1 December 2026" in message.body_text) is asks


def test_a_reminder_that_is_pointless_by_then_is_not_sent(
    place: Enrolment, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(before(event, days=2), monkeypatch)
    at = before(event, hours=10)
    claimed = delivery.claim_message(at)
    assert claimed is not None

    delivery.deliver(claimed, lambda: at)

    assert Message.objects.get().failed_reason == Message.TOO_LATE

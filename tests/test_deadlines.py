"""No day or hour in a text is past when it is read, however close to the date somebody comes in."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Area, Organisation, User
from core import clock
from core.clock import LONDON
from core.models import Message
from tests.cast import make_event
from training.courses.models import Course
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.substitution import substitute
from training.enrolments.emails.reminder import mail_reminder
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event
from training.events.queries.event import sessions_of

pytestmark = pytest.mark.django_db
STARTS = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)  # a Tuesday; cancel by Friday 4 December
BEFORE = {
    "ten minutes": timedelta(minutes=10),
    "the evening before": timedelta(hours=14),
    "the day before": timedelta(hours=24, minutes=30),
    "the weekend": timedelta(days=3),
    "the last day": timedelta(days=4),
    "a fortnight": timedelta(days=14),
}
DAY = re.compile(
    r"\b(\d{1,2}) (January|November|December) (\d{4})(?: at (\d{1,2})(?::(\d\d))?(am|pm))?"
)


def moments_in(text: str) -> list[datetime]:
    """Each day or hour a text names; a day counts until its end, London's clock."""
    found = []
    for day, month, year, hour, minute, half in DAY.findall(text):
        number = {"January": 1, "November": 11, "December": 12}[month]
        start = datetime(int(year), number, int(day), tzinfo=LONDON)
        if hour:
            hours = int(hour) % 12 + (12 if half == "pm" else 0)
            found.append(start + timedelta(hours=hours, minutes=int(minute or 0)))
        else:
            found.append(start + timedelta(days=1))
    return found


def past(text: str, now: datetime) -> list[datetime]:
    return [moment for moment in moments_in(text) if moment <= now]


@pytest.fixture(params=BEFORE.values(), ids=BEFORE.keys())
def near(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The time when somebody comes in."""
    now: datetime = STARTS - request.param
    monkeypatch.setattr(clock, "now", lambda: now)
    return now


@pytest.fixture
def event(course: Course, birmingham: Area) -> Event:
    made = make_event(course, birmingham, starts_at=STARTS, capacity=3)
    Event.objects.update(mode="online", join_link="https://meet.example/a")
    return Event.objects.get(pk=made.pk)


def test_the_reader_of_days_knows_an_end_of_day() -> None:
    text = "by the end of Friday 4 December 2026, or Monday 7 December 2026 at 9:30am"
    assert moments_in(text) == [
        datetime(2026, 12, 5, tzinfo=LONDON),
        datetime(2026, 12, 7, 9, 30, tzinfo=LONDON),
    ]


@pytest.mark.guard("no message names a time that is past", where="training/enrolments/emails")
def test_no_message_of_a_place_names_a_time_that_is_past(
    event: Event, near: datetime, course: Course, learner: User, stranger: User,
    school: Organisation, booker: User,
) -> None:  # fmt: skip
    other = make_event(course, event.area, starts_at=STARTS + timedelta(hours=5))
    asked = EnrolmentRequest(school, manager_email="boss@work.example")
    row = enrol(learner, event, asked, actor=learner, now=near)
    mail_reminder(row, sessions_of(event), days=1, until=STARTS, now=near)
    moved = move_enrolment(row, other, actor=booker, now=near)
    substitute(moved, stranger, actor=booker, named="Sam Lee", now=near)
    Message.objects.filter(kind="enrolments/enrolment_cancelled").delete()
    texts = Message.objects.exclude(body_text="").values_list("kind", "body_text")
    assert {kind for kind, text in texts if past(text, near)} == set()
    assert {kind for kind, _ in texts} >= {
        "enrolments/enrolment_confirmed", "enrolments/reminder", "enrolments/enrolment_moved",
        "enrolments/enrolment_received", "enrolments/manager_told",
    }  # fmt: skip


@pytest.mark.parametrize("page", ["/dates/{date}/", "/dates/{date}/enrol/"])
def test_no_page_before_enrolling_names_a_time_that_is_past(
    page: str, event: Event, near: datetime, client: Client, learner: User
) -> None:
    client.force_login(learner)
    text = client.get(page.format(date=event.ref)).content.decode()
    assert past(text, near) == []
    rule = "counts as late"
    assert rule in text  # said before anybody enrols


@pytest.mark.parametrize(
    "page",
    ["/my/", "/my/places/{place}/", "/my/places/{place}/cancel/", "/my/places/{place}/move/"],
)
def test_no_page_of_a_place_names_a_time_that_is_past(
    page: str, event: Event, near: datetime, client: Client, learner: User
) -> None:
    row = enrol(learner, event, actor=learner, now=near - timedelta(minutes=5))
    client.force_login(learner)
    text = client.get(page.format(place=row.ref)).content.decode()
    assert past(text, near) == []


@pytest.mark.guard("a place just got is not given up late", where="training/enrolments/models")
@pytest.mark.parametrize(("minutes", "status"), [(1, "cancelled"), (61, "cancelled_late")])
def test_who_changes_their_mind_at_once_is_not_late(
    minutes: int, status: str, event: Event, learner: User
) -> None:
    now = STARTS - timedelta(hours=20)
    row = enrol(learner, event, actor=learner, now=now)
    ended = cancel_enrolment(row, actor=learner, now=now + timedelta(minutes=minutes))
    assert ended.status == status

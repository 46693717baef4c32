"""Where the office lands."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Area, Organisation, User
from bookings.rota.actions.assignment import assign
from bookings.rota.models import Facilitator
from bookings.visits.models import Booking
from core import clock
from core.models import JobItem, Message
from tests.factories.assurance import DBS, make_check
from tests.factories.registers import make_booking, make_session
from tests.pages import page
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

TEAM = "/team/"
COMING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def request_waiting(workshop: Course, school: Organisation, booker: User) -> Booking:
    session = make_session(workshop, school.area, starts_at=COMING, status=Event.Status.CANCELLED)
    make_booking(session, school, booker, groups=1, status=Booking.Status.REQUESTED)
    Booking.objects.update(event=None)
    return Booking.objects.get()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200), ("lead", 200),
        ("report_viewer", 403), ("facilitator_user", 403), ("learner", 403), ("booker", 403),
    ],
)  # fmt: skip
def test_the_queue_is_the_offices(
    client: Client, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(TEAM).status_code == status


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(TEAM)["Location"] == f"/accounts/login/?next={TEAM}"


def test_an_empty_queue_says_so(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "Nothing waits for you" in client.get(TEAM).content.decode()


def test_each_line_leads_to_where_the_work_is_done(
    client: Client, coordinator: User, request_waiting: Booking, course: Course, regional: Area
) -> None:
    coming = make_session(course, regional, starts_at=COMING)
    past = make_session(course, regional)
    client.force_login(coordinator)
    text = client.get(TEAM).content.decode()
    assert "1 booking waiting for a date" in text
    assert reverse("visits:team_booking_detail", args=[request_waiting.reference]) in text
    assert "1 coming session without a facilitator" in text
    assert reverse("visits:team_assignment_create", args=[coming.ref]) in text
    assert reverse("enrolments:team_event_detail", args=[coming.event.ref]) in text
    assert "1 session without a closed register" in text
    assert reverse("registers:register_edit", args=[past.ref]) in text
    assert "Nothing waits for you" not in text


def test_someone_whose_check_does_not_hold_then_is_named(
    client: Client,
    coordinator: User,
    course: Course,
    regional: Area,
    facilitator: Facilitator,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    coming = make_session(course, regional, starts_at=COMING)
    assign(coming, facilitator, actor=coordinator, now=now)
    make_check(facilitator, DBS, date(2026, 11, 18))
    client.force_login(coordinator)

    text = client.get(TEAM).content.decode()

    assert "1 coming session whose facilitator has a check missing or due" in text
    assert "The criminal record assurance is due on 18 November 2026" in text
    address = reverse("rota:team_facilitator_detail", args=[facilitator.user.ref])
    assert f'<a href="{address}">Priya Nandra</a>' in text


@pytest.mark.parametrize("address", [TEAM, "/reports/", "/team/events/"])
def test_the_staff_areas_are_one_click_apart(
    client: Client, coordinator: User, address: str
) -> None:
    client.force_login(coordinator)
    text = client.get(address).content.decode()
    for name in (
        "reports:team_home",
        "visits:team_booking_list",
        "enrolments:team_event_list",
        "rota:team_facilitator_list",
        "reports:reach_month",
    ):
        assert f'href="{reverse(name)}"' in text
    assert 'aria-current="page"' in text


def test_a_report_viewer_is_not_led_where_they_may_not_go(
    client: Client, report_viewer: User
) -> None:
    client.force_login(report_viewer)
    assert f'href="{TEAM}"' not in client.get("/reports/").content.decode()


def test_the_number_of_queries_is_constant(
    client: Client, coordinator: User, course: Course, regional: Area
) -> None:
    counts = []
    client.force_login(coordinator)
    for size in (1, 6):
        for _ in range(size):
            make_session(course, regional)
            make_session(course, regional, starts_at=COMING)
        client.get(TEAM)
        with CaptureQueriesContext(connection) as captured:
            client.get(TEAM)
        counts.append(len(captured))
    assert Session.objects.count() == 14
    assert counts[0] == counts[1]
    assert counts[0] <= 30


def test_what_could_not_be_done_or_sent_is_named(
    client: Client, coordinator: User, attended: Enrolment, now: datetime
) -> None:
    JobItem.objects.create(
        job="certificates-due",
        row=str(attended.pk),
        attempts=7,
        next_at=now,
        failed_reason="OSError ENOSPC",
    )
    Message.objects.create(
        dedupe_key="one",
        kind="x",
        to="ben@work.example",
        subject="Your place",
        body_text="b",
        created_at=now,
        due_at=now,
        message_id="<1@x>",
        failed_reason="SMTPRecipientsRefused 550",
    )
    client.force_login(coordinator)

    shown = page(client, TEAM)

    assert f"{attended.person.name}, {attended.event.course.title}, " in shown
    assert "Give out a certificate. Failed 7 times: There is no room left on the disk" in shown
    assert "Your place, to ben@work.example" in shown
    assert "does not take messages for this address (SMTPRecipientsRefused 550)" in shown

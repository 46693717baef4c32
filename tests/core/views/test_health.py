"""How the site runs, as the office sees it, and the button that tries again."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from core import clock
from core.jobs import worker
from core.jobs.job import Job, Subject, jobs
from core.jobs.worker import Worker
from core.models import Heartbeat, JobItem, Option
from tests.core.jobs.test_worker import due, make_options, settle
from tests.core.pages import post_form
from tests.pages import queries_of_few_and_many

pytestmark = pytest.mark.django_db
PAGE = "/team/health/"
HOUR = timedelta(hours=1)
OPTION = Subject(rows=Option.objects.all, words=lambda row: f"The option {row.key}")


@pytest.fixture(autouse=True)
def clock_stands_still(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "database_now", lambda: now)


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Job:
    """The worker's one job, asked once an hour."""
    found = Job("settle", due=due, act=settle, every=HOUR, label="Settle an option", of=OPTION)
    monkeypatch.setitem(jobs._found, found.name, found)
    monkeypatch.setattr(worker, "jobs", [found])
    monkeypatch.setattr(worker, "chores", [])
    return found


def fail(person: User, now: datetime, *keys: str, attempts: int = 6) -> list[JobItem]:
    make_options(person, now, *keys)
    rows = Option.objects.filter(key__in=keys).order_by("pk")
    return [
        JobItem.objects.create(
            job="settle",
            row=str(row.pk),
            attempts=attempts,
            next_at=now + HOUR,
            failed_reason="OSError ENOSPC",
        )
        for row in rows
    ]


@pytest.fixture
def office(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.mark.parametrize("who", ["learner", "report_viewer", "facilitator_user", "booker"])
def test_it_is_the_offices(client: Client, who: str, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == 403


def test_a_step_that_fails_is_named_with_what_is_in_its_way(
    office: Client, coordinator: User, job: Job, now: datetime
) -> None:
    fail(coordinator, now, "colour")

    shown = office.get(PAGE).content.decode()

    assert "The option colour" in shown
    assert "Settle an option. Failed 6 times: There is no room left on the disk" in shown
    assert "Wednesday 11 November 2026 at 11am" in shown


def test_a_moments_trouble_is_not_shown(
    office: Client, coordinator: User, job: Job, now: datetime
) -> None:
    fail(coordinator, now, "colour", attempts=4)

    assert "The option colour" not in office.get(PAGE).content.decode()


def test_the_button_has_one_step_tried_within_seconds_though_its_job_is_seldom_asked(
    office: Client, coordinator: User, job: Job, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = Worker()
    loop.run_once()
    first, other = fail(coordinator, now, "colour", "size")
    JobItem.objects.filter(pk=other.pk).update(failed_reason="ValueError")  # or it would come along

    answer = post_form(office, PAGE, {"step": first.ref})
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=6))
    done = loop._do_due()

    assert answer.status_code == 302
    assert done == 1
    assert list(due(now).values_list("key", flat=True)) == ["size"]


def test_all_are_tried_by_the_other_button(
    office: Client, coordinator: User, job: Job, now: datetime
) -> None:
    fail(coordinator, now, "colour", "size")

    post_form(office, PAGE, {})
    Worker().run_once()

    assert not due(now).exists()
    assert "None. Whatever fails" in office.get(PAGE).content.decode()


def test_what_is_in_hand_or_gone_is_left_alone(
    office: Client, coordinator: User, job: Job, now: datetime
) -> None:
    (item,) = fail(coordinator, now, "colour")
    JobItem.objects.update(lease_until=now + HOUR)

    post_form(office, PAGE, {"step": item.ref})
    post_form(office, PAGE, {"step": "nonsense"})

    item.refresh_from_db()
    assert item.next_at == now + HOUR


def test_a_row_that_is_gone_and_a_job_of_another_version_are_shown_all_the_same(
    office: Client, job: Job, now: datetime
) -> None:
    for name in ("settle", "of-another-version"):
        JobItem.objects.create(
            job=name, row="77", attempts=9, next_at=now, failed_reason="ValueError"
        )

    shown = office.get(PAGE).content.decode()

    assert shown.count("Something that is not there any more") == 4  # on the line and its button
    assert "of-another-version" in shown


def test_the_number_of_queries_does_not_grow(
    office: Client, coordinator: User, job: Job, now: datetime
) -> None:
    def add(number: int) -> None:
        fail(coordinator, now, *(f"option-{number}-{index}" for index in range(number)))

    assert len(queries_of_few_and_many(office, PAGE, add)) == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "They agree."),
        ({"clock_ahead": timedelta(seconds=4)}, "They agree."),
        ({"clock_ahead": timedelta(seconds=-40)}, "the worker is 40 seconds behind the one"),
        ({"clock_ahead": timedelta(minutes=9)}, "the worker is 9 minutes ahead of the one"),
        ({"mail_away_since": datetime.fromisoformat("2026-11-11T08:00Z")}, "since Wednesday 11"),
    ],
)
def test_worker_mail_and_clocks_are_said(
    office: Client, now: datetime, state: dict[str, object], words: str
) -> None:
    Heartbeat.objects.create(worker="one", beat_at=now, **state)

    assert words in office.get(PAGE).content.decode()


def test_no_worker_is_said_on_the_queue_too(office: Client) -> None:
    assert "no mail goes out" in office.get(PAGE).content.decode()
    assert "no mail goes out" in office.get("/team/").content.decode()


def test_every_job_says_what_it_does_and_knows_its_rows_by_name() -> None:
    nameless = [job.name for job in jobs if not job.label or job.of is None]

    assert nameless == []

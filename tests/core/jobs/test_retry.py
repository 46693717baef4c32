"""What fails is tried again: seldom, for ever, and at once when it may work again."""

import errno
from datetime import datetime, timedelta

import pytest

from accounts.models import User
from core import clock
from core.jobs import worker
from core.jobs.chore import Chore
from core.jobs.job import Job
from core.jobs.worker import Worker
from core.models import JobItem, Option
from tests.core.jobs.test_worker import HOUR, MINUTE, due, make_options, settle

pytestmark = pytest.mark.django_db


def test_a_bad_row_is_retried_later_and_the_rest_go_on(
    only: list[Job], learner: User, now: datetime
) -> None:
    make_options(learner, now, "bad", "good")

    def settle_good(row: Option, now: datetime) -> None:
        if row.key == "bad":
            raise ValueError
        settle(row, now)

    only.append(Job("settle", due=due, every=MINUTE, act=settle_good))

    Worker().run_once()

    assert list(due(now).values_list("key", flat=True)) == ["bad"]
    item = JobItem.objects.get()
    assert item.attempts == 1
    assert item.next_at > now
    assert Worker().run_once() == 0


def test_a_row_that_keeps_failing_is_tried_for_ever_once_an_hour(
    only: list[Job], learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_options(learner, now, "bad")
    tried: list[datetime] = []

    def fail(row: Option, at: datetime) -> None:
        tried.append(at)
        raise ValueError

    only.append(Job("settle", due=due, every=MINUTE, act=fail))
    for minutes in range(0, 3 * 24 * 60, 5):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: now + minutes * MINUTE)
        Worker().run_once()

    assert 70 < len(tried) < 110
    assert (tried[-1] - now).days == 2
    assert JobItem.objects.get().failed_reason == "ValueError"


class FullDisk:
    """Nothing can be kept until somebody makes room."""

    is_full = True

    def settle(self, row: Option, now: datetime) -> None:
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        settle(row, now)


def test_what_failed_for_one_reason_comes_back_together(
    only: list[Job], learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day without room on the disk: the first that works shows that the others may."""
    disk = FullDisk()
    make_options(learner, now, *(f"option-{number}" for number in range(30)))
    only.append(Job("settle", due=due, every=timedelta(seconds=10), act=disk.settle))
    loop = Worker()
    for minutes in range(0, 24 * 60, 10):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: now + minutes * MINUTE)
        loop.run_once()
    assert due(now).count() == 30
    assert set(JobItem.objects.values_list("failed_reason", flat=True)) == {"OSError ENOSPC"}

    disk.is_full = False
    first = JobItem.objects.earliest("next_at").next_at
    for at in (first, first + timedelta(seconds=11), first + timedelta(seconds=22)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        loop.run_once()

    assert not due(now).exists()
    assert not JobItem.objects.exists()


def test_a_row_that_always_fails_does_not_bring_itself_back(
    only: list[Job], learner: User, now: datetime
) -> None:
    make_options(learner, now, "bad", "good")

    def settle_good(row: Option, at: datetime) -> None:
        if row.key == "bad":
            raise ValueError
        settle(row, at)

    only.append(Job("settle", due=due, every=MINUTE, act=settle_good))
    Worker().run_once()

    assert Worker().run_once() == 0


def test_a_row_that_another_worker_took_up_is_not_marked_by_the_first(
    only: list[Job], learner: User, now: datetime
) -> None:
    """It slept through its lease; what it finds out then is about a row that is another's."""
    make_options(learner, now, "one")

    def sleep(row: Option, at: datetime) -> None:
        JobItem.objects.update(held_by="another", lease_until=at + HOUR)
        raise ValueError

    only.append(Job("settle", due=due, every=MINUTE, act=sleep))

    Worker().run_once()

    item = JobItem.objects.get()
    assert (item.held_by, item.failed_reason, item.lease_until) == ("another", "", now + HOUR)


def test_a_chore_that_fails_holds_up_nothing(
    only: list[Job], learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(at: datetime) -> None:
        raise OSError

    swept: list[datetime] = []
    make_options(learner, now, "one")
    only.append(Job("settle", due=due, every=MINUTE, act=settle))
    monkeypatch.setattr(
        worker,
        "chores",
        [Chore("fail", fail, every=HOUR), Chore("sweep", swept.append, every=HOUR)],
    )
    loop = Worker()

    assert loop.run_once() + loop.run_once() == 1
    assert swept == [now]

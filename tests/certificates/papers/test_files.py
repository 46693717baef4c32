"""Papers on a disk that is full for a day, and what a kill leaves of them."""

import errno
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from accounts.models import Area
from bookings.registers.models import Attendance
from certificates.papers.actions import pdf
from certificates.papers.actions.pdf import make_paper, sweep_pdfs
from certificates.papers.models import Certificate
from core import clock
from core.files.whole_file import WholeFileStorage
from core.jobs import worker
from core.jobs.job import jobs
from core.jobs.worker import Worker
from core.models import JobItem, Message
from tests.factories.registers import closed_register, people, put_on
from training.enrolments.models import Enrolment
from training.events.models import Session

pytestmark = pytest.mark.django_db
PEOPLE = 6
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where papers lie: files of this machine."""
    storage = WholeFileStorage(tmp_path)
    monkeypatch.setattr(pdf, "private_storage", lambda: storage)
    yield tmp_path
    assert all(one.stat().st_size for one in files(tmp_path))


@pytest.fixture
def earned(session: Session, regional: Area, now: datetime) -> list[Enrolment]:
    """Places that certificates are due for."""
    places = put_on(session, *people(PEOPLE))
    closed_register(session, regional, values=dict.fromkeys(places, Attendance.Value.PRESENT))
    Enrolment.objects.update(outcome=Enrolment.Outcome.ATTENDED, papers_due=True)
    return places


def files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


def test_a_disk_full_for_a_day_and_freed_has_every_paper_and_no_empty_file(
    disk: Path, earned: list[Enrolment], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "database_now", lambda: moment)
        loop._do_due()

    monkeypatch.setattr(worker, "jobs", [jobs["certificates-due"]])
    loop = Worker()
    with monkeypatch.context() as full:
        full.setattr("core.files.whole_file.os.fsync", no_room)
        for minutes in range(0, 24 * 60, 10):
            at(now + timedelta(minutes=minutes))
        assert (files(disk), Certificate.objects.count()) == ([], 0)
        assert JobItem.objects.count() == PEOPLE

    for seconds in range(0, 70 * 60, 15):
        at(now + DAY + timedelta(seconds=seconds))

    assert Certificate.objects.count() == Message.objects.count() == len(files(disk)) == PEOPLE
    assert not JobItem.objects.exists()


def test_what_a_kill_left_is_swept_a_day_later_and_what_was_given_stays(
    disk: Path, earned: list[Enrolment], now: datetime
) -> None:
    jobs["certificates-due"].act(earned[0], now)
    orphan = make_paper(earned[1], now).pdf_name
    given = Certificate.objects.get().pdf.name
    assert sweep_pdfs(now) == 0

    for one in files(disk):
        os.utime(one, (0, (now - DAY).timestamp() - 1))
    swept = sweep_pdfs(now)

    assert swept == 1
    assert [str(one.relative_to(disk)) for one in files(disk)] == [given]
    assert orphan != given


def test_a_paper_that_is_being_made_is_not_swept(
    disk: Path, earned: list[Enrolment], now: datetime
) -> None:
    name = make_paper(earned[0], now).pdf_name
    moment = now.timestamp()
    os.utime(disk / name, (moment, moment))

    assert sweep_pdfs(now + DAY - timedelta(minutes=1)) == 0
    assert (disk / name).exists()


def test_many_are_swept_in_portions(
    disk: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "AT_ONCE", 2)
    storage = pdf.private_storage()
    for number in range(5):
        name = storage.save(f"certificates/{number}.pdf", ContentFile(b"x"))
        os.utime(disk / name, (0, 0))

    assert sweep_pdfs(now) == 5
    assert sweep_pdfs(now) == 0

"""What keeps a file of people off a date, and what keeps an import from being undone."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F

from accounts.models import Organisation, User
from core.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.roster_import import check_roster, import_roster, undo_import
from training.enrolments.models import Enrolment, RosterImport
from training.enrolments.rules.roster_file import ImportRow
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


def sam(**more: str) -> ImportRow:
    return ImportRow(2, "Sam Lee", "sam@work.example", **more)


def fault(event: Event, row: ImportRow, now: datetime) -> str:
    """What is said of the row; an import of it is refused."""
    checked = check_roster(event, [row], override="", now=now)
    assert not checked.fits
    return checked.faults[row.line]


def test_each_row_must_stand_on_a_manager(open_event: Event, now: datetime) -> None:
    Course.objects.update(manager_approval=True)
    open_event.refresh_from_db()

    assert "A manager approves places" in fault(open_event, sam(), now)
    for own in ("Sam@work.example", "sam+boss@work.example"):
        row = sam(manager_email=own)
        assert fault(open_event, row, now) == "Nobody is their own manager"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"entry": Event.Entry.RESERVED}, "reserved"),
        ({"status": Event.Status.CANCELLED}, "cancelled"),
        ({"starts_at": datetime(2026, 11, 11).astimezone()}, "started"),
    ],
)
def test_nobody_is_put_on_a_date_that_is_closed(
    open_event: Event, lead: User, now: datetime, change: dict[str, object], words: str
) -> None:
    Event.objects.update(**change)

    with refused("roster_refused", match=words):
        import_roster(open_event, [sam()], override="", actor=lead, now=now)
    assert not Enrolment.objects.exists()


def test_a_full_date_has_no_place_for_one_person(
    open_event: Event, lead: User, now: datetime
) -> None:
    Event.objects.update(places_taken=F("capacity"))

    with refused("roster_refused", match="^1 person is in this file, and 0 places are left"):
        import_roster(open_event, [sam()], override="", actor=lead, now=now)


def test_a_row_that_no_longer_fits_keeps_the_file_off(
    open_event: Event, learner: User, lead: User, now: datetime
) -> None:
    EnrolmentFactory(event=open_event, person=learner)
    row = ImportRow(2, learner.name, learner.email)

    with refused("roster_refused", match="does not fit any more"):
        import_roster(open_event, [row], override="", actor=lead, now=now)
    assert Enrolment.objects.count() == 1


@pytest.mark.guard("import: a closed date, the cap, a manager")
def test_a_file_keeps_to_the_cap_with_all_its_rows(
    open_event: Event, school: Organisation, lead: User, now: datetime
) -> None:
    Course.objects.update(organisation_cap=1)
    rows = [
        ImportRow(line, f"P{line}", f"p{line}@work.example", school.urn or "") for line in (2, 3)
    ]

    with refused("roster_refused", match="can have 1 place"):
        import_roster(open_event, rows, override="", actor=lead, now=now)
    assert import_roster(open_event, rows, override="Agreed", actor=lead, now=now)


@pytest.fixture
def batch(open_event: Event, lead: User, now: datetime) -> RosterImport:
    """Sam was imported a minute ago."""
    return import_roster(open_event, [sam()], override="", actor=lead, now=now)


@pytest.mark.guard("an import undone")
def test_an_import_is_undone_once_and_its_places_go_to_those_who_wait(
    batch: RosterImport, lead: User, now: datetime
) -> None:
    Event.objects.update(capacity=1)
    waits = EnrolmentFactory(event=batch.event, person=UserFactory(), status=Status.WAITING)
    read_before = RosterImport.objects.get(pk=batch.pk)
    later = now + timedelta(minutes=1)

    done = undo_import(batch, actor=lead, now=later)
    told = Message.objects.count()
    again = undo_import(read_before, actor=lead, now=later + timedelta(minutes=1))

    assert done.undone_at == again.undone_at == later
    assert Message.objects.count() == told
    waits.refresh_from_db()
    assert (waits.status, waits.event.places_taken) == (Status.OFFERED, 1)

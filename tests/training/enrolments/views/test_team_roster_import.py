"""People of a file are put on a date by the office: all or none, and taken off it as one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from accounts.models import Organisation, User
from core.files.spreadsheet_reader import read_sheet
from core.models import Message
from tests.cast import NOW
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.training.forms_sent import KEY, key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment, RosterImport
from training.enrolments.rules.roster_file import SALT, TEMPLATE
from training.events.models import Event

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="(people|override)"(?: value="([^"]*)")?')
TWO = "Name,Email,Organisation\nZoë Old,Zoe@a.example,999001\nYan New,yan@a.example,\n"


@pytest.fixture
def url(open_event: Event, school: Organisation) -> str:
    return f"/team/events/{open_event.ref}/import/"


def choose(client: Client, url: str, text: str, **more: Any) -> HttpResponse:
    """Send a file, and see what it would do."""
    file = SimpleUploadedFile("people.csv", text.encode())
    return send(client, url, file=file, **more)


def hidden_in(page: HttpResponse) -> dict[str, str]:
    """What the page of the second look sends on."""
    text = page.content.decode()
    found = dict(HIDDEN.findall(text))
    key = KEY.search(text)
    assert key
    return {**found, "form_key": key[1]}


def commit(client: Client, url: str, text: str = TWO, **more: Any) -> HttpResponse:
    """Send a file, look at it, press the button."""
    page = choose(client, url, text, **more)
    assert page.status_code == 200, page.content.decode()
    return client.post(f"{url}check/", hidden_in(page))  # type: ignore[return-value]


@pytest.mark.parametrize("who", ["learner", "booker", "facilitator_user", "report_viewer"])
def test_only_the_office_comes_in(
    client: Client, url: str, request: pytest.FixtureRequest, who: str, coordinator: User
) -> None:
    batch = RosterImport.objects.create(event=Event.objects.get(), made_by=coordinator, made_at=NOW)
    client.force_login(request.getfixturevalue(who))
    for tail in ("", "check/", "template.xlsx", f"{batch.ref}/undo/"):
        assert client.get(url + tail).status_code == 403
        assert client.post(url + tail).status_code == 403


@pytest.mark.guard("import: the preview writes nothing")
def test_a_look_changes_nothing(office: Client, url: str) -> None:
    page = choose(office, url, TWO).content.decode()

    assert "2 people get a place" in " ".join(page.split())
    assert "Canalside Academy" in page
    assert not Enrolment.objects.exists()
    assert not User.objects.filter(email="yan@a.example").exists()


def test_everyone_gets_a_place_once(
    office: Client, url: str, open_event: Event, school: Organisation
) -> None:
    answers = hidden_in(choose(office, url, TWO))

    for _ in range(2):
        answer = office.post(f"{url}check/", answers)

    assert answer["Location"] == f"/team/events/{open_event.ref}/"
    rows = Enrolment.objects.order_by("pk").select_related("person", "organisation")
    assert [(row.person.name, row.organisation, row.status) for row in rows] == [
        ("Zoë Old", school, "confirmed"),
        ("Yan New", None, "confirmed"),
    ]
    assert {row.batch for row in rows} == {RosterImport.objects.get()}
    open_event.refresh_from_db()
    assert open_event.places_taken == 2
    assert set(Message.objects.values_list("to", flat=True)) == {"zoe@a.example", "yan@a.example"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("who,post\na,b", "Row 1 says “who”, “post”. Name the columns “Name”"),
        ("", "The submitted file is empty"),
    ],
)
def test_a_file_without_its_columns_is_not_read(
    office: Client, url: str, text: str, words: str
) -> None:
    page = choose(office, url, text)

    assert page.status_code == 422
    assert words in page.content.decode()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",a@b.example,", "There is no name"),
        ("A B,nobody,", "not in the usual form"),
        ("A B,ZOE@a.example,", "The same email address as in row 2"),
        ("A B,a@b.example,No School", "No open organisation"),
        ("A B,amina@learner.example,", "has a place on the date"),
        ("A B,closed@b.example,", "closed"),
    ],
)
def test_one_row_that_cannot_be_stops_them_all(
    office: Client, url: str, open_event: Event, learner: User, row: str, words: str
) -> None:
    EnrolmentFactory(event=open_event, person=learner)
    User.objects.create(email="closed@b.example", name="Closed", is_active=False)

    page = choose(office, url, f"{TWO}{row}\n")

    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Put them on the date" not in page.content.decode()
    assert Enrolment.objects.count() == 1


@pytest.mark.guard("import: room for all", where="training/enrolments/actions/roster_import.py")
def test_a_file_that_does_not_fit_says_how_many_do(office: Client, url: str) -> None:
    Event.objects.update(capacity=1)

    page = choose(office, url, TWO).content.decode()

    assert "2 people are in this file, and 1 place is left" in page


def test_places_that_went_meanwhile_stop_them_all(office: Client, url: str) -> None:
    answers = hidden_in(choose(office, url, TWO))
    Event.objects.update(capacity=1)

    answer = office.post(f"{url}check/", answers)

    assert answer.status_code == 409
    assert not Enrolment.objects.exists()
    assert not RosterImport.objects.exists()


@pytest.mark.guard(
    "import: checked again under the lock", where="training/enrolments/actions/roster_import.py"
)
def test_somebody_who_came_on_the_date_meanwhile_stops_them_all(
    office: Client, url: str, open_event: Event
) -> None:
    answers = hidden_in(choose(office, url, TWO))
    person = User.objects.create(email="zoe@a.example", name="Zoë Old")
    EnrolmentFactory(event=open_event, person=person)

    answer = office.post(f"{url}check/", answers)

    assert answer.status_code == 409
    assert Enrolment.objects.get().person == person


def test_only_with_a_reason_is_the_course_for_anyone(
    office: Client, url: str, course: Course
) -> None:
    course.prerequisites.add(CourseFactory(title="Before it"))
    assert "Before it" in choose(office, url, TWO).content.decode()

    commit(office, url, override="Trained elsewhere")

    assert Enrolment.objects.filter(status="confirmed").count() == 2


@pytest.mark.guard(
    "import: the preview is for one person and date, for an hour",
    where="training/enrolments/rules/roster_file.py",
)
def test_a_preview_of_another_date_or_of_long_ago_is_not_believed(
    office: Client, url: str, open_event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = hidden_in(choose(office, url, TWO))
    forged = signing.dumps([[2, "A", "a@b.example", "", ""]], salt=SALT)

    for wrong in (forged, answers["people"][:-2], ""):
        answer = office.post(f"{url}check/", {**answers, "people": wrong})
        assert answer.status_code == 422
    monkeypatch.setattr("training.enrolments.rules.roster_file.GOOD_FOR", timedelta(0))
    assert "too old" in office.post(f"{url}check/", answers).content.decode()
    assert not Enrolment.objects.exists()


def test_what_is_not_read_of_a_file_is_said_beside_its_people(office: Client, url: str) -> None:
    text = "Dates in June\n\nName,Email,Shoe size\nZoë Old,zoe@a.example,38\nTotal,,1\n"

    page = " ".join(choose(office, url, text).content.decode().split())

    assert "Columns read: Name, Email. Not read: Shoe size." in page
    assert "Above the headings, not read: row 1." in page
    assert "Not people, not read: row 5 (“Total 1”)." in page
    assert "<td>4</td>" in page  # as the spreadsheet numbers it


def test_an_empty_sheet_with_the_headings_can_be_had(office: Client, url: str) -> None:
    answer = office.get(f"{url}template.xlsx")

    assert answer["Content-Disposition"] == 'attachment; filename="people-to-import.xlsx"'
    (heading,) = read_sheet("people.xlsx", answer.content).rows
    assert heading == (1, list(TEMPLATE))


def test_the_button_alone_leads_to_the_file(office: Client, url: str) -> None:
    assert office.get(f"{url}check/")["Location"] == url


def test_an_import_is_undone_as_one(office: Client, url: str, open_event: Event) -> None:
    file = "Name,Email,Manager's email\nZoë Old,zoe@a.example,boss@a.example\nYan,yan@a.example,\n"
    commit(office, url, file)
    undo = f"{url}{RosterImport.objects.get().ref}/undo/"
    page = office.get(f"/team/events/{open_event.ref}/").content.decode()
    assert undo in page
    key = key_on(office, undo)

    for _ in range(2):
        send(office, undo, key)

    assert set(Enrolment.objects.values_list("status", flat=True)) == {"cancelled"}
    open_event.refresh_from_db()
    assert open_event.places_taken == 0
    ended = Message.objects.filter(kind="enrolments/manager_cancelled")
    assert [message.to for message in ended] == ["boss@a.example"]
    assert undo not in office.get(f"/team/events/{open_event.ref}/").content.decode()


@pytest.mark.guard(
    "undo: not once a place has changed", where="training/enrolments/actions/roster_import.py"
)
def test_an_import_somebody_has_changed_since_stays(office: Client, url: str) -> None:
    commit(office, url)
    Enrolment.objects.filter(person__name="Yan New").update(changed_at=NOW + timedelta(hours=1))

    answer = send(office, f"{url}{RosterImport.objects.get().ref}/undo/")

    assert answer.status_code == 409
    assert "The place of Yan New has changed" in answer.content.decode()
    assert set(Enrolment.objects.values_list("status", flat=True)) == {"confirmed"}


@pytest.mark.guard(
    "undo: not once the date has begun", where="training/enrolments/actions/roster_import.py"
)
def test_an_import_onto_a_date_that_has_begun_stays(office: Client, url: str) -> None:
    commit(office, url)
    Event.objects.update(starts_at=NOW - timedelta(days=1))

    assert send(office, f"{url}{RosterImport.objects.get().ref}/undo/").status_code == 409

"""The people of a date, as the office works on them."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from itertools import islice

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import Organisation, User
from core.models import Message
from tests.cast import NOW
from tests.factories.registers import people
from tests.factories.training import CourseFactory, EnrolmentFactory
from tests.pages import page, queries_of_few_and_many
from tests.training.forms_sent import key_on, send
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
LATER = NOW + timedelta(days=5)


@pytest.fixture
def url(open_event: Event) -> str:
    return f"/team/events/{open_event.ref}/"


def on(event: Event, person: User, status: str, **more: object) -> Enrolment:
    """A place that counts."""
    if status in {Status.OFFERED, Status.AWAITING_APPROVAL}:
        more.setdefault("held_until", LATER)
    row = EnrolmentFactory(event=event, person=person, status=status, **more)
    held = event.enrolments.filter(status__in=Enrolment.HOLDING).count()
    Event.objects.filter(pk=event.pk).update(places_taken=held)
    return row


@pytest.mark.parametrize(
    "tail",
    ["message/", "people.csv", "people.xlsx", "people/add/", "people/{place}/approve/"],
)
@pytest.mark.parametrize("who", ["learner", "booker", "facilitator_user", "report_viewer"])
def test_only_the_office_comes_in(
    client: Client,
    open_event: Event,
    url: str,
    learner: User,
    request: pytest.FixtureRequest,
    who: str,
    tail: str,
) -> None:
    place = on(open_event, learner, Status.AWAITING_APPROVAL, needs_office=True)
    address = url + tail.format(place=place.ref)
    assert client.get(address).status_code == 302
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403


def test_people_are_shown_by_state_with_what_can_be_done(
    office: Client, open_event: Event, url: str, learner: User, stranger: User
) -> None:
    on(open_event, learner, Status.CONFIRMED)
    awaited = on(
        open_event, stranger, Status.AWAITING_APPROVAL, needs_manager=False, needs_office=True
    )

    everyone = page(office, url)
    to_approve = page(office, f"{url}?state=approval")

    assert "All (2)" in everyone
    assert "Confirmed (1)" in everyone
    assert learner.name in everyone
    assert learner.name not in to_approve
    assert "By the office, until" in to_approve
    assert f"/people/{awaited.ref}/approve/" in to_approve
    assert "Waiting list" not in everyone


def test_the_waiting_list_stands_in_its_order(office: Client, open_event: Event, url: str) -> None:
    late, early, first = people(3)
    on(open_event, late, Status.WAITING, waitlisted_at=NOW)
    on(open_event, early, Status.WAITING, waitlisted_at=NOW - timedelta(hours=1))
    on(open_event, first, Status.WAITING, waitlisted_at=NOW, has_priority=True)

    shown = page(office, f"{url}?state=waiting")

    assert shown.index(first.name) < shown.index(early.name) < shown.index(late.name)
    assert "Number 1, has priority" in shown
    assert "Number 3" in shown


def test_a_date_that_is_over_offers_nothing_to_do(
    office: Client, open_event: Event, url: str, learner: User
) -> None:
    on(open_event, learner, Status.CONFIRMED)
    Event.objects.update(starts_at=NOW - timedelta(hours=3), ends_at=NOW)

    assert "Colleague instead" not in page(office, url)
    assert "people/add/" not in page(office, url)


def test_the_office_says_yes(office: Client, open_event: Event, url: str, learner: User) -> None:
    row = on(open_event, learner, Status.AWAITING_APPROVAL, needs_manager=True)
    address = f"{url}people/{row.ref}/approve/"
    assert "stands for the manager" in page(office, address)

    answer = send(office, address)

    assert answer["Location"] == url
    row.refresh_from_db()
    assert (row.status, row.needs_manager) == (Status.CONFIRMED, False)
    assert "is confirmed" in page(office, url)


def test_the_office_says_no(office: Client, open_event: Event, url: str, learner: User) -> None:
    row = on(open_event, learner, Status.AWAITING_APPROVAL, needs_office=True)
    address = f"{url}people/{row.ref}/decline/"
    assert send(office, address, reason="").status_code == 422

    send(office, address, reason="Third time")

    row.refresh_from_db()
    assert row.status == Status.DECLINED
    open_event.refresh_from_db()
    assert open_event.places_taken == 0


def test_a_yes_that_comes_too_late_says_so(
    office: Client, open_event: Event, url: str, learner: User
) -> None:
    row = on(open_event, learner, Status.AWAITING_APPROVAL, needs_office=True)
    Enrolment.objects.update(held_until=NOW - timedelta(days=400))

    send(office, f"{url}people/{row.ref}/approve/")

    row.refresh_from_db()
    assert row.status == Status.EXPIRED
    assert "had run out" in page(office, url)


def test_a_place_of_another_date_is_not_found(office: Client, url: str) -> None:
    assert office.get(f"{url}people/nothinghere/approve/").status_code == 404


# Putting somebody on a date


def test_somebody_new_is_put_on_a_date(
    office: Client, open_event: Event, url: str, school: Organisation
) -> None:
    answers = {"name": "New Person", "email": "New@School.example", "organisation": "999001"}
    key = key_on(office, f"{url}people/add/")

    for _ in range(2):
        answer = send(office, f"{url}people/add/", key, **answers)

    assert answer["Location"] == url
    row = Enrolment.objects.get()
    assert (row.person.email, row.organisation) == ("new@school.example", school)
    assert row.status == Status.CONFIRMED
    assert not row.person.has_usable_password()
    assert Message.objects.get(about=row.ref).to == "new@school.example"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": "nobody"}, "Enter an email address"),
        ({"name": ""}, "Enter full name"),
        ({"organisation": "No Such School"}, "No open organisation"),
    ],
)
def test_answers_that_do_not_fit_are_asked_for_again(
    office: Client, open_event: Event, url: str, changed: dict[str, str], words: str
) -> None:
    answers = {"name": "New Person", "email": "new@school.example", **changed}

    answer = send(office, f"{url}people/add/", **answers)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_two_organisations_of_one_name_are_told_apart(
    office: Client, open_event: Event, url: str, school: Organisation, other_school: Organisation
) -> None:
    for row in Organisation.objects.all():
        row.name = "St Mary's"
        row.save()
    answers = {"name": "New Person", "email": "a@b.example", "organisation": "st mary's"}

    assert "Enter the URN" in send(office, f"{url}people/add/", **answers).content.decode()


def test_only_with_a_reason_is_the_course_for_anyone(
    office: Client, open_event: Event, url: str, course: Course
) -> None:
    course.prerequisites.add(CourseFactory(title="Before it"))
    answers = {"name": "New Person", "email": "new@school.example"}

    refused = send(office, f"{url}people/add/", **answers)
    send(office, f"{url}people/add/", **answers, override="Trained elsewhere")

    assert refused.status_code == 409
    assert "Before it" in refused.content.decode()
    assert Enrolment.objects.get().status == Status.CONFIRMED


def test_no_reason_makes_a_place_where_there_is_none(
    office: Client, open_event: Event, url: str
) -> None:
    Event.objects.update(capacity=0)
    answers = {"name": "New Person", "email": "a@b.example", "override": "Please"}

    assert send(office, f"{url}people/add/", **answers).status_code == 409
    assert not User.objects.filter(email="a@b.example").exists()


# Writing to them


def test_everyone_in_a_state_gets_a_message_of_their_own(
    office: Client, open_event: Event, url: str, learner: User, stranger: User
) -> None:
    on(open_event, learner, Status.CONFIRMED)
    on(open_event, stranger, Status.WAITING)
    words = {"to": "coming", "subject": "Parking", "message": "<b>Use</b> the {back}.\n\nThanks."}
    key = key_on(office, f"{url}message/")

    looked_at = send(office, f"{url}message/", key, **words).content.decode()

    assert not Message.objects.exists()
    assert "1 person gets it" in " ".join(looked_at.split())
    assert "&lt;b&gt;Use&lt;/b&gt;" in looked_at
    for _ in range(2):
        send(office, f"{url}message/", key, **words, is_checked="yes")
    message = Message.objects.get()
    assert message.to == learner.email
    assert message.subject == "Parking: Preventing violence against women and girls"
    assert "<b>Use</b> the {back}.\n\nThanks." in message.body_text
    assert "&lt;b&gt;Use&lt;/b&gt;" in message.body_html
    assert stranger.email not in message.body_text + message.body_html


def test_a_message_needs_readers_and_words(
    office: Client, open_event: Event, url: str, learner: User
) -> None:
    on(open_event, learner, Status.CONFIRMED)

    answer = send(office, f"{url}message/", subject="", message="")

    assert answer.status_code == 422
    assert "Choose whom to write to" in answer.content.decode()


# Taking them away


def test_the_file_holds_everyone_and_no_access_needs(
    office: Client, open_event: Event, url: str, school: Organisation, learner: User
) -> None:
    User.objects.filter(pk=learner.pk).update(name="=HYPERLINK()")
    on(open_event, learner, Status.CONFIRMED, organisation=school, access_needs="By the door")

    answer = office.get(f"{url}people.csv")
    whole = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    book = load_workbook(BytesIO(office.get(f"{url}people.xlsx").content))

    (row,) = csv.DictReader(StringIO(whole))
    assert (row["Name"], row["URN"], row["State"]) == ("'=HYPERLINK()", "999001", "Confirmed")
    assert "door" not in whole
    cell = book.active["A2"]  # type: ignore[index]
    assert (cell.value, cell.data_type) == ("=HYPERLINK()", "s")
    assert 'filename="people-2026-12-03-' in answer["Content-Disposition"]


def test_a_roster_costs_the_same_for_any_number(
    office: Client, open_event: Event, url: str
) -> None:
    some = iter(people(6))

    def add(number: int) -> None:
        for person in islice(some, number):
            on(open_event, person, Status.WAITING)

    assert len(queries_of_few_and_many(office, url, add)) == 1


def test_looking_changes_nothing(
    office: Client, open_event: Event, url: str, learner: User
) -> None:
    row = on(open_event, learner, Status.AWAITING_APPROVAL, needs_office=True)
    before = list(Enrolment.objects.values())
    tails = ("", "message/", "people/add/", f"people/{row.ref}/approve/")
    for tail in (*tails, f"people/{row.ref}/decline/"):
        assert office.get(url + tail).status_code == 200
    assert list(Enrolment.objects.values()) == before

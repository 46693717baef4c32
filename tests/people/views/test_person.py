"""The office looks people up; nobody else does."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Area, Membership, Organisation, StaffRole, User
from certificates.papers.models import Certificate
from tests.cast import join, make_event, make_person
from tests.factories.certificates import CertificateFactory, revoke_all
from tests.factories.registers import put_on
from training.courses.models import Course
from training.events.models import Event

PEOPLE = "/team/people/"
WHO_MAY_NOT = ["learner", "booker", "manager", "facilitator_user", "report_viewer"]


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("admin@vrp.example", "Ada Admin", "administrator")


def page_of(person: User) -> str:
    """The address of the office's page about a person."""
    return reverse("people:team_people_detail", args=[person.ref])


def seen(client: Client, user: User, address: str, status: int = 200) -> str:
    """A page as the user gets it."""
    client.force_login(user)
    page = client.get(address)
    assert page.status_code == status
    return page.content.decode()


@pytest.mark.parametrize("who", WHO_MAY_NOT)
def test_people_are_nobody_elses(
    client: Client, who: str, stranger: User, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(PEOPLE, {"q": "stranger"}).status_code == 403
    assert client.get(page_of(stranger)).status_code == 403
    assert client.get(f"{PEOPLE}{'x' * 12}/").status_code == 403


@pytest.mark.parametrize("role", ["editor", "safeguarding_lead", "facilitator", "report_viewer"])
def test_not_every_role_in_the_team_looks_people_up(client: Client, role: str) -> None:
    client.force_login(make_person(f"{role}@team.example", "Someone", role))

    assert client.get(PEOPLE).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PEOPLE)["Location"] == f"/accounts/login/?next={PEOPLE}"


@pytest.mark.parametrize("who", ["coordinator", "lead", "administrator"])
def test_the_office_and_administrators_find_people(
    client: Client, who: str, booker: User, stranger: User, request: pytest.FixtureRequest
) -> None:
    text = seen(client, request.getfixturevalue(who), f"{PEOPLE}?q=canalside")

    assert "1 person found" in text
    assert page_of(booker) in text
    assert "booker@canalside.example" in text
    assert "Canalside Academy (example) (books visits)" in text
    assert page_of(stranger) not in text


def test_an_administrator_of_the_command_line_finds_people(client: Client, learner: User) -> None:
    root = User.objects.create_superuser("root@vrp.example", "correct horse battery", name="Root")

    text = seen(client, root, f"{PEOPLE}?q=example")

    assert page_of(learner) in text
    assert "Administrator" in text


def test_results_say_who_is_in_the_team_and_whose_account_is_closed(
    client: Client, coordinator: User, facilitator_user: User
) -> None:
    User.objects.filter(pk=facilitator_user.pk).update(is_active=False)

    text = seen(client, coordinator, f"{PEOPLE}?q=priya")

    assert "Facilitator</span>" in text
    assert "Closed account" in text


def test_without_a_search_there_is_no_list(
    client: Client, coordinator: User, learner: User
) -> None:
    text = seen(client, coordinator, PEOPLE)

    assert learner.email not in text
    assert "found" not in text


@pytest.mark.parametrize("words", ["", "am", "  a  "])
def test_a_search_needs_three_characters(
    client: Client, coordinator: User, learner: User, words: str
) -> None:
    client.force_login(coordinator)
    page = client.get(PEOPLE, {"q": words})

    assert page.status_code == 422
    assert "Enter at least 3 characters" in page.content.decode()
    assert learner.email not in page.content.decode()


def test_who_is_not_found_is_told_how_to_get_an_account(client: Client, coordinator: User) -> None:
    text = seen(client, coordinator, f"{PEOPLE}?q=nobody-at-all")

    assert "Nobody found" in text
    assert 'href="/accounts/signup/"' in text


def test_results_come_25_to_a_page(client: Client, coordinator: User) -> None:
    User.objects.bulk_create(
        User(email=f"person{one}@many.example", name=f"Person {one:03d}") for one in range(30)
    )

    first = seen(client, coordinator, f"{PEOPLE}?q=many.example")
    second = seen(client, coordinator, f"{PEOPLE}?q=many.example&page=2")

    assert "1 to 25 of 30 people" in first
    assert "q=many.example&amp;page=2" in first
    assert ("Person 024" in first, "Person 025" in first) == (True, False)
    assert ("Person 024" in second, "Person 029" in second) == (False, True)


def test_a_person_is_shown_whole(
    client: Client,
    coordinator: User,
    certificate: Certificate,
    learner: User,
    school: Organisation,
    open_event: Event,
) -> None:
    join(learner, school, "booker")
    put_on(open_event.sessions.get(), learner)
    Event.objects.exclude(pk=open_event.pk).update(
        ends_at=datetime(2026, 11, 11, 9, 30, tzinfo=UTC)
    )

    text = seen(client, coordinator, page_of(learner))

    assert "Books visits · Birmingham" in text
    assert "Active since 11 November 2026" in text
    for event in Event.objects.all():
        assert reverse("enrolments:team_event_detail", args=[event.ref]) in text
    assert text.index("Coming up") < text.index("Past")
    assert "Attended" in text
    assert certificate.number in text
    assert "They are not in the partnership's own team." in text


def test_a_closed_account_says_so(client: Client, coordinator: User, learner: User) -> None:
    User.objects.filter(pk=learner.pk).update(is_active=False)

    assert "This account is closed" in seen(client, coordinator, page_of(learner))


def test_nothing_yet_is_said(client: Client, coordinator: User, stranger: User) -> None:
    text = seen(client, coordinator, page_of(stranger))

    assert "They act for no organisation." in text
    assert "They have taken no place on a date." in text
    assert "They have none yet." in text


def test_an_unknown_ref_is_not_found(client: Client, coordinator: User) -> None:
    seen(client, coordinator, f"{PEOPLE}{'x' * 12}/", status=404)


def links_of(person: User, number: str) -> dict[str, str]:
    """What can be done about a person with a role, a membership and a certificate."""
    names = {
        "join": ("team_people_membership_create", []),
        "grant": ("team_people_role_grant", []),
        "revoke": ("team_people_role_revoke", ["report_viewer"]),
        "name": ("team_people_name", []),
        "replace": ("team_people_certificate_replace", [number]),
        "withdraw": ("team_people_certificate_withdraw", [number]),
    }
    return {
        short: reverse(f"people:{name}", args=[person.ref, *more])
        for short, (name, more) in names.items()
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("coordinator", {"join", "name", "replace", "withdraw"}),
        ("administrator", {"join", "grant", "revoke"}),
    ],
)
def test_everyone_sees_what_they_may_do(
    client: Client,
    who: str,
    expected: set[str],
    certificate: Certificate,
    learner: User,
    now: datetime,
    request: pytest.FixtureRequest,
) -> None:
    StaffRole.objects.create(user=learner, role="report_viewer", granted_at=now)
    User.objects.filter(pk=learner.pk).update(name="Amina Khan")

    text = seen(client, request.getfixturevalue(who), page_of(learner))

    links = links_of(learner, certificate.number)
    assert {short for short, url in links.items() if f'href="{url}"' in text} == expected
    assert "Reads the reports, and changes nothing." in text
    assert "Printed name: Amina Rashid" in text


def test_an_administrator_is_not_led_to_dates(
    client: Client, administrator: User, learner: User, open_event: Event
) -> None:
    put_on(open_event.sessions.get(), learner)

    text = seen(client, administrator, page_of(learner))

    assert open_event.course.title in text
    assert "/team/events/" not in text


def test_ones_own_roles_have_no_buttons(client: Client, administrator: User) -> None:
    text = seen(client, administrator, page_of(administrator))

    assert "You cannot change your own roles" in text
    assert "/roles/" not in text


def test_a_certificate_with_the_right_name_is_not_replaced(
    client: Client, coordinator: User, certificate: Certificate, learner: User
) -> None:
    text = seen(client, coordinator, page_of(learner))

    assert "/withdraw/" in text
    assert "/replace/" not in text
    assert "Printed name" not in text


def test_what_ended_cannot_be_changed(
    client: Client, coordinator: User, certificate: Certificate, booker: User
) -> None:
    revoke_all()
    Membership.objects.update(state="left")

    assert "/withdraw/" not in seen(client, coordinator, page_of(certificate.enrolment.person))
    assert "/end/" not in seen(client, coordinator, page_of(booker))


def test_a_membership_asked_for_can_be_agreed_to(
    client: Client, coordinator: User, booker: User
) -> None:
    Membership.objects.update(state="requested")

    text = seen(client, coordinator, page_of(booker))

    assert "organisations/add/?q=Canalside+Academy" in text
    assert "Requested" in text


def test_the_numbers_of_queries_are_constant(
    client: Client,
    coordinator: User,
    learner: User,
    course: Course,
    regional: Area,
    birmingham: Area,
) -> None:
    pages = [f"{PEOPLE}?q=example", page_of(learner)]
    counts = []
    for number in (1, 5):
        for one in range(number):
            school = Organisation.objects.create(name=f"School {number}{one}", area=birmingham)
            other = make_person(f"p{number}{one}@more.example", "More", "facilitator", "editor")
            for person in (learner, other):
                join(person, school, "booker")
            month = 10 if number == 1 else 12
            event = make_event(
                course, regional, starts_at=datetime(2026, month, one + 1, tzinfo=UTC)
            )
            [place] = put_on(event.sessions.get(), learner)
            CertificateFactory.create(enrolment=place)
        for page in pages:
            seen(client, coordinator, page)  # the frame's menus are read once
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("coordinator", ["Team", "Bookings", "Events", "Facilitators", "People", "Reports"]),
        ("administrator", ["People", "Reports"]),
    ],
)
def test_the_areas_lead_to_people(
    client: Client, who: str, labels: list[str], request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    links = client.get(PEOPLE).context["staff_links"]

    assert [link.label for link in links if link.label in labels] == labels
    assert [link.label for link in links if link.current] == ["People"]


def test_the_office_corrects_a_name_and_nothing_else(
    client: Client, coordinator: User, learner: User
) -> None:
    User.objects.filter(pk=learner.pk).update(job_title="Youth worker")
    client.force_login(coordinator)
    address = reverse("people:team_people_name", args=[learner.ref])
    assert 'value="Amina Rashid"' in client.get(address).content.decode()

    done = client.post(address, {"form_key": uuid4(), "name": "Amina Rashid-Khan"})

    assert done["Location"] == page_of(learner)
    learner.refresh_from_db()
    assert (learner.name, learner.job_title) == ("Amina Rashid-Khan", "Youth worker")
    entry = ModelLogEntry.objects.get(action="upstander.name_person")
    assert (entry.label, entry.user) == (learner.ref, coordinator)


def test_a_name_cannot_be_emptied(client: Client, coordinator: User, learner: User) -> None:
    client.force_login(coordinator)
    address = reverse("people:team_people_name", args=[learner.ref])

    page = client.post(address, {"form_key": uuid4(), "name": " "})

    assert page.status_code == 422
    assert "Enter their full name" in page.content.decode()
    learner.refresh_from_db()
    assert learner.name == "Amina Rashid"


@pytest.mark.parametrize("who", [*WHO_MAY_NOT, "administrator"])
def test_names_are_the_offices_to_correct(
    client: Client, who: str, stranger: User, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    address = reverse("people:team_people_name", args=[stranger.ref])

    assert client.post(address, {"form_key": uuid4(), "name": "Else"}).status_code == 403
    stranger.refresh_from_db()
    assert stranger.name == "Sam Stranger"

"""A person's own account, and the doors of Wagtail's that lead to people."""

import uuid

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page

from accounts.models import StaffRole, User
from tests.cast import make_person

pytestmark = pytest.mark.django_db
DETAILS, EDIT = "/accounts/", "/accounts/details/"


def answers(**more: str) -> dict[str, str]:
    return {"form_key": str(uuid.uuid4()), "name": "Amina R Rashid", "job_title": "", **more}


@pytest.mark.parametrize("path", [DETAILS, EDIT])
def test_a_visitor_signs_in_first(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_one_sees_ones_own_details(client: Client, booker: User) -> None:
    client.force_login(booker)

    page = client.get(DETAILS)

    assert "Bola Booker" in page.text
    assert "booker@canalside.example" in page.text
    assert "Canalside Academy (example)" in page.text
    assert "no-store" in page["Cache-Control"]


def test_staff_are_told_that_their_role_needs_a_second_step(
    client: Client, coordinator: User
) -> None:
    plain = Client()
    plain.force_login(coordinator)
    assert "Not set up: your role needs it" in plain.get(DETAILS).text

    client.force_login(coordinator)
    assert "An app on your phone" in client.get(DETAILS).text


def test_details_cost_a_fixed_number_of_queries(
    client: Client, booker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(booker)
    client.get(DETAILS)

    with django_assert_num_queries(6):  # session, person, roles, second step, schools twice
        client.get(DETAILS)


def test_a_name_can_be_changed(client: Client, learner: User) -> None:
    client.force_login(learner)
    assert 'value="Amina Rashid"' in client.get(EDIT).text

    response = client.post(EDIT, answers(job_title="Nurse"))

    learner.refresh_from_db()
    assert response["Location"] == DETAILS
    assert (learner.name, learner.job_title) == ("Amina R Rashid", "Nurse")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Enter your full name"),
        ("Amina\r\nRashid", "Write your name on one line"),
        ("A" * 121, "Use 120 characters or fewer"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(
    client: Client, learner: User, name: str, sentence: str
) -> None:
    client.force_login(learner)

    page = client.post(EDIT, answers(name=name))

    learner.refresh_from_db()
    assert page.status_code == 422
    assert sentence in page.text
    assert learner.name == "Amina Rashid"


# Wagtail's doors


@pytest.fixture
def editor(db: None) -> User:
    """Someone whom Wagtail lets in."""
    person = make_person("edith@vrp.example", "Edith Editor", StaffRole.Role.EDITOR)
    group, _ = Group.objects.get_or_create(name="Editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    person.groups.add(group)
    return person


@pytest.fixture
def administrator(db: None) -> User:
    person = make_person("ada@vrp.example", "Ada Admin", StaffRole.Role.ADMINISTRATOR)
    person.is_superuser = True
    person.save()
    return person


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/cms/login/?next=/cms/pages/", "/accounts/login/?next=/cms/pages/"),
        ("/cms/password_reset/", "/accounts/password/reset/"),
        ("/cms/", "/accounts/login/?next=/cms/"),
        ("/cms/pages/", "/accounts/login/?next=/cms/pages/"),
        ("/cms/account/", "/accounts/login/?next=/cms/account/"),
        ("/cms/password_reset/done/", "/accounts/login/?next=/cms/password_reset/done/"),
    ],
)
def test_a_visitor_at_the_cms_is_sent_to_our_pages(
    client: Client, door: str, leads_to: str
) -> None:
    assert client.get(door)["Location"] == leads_to


@pytest.mark.parametrize("door", ["/admin/", "/django-admin/", "/cms/api/main/pages/"])
def test_there_is_no_other_way_in(client: Client, door: str) -> None:
    page = client.post(door, {"username": "a@example.org", "password": "x"})

    assert page.status_code in {302, 403, 404}
    assert "sessionid" not in page.cookies


def test_people_without_the_right_do_not_get_in(client: Client, facilitator_user: User) -> None:
    client.force_login(facilitator_user)

    assert client.get("/cms/").status_code == 403


def test_wagtails_account_page_is_ours(client: Client, editor: User) -> None:
    client.force_login(editor)

    assert client.get("/cms/account/")["Location"] == "/accounts/"


@pytest.mark.parametrize(
    "door",
    ["users/", "users/new/", "users/edit/1/", "users/delete/1/", "bulk/accounts/user/delete/"],
)
def test_nobody_changes_people_in_wagtail(
    client: Client, editor: User, administrator: User, learner: User, door: str
) -> None:
    for person in (editor, administrator):
        client.force_login(person)
        assert client.get(f"/cms/{door}?id={learner.pk}").status_code == 404
        assert client.post(f"/cms/{door}?id={learner.pk}").status_code == 404


def test_the_cms_does_not_offer_people(client: Client, administrator: User) -> None:
    Locale.objects.get_or_create(language_code="en-gb")
    if Page.get_first_root_node() is None:
        Page.add_root(title="Root", slug="root")
    client.force_login(administrator)

    page = client.get("/cms/")

    assert page.status_code == 200
    assert "/cms/users/" not in page.text

"""Staff roles: given and taken away by administrators, and by nobody for themselves."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import StaffRole, User
from people.views import role
from tests.cast import make_person
from tests.sign_in import StaffClient, give_second_factor

KEY = UUID("0c9b3c0e-5a7b-4b1e-9d0a-2f5f6a7b8c9d")
WHO_MAY_NOT = ["coordinator", "lead", "learner", "booker", "facilitator_user", "report_viewer"]


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("admin@vrp.example", "Ada Admin", "administrator")


def granting(person: User) -> str:
    return reverse("people:team_people_role_grant", args=[person.ref])


def revoking(person: User, role: str) -> str:
    return reverse("people:team_people_role_revoke", args=[person.ref, role])


def roles(person: User) -> list[str]:
    return list(person.staff_roles.values_list("role", flat=True))


def test_an_administrator_gives_a_role(client: Client, administrator: User, learner: User) -> None:
    client.force_login(administrator)
    page = client.get(granting(learner)).content.decode()
    assert "set up a second factor" in page
    assert "Their sessions end at once" in page

    done = client.post(granting(learner), {"form_key": KEY, "role": "coordinator"}, follow=True)

    assert roles(learner) == ["coordinator"]
    assert ModelLogEntry.objects.get(action="upstander.grant_role").user == administrator
    text = done.content.decode()
    assert "Amina Rashid now has the role of coordinator" in text
    assert "at the next sign-in they set up a second factor" in text


def test_an_administrator_of_the_command_line_gives_a_role(client: Client, learner: User) -> None:
    root = User.objects.create_superuser("root@vrp.example", "correct horse battery", name="Root")
    client.force_login(root)

    client.post(granting(learner), {"form_key": KEY, "role": "administrator"})

    learner.refresh_from_db()
    assert (roles(learner), learner.is_superuser) == (["administrator"], True)


def test_who_has_a_second_factor_is_not_told_to_set_one_up(
    client: Client, administrator: User, learner: User
) -> None:
    give_second_factor(learner)
    client.force_login(administrator)

    assert "have to set up" not in client.get(granting(learner)).content.decode()


def test_only_roles_that_are_not_held_are_offered(
    client: Client, administrator: User, coordinator: User
) -> None:
    client.force_login(administrator)
    text = client.get(granting(coordinator)).content.decode()

    assert 'value="lead"' in text
    assert 'value="coordinator"' not in text


def test_a_change_of_roles_ends_the_persons_sessions(
    client: Client, administrator: User, coordinator: User
) -> None:
    theirs = StaffClient()
    theirs.force_login(coordinator)
    assert theirs.get("/team/").status_code == 200
    client.force_login(administrator)

    client.post(revoking(coordinator, "coordinator"), {"form_key": KEY})

    assert theirs.get("/team/")["Location"] == "/accounts/login/?next=/team/"


def test_a_second_press_gives_it_once_and_a_later_one_is_told(
    client: Client, administrator: User, learner: User
) -> None:
    client.force_login(administrator)
    for _ in range(2):
        done = client.post(granting(learner), {"form_key": KEY, "role": "lead"})
        assert done.status_code == 302

    later = client.post(granting(learner), {"form_key": uuid4(), "role": "lead"})

    assert later.status_code == 409
    assert "has that role already" in later.content.decode()
    assert roles(learner) == ["lead"]


@pytest.mark.parametrize("role", ["", "emperor"])
def test_a_role_there_is_not_cannot_be_given(
    client: Client, administrator: User, learner: User, role: str
) -> None:
    client.force_login(administrator)

    assert client.post(granting(learner), {"form_key": KEY, "role": role}).status_code == 422
    assert roles(learner) == []


def test_an_administrator_takes_a_role_away(
    client: Client, administrator: User, coordinator: User
) -> None:
    client.force_login(administrator)
    page = client.get(revoking(coordinator, "coordinator")).content.decode()
    assert "Take the role of coordinator away?" in page

    done = client.post(revoking(coordinator, "coordinator"), {"form_key": KEY}, follow=True)

    assert roles(coordinator) == []
    assert "no longer has the role of coordinator" in done.content.decode()


def test_a_role_that_is_not_held_cannot_be_taken_away(
    client: Client, administrator: User, learner: User
) -> None:
    client.force_login(administrator)
    page = client.post(revoking(learner, "lead"), {"form_key": KEY})

    assert page.status_code == 409
    assert "does not have that role" in page.content.decode()
    assert client.get(revoking(learner, "emperor")).status_code == 404


@pytest.mark.parametrize("other", [True, False])
def test_nobody_changes_their_own_roles(
    client: Client, administrator: User, learner: User, other: bool
) -> None:
    if other:
        StaffRole.objects.create(
            user=learner, role="administrator", granted_at=administrator.joined_at
        )
    client.force_login(administrator)

    given = client.post(granting(administrator), {"form_key": uuid4(), "role": "lead"})
    taken = client.post(revoking(administrator, "administrator"), {"form_key": uuid4()})

    for page in (given, taken):
        assert page.status_code == 409
        assert "You cannot change your own roles" in page.content.decode()
    assert roles(administrator) == ["administrator"]


def test_the_last_administrator_stays(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two administrators who revoke each other: the second loses the right while they ask."""
    root = User.objects.create_superuser("root@vrp.example", "correct horse battery", name="Root")
    client.force_login(administrator)

    def found_late(user: object, ref: str) -> User:
        StaffRole.objects.filter(user=administrator).delete()
        return User.objects.get(ref=ref)

    monkeypatch.setattr(role, "person_for_team", found_late)
    page = client.post(revoking(root, "administrator"), {"form_key": KEY})

    assert page.status_code == 409
    assert "This is the last administrator" in page.content.decode()
    root.refresh_from_db()
    assert root.is_superuser


@pytest.mark.parametrize("who", WHO_MAY_NOT)
def test_nobody_else_changes_roles(
    client: Client, who: str, stranger: User, facilitator_user: User, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(granting(stranger)).status_code == 403
    for address in (granting(stranger), granting(request.getfixturevalue(who))):
        assert client.post(address, {"form_key": uuid4(), "role": "lead"}).status_code == 403
    taken = client.post(revoking(facilitator_user, "facilitator"), {"form_key": KEY})
    assert taken.status_code == 403
    assert client.get(granting(User(ref="x" * 12))).status_code == 403
    assert roles(stranger) == []
    assert roles(facilitator_user) == ["facilitator"]

"""Who is in the partnership's own team."""

from datetime import datetime

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.actions.staff_role import RoleHeldError, RoleNotHeldError, grant_role, revoke_role
from accounts.models import StaffRole, User

pytestmark = pytest.mark.django_db
Role = StaffRole.Role


def test_grant_role_gives_the_role_and_notes_it(learner: User, lead: User, now: datetime) -> None:
    grant_role(learner, Role.COORDINATOR, actor=lead, now=now)

    assert list(learner.staff_roles.values_list("role", "granted_at")) == [("coordinator", now)]
    entry = ModelLogEntry.objects.get(action="upstander.grant_role")
    assert (entry.label, entry.user, entry.data) == (learner.ref, lead, {"role": "coordinator"})


@pytest.mark.parametrize(
    ("role", "groups", "is_superuser"),
    [
        (Role.EDITOR, ["Moderators"], False),
        (Role.ADMINISTRATOR, [], True),
        (Role.COORDINATOR, [], False),
        (Role.LEAD, [], False),
    ],
)
def test_the_cms_agrees_with_the_roles(
    learner: User, lead: User, now: datetime, role: Role, groups: list[str], is_superuser: bool
) -> None:
    grant_role(learner, role, actor=lead, now=now)

    learner.refresh_from_db()
    assert [group.name for group in learner.groups.all()] == groups
    assert learner.is_superuser is is_superuser

    revoke_role(learner, role, actor=lead, now=now)

    learner.refresh_from_db()
    assert not learner.groups.exists()
    assert not learner.is_superuser


def test_revoke_role_keeps_what_another_role_gives(
    learner: User, lead: User, now: datetime
) -> None:
    grant_role(learner, Role.EDITOR, actor=lead, now=now)
    grant_role(learner, Role.LEAD, actor=lead, now=now)

    revoke_role(learner, Role.LEAD, actor=lead, now=now)

    assert learner.groups.exists()


def test_grant_role_refuses_a_role_already_held(
    coordinator: User, lead: User, now: datetime
) -> None:
    with pytest.raises(RoleHeldError, match="already"):
        grant_role(coordinator, Role.COORDINATOR, actor=lead, now=now)

    assert coordinator.staff_roles.count() == 1


def test_revoke_role_refuses_a_role_not_held(learner: User, lead: User, now: datetime) -> None:
    with pytest.raises(RoleNotHeldError, match="does not have"):
        revoke_role(learner, Role.LEAD, actor=lead, now=now)


def test_a_change_of_role_ends_every_session(
    client: Client, coordinator: User, lead: User, now: datetime
) -> None:
    client.force_login(coordinator)
    assert client.get("/accounts/").status_code == 200

    revoke_role(coordinator, Role.COORDINATOR, actor=lead, now=now)

    assert client.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"

"""Who is in the partnership's own team."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.actions import staff_role
from accounts.actions.staff_role import (
    grant_role,
    revoke_role,
)
from accounts.models import StaffRole, User
from core.changes.locks import Held
from tests.refusals import refused

pytestmark = pytest.mark.django_db
Role = StaffRole.Role


@pytest.fixture
def administrator(db: None) -> User:
    """The one administrator, made on the command line."""
    return User.objects.create_superuser("root@vrp.example", "correct horse battery", name="Root")


def test_grant_role_gives_the_role_and_notes_it(learner: User, lead: User, now: datetime) -> None:
    grant_role(learner, Role.COORDINATOR, actor=lead, now=now)

    assert list(learner.staff_roles.values_list("role", "granted_at")) == [("coordinator", now)]
    entry = ModelLogEntry.objects.get(action="upstander.grant_role")
    assert (entry.label, entry.user, entry.data) == (learner.ref, lead, {"role": "coordinator"})


@pytest.mark.parametrize(
    ("role", "groups", "is_superuser"),
    [
        (Role.EDITOR, ["Editors"], False),
        (Role.ADMINISTRATOR, [], True),
        (Role.COORDINATOR, ["Office"], False),
        (Role.LEAD, ["Moderators"], False),
    ],
)
def test_the_cms_agrees_with_the_roles(
    learner: User,
    lead: User,
    administrator: User,
    now: datetime,
    role: Role,
    groups: list[str],
    is_superuser: bool,
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

    assert [group.name for group in learner.groups.all()] == ["Editors"]


def test_grant_role_refuses_a_role_already_held(
    coordinator: User, lead: User, now: datetime
) -> None:
    with refused("role_held", match="already"):
        grant_role(coordinator, Role.COORDINATOR, actor=lead, now=now)

    assert coordinator.staff_roles.count() == 1


def test_revoke_role_refuses_a_role_not_held(learner: User, lead: User, now: datetime) -> None:
    with refused("role_not_held", match="does not have"):
        revoke_role(learner, Role.LEAD, actor=lead, now=now)


def test_a_change_of_role_ends_every_session(
    client: Client, coordinator: User, lead: User, now: datetime
) -> None:
    client.force_login(coordinator)
    assert client.get("/accounts/").status_code == 200

    revoke_role(coordinator, Role.COORDINATOR, actor=lead, now=now)

    assert client.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"


@pytest.mark.parametrize("change", [grant_role, revoke_role])
def test_nobody_changes_their_own_roles(
    change: Callable[..., object], administrator: User, now: datetime
) -> None:
    with refused("own_role", match="Ask another administrator"):
        change(administrator, Role.ADMINISTRATOR, actor=administrator, now=now)

    administrator.refresh_from_db()
    assert administrator.is_superuser
    assert not administrator.staff_roles.exists()


def test_another_role_leaves_an_administrator_of_the_command_line_as_they_are(
    administrator: User, lead: User, now: datetime
) -> None:
    grant_role(administrator, Role.COORDINATOR, actor=lead, now=now)
    revoke_role(administrator, Role.COORDINATOR, actor=lead, now=now)

    administrator.refresh_from_db()
    assert administrator.is_superuser


def test_an_administrator_of_the_command_line_can_be_revoked_when_there_is_another(
    administrator: User, learner: User, now: datetime
) -> None:
    grant_role(learner, Role.ADMINISTRATOR, actor=administrator, now=now)

    revoke_role(administrator, Role.ADMINISTRATOR, actor=learner, now=now)

    administrator.refresh_from_db()
    assert not administrator.is_superuser


@pytest.mark.parametrize("other_is_active", [True, False])
def test_the_last_administrator_stays(
    administrator: User, learner: User, now: datetime, other_is_active: bool
) -> None:
    grant_role(learner, Role.ADMINISTRATOR, actor=administrator, now=now)
    User.objects.filter(pk=administrator.pk).update(is_active=other_is_active)
    if other_is_active:
        revoke_role(administrator, Role.ADMINISTRATOR, actor=learner, now=now)

    with refused("last_administrator", match="last administrator"):
        revoke_role(learner, Role.ADMINISTRATOR, actor=None, now=now)

    learner.refresh_from_db()
    assert learner.is_superuser
    assert learner.staff_roles.get().role == Role.ADMINISTRATOR


def test_who_is_the_last_administrator_is_decided_under_the_lock(
    administrator: User, learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant_role(learner, Role.ADMINISTRATOR, actor=administrator, now=now)
    locked: list[object] = []
    lock = staff_role.lock_resources

    def lock_late(*rows: User) -> Held:
        """Another request has taken the other administrator's role before we hold the lock."""
        locked.extend(rows)
        User.objects.filter(pk=administrator.pk).update(is_superuser=False)
        return lock(*rows)

    monkeypatch.setattr(staff_role, "lock_resources", lock_late)
    with refused("last_administrator"):
        revoke_role(learner, Role.ADMINISTRATOR, actor=administrator, now=now)

    assert set(locked) == {learner, administrator}

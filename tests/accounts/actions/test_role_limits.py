"""Where a role holds: said by others, noted, and never wider by accident."""

from datetime import datetime

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from accounts.access import is_whole_office, office_remit, remit_of, reports_remit, roles_of
from accounts.actions.staff_role import grant_role, limit_role, revoke_role
from accounts.models import Area, StaffRole, StaffRoleArea, User
from accounts.queries.remit import NOWHERE, WHOLE
from tests.cast import NOW, make_person
from tests.faults import found
from tests.refusals import refused

pytestmark = pytest.mark.django_db
Role = StaffRole.Role


def fresh(person: User) -> User:
    """The person as the next request knows them."""
    return User.objects.get(pk=person.pk)


def areas_of(person: User) -> list[str]:
    return list(StaffRole.objects.get(user=person).areas.values_list("name", flat=True))


def test_a_role_is_given_for_some_boroughs(
    learner: User, lead: User, birmingham: Area, walsall: Area, now: datetime
) -> None:
    grant_role(learner, Role.LEAD, actor=lead, now=now, areas=[walsall, birmingham])

    assert office_remit(fresh(learner)).areas == {birmingham.pk, walsall.pk}
    assert not learner.groups.exists()  # no way into the CMS
    entry = ModelLogEntry.objects.get(action="upstander.grant_role")
    assert entry.data == {"role": "lead", "areas": "330, 335"}


@pytest.mark.guard("limited roles", where="accounts/actions/staff_role.py")
@pytest.mark.parametrize("role", sorted(set(Role) - set(StaffRole.LOCAL)))
def test_a_role_that_holds_everywhere_takes_no_borough(
    learner: User, lead: User, birmingham: Area, now: datetime, role: str
) -> None:
    with refused("role_not_local", match="a coordinator, a lead or a report viewer"):
        grant_role(learner, role, actor=lead, now=now, areas=[birmingham])
    assert not learner.staff_roles.exists()


def test_the_region_is_no_borough(learner: User, lead: User, regional: Area, now: datetime) -> None:
    with refused("role_not_local", match="Whole region or online is no borough"):
        grant_role(learner, Role.LEAD, actor=lead, now=now, areas=[regional])


def test_a_limit_is_changed_and_taken_away(
    local_lead: User, lead: User, walsall: Area, now: datetime
) -> None:
    before = local_lead.session_stamp
    limit_role(local_lead, Role.LEAD, [walsall], actor=lead, now=now)

    assert areas_of(local_lead) == ["Walsall"]
    entry = ModelLogEntry.objects.get(action="upstander.limit_role")
    assert entry.data == {"role": "lead", "areas": "335", "before": "330"}
    assert fresh(local_lead).session_stamp == before + 1

    limit_role(local_lead, Role.LEAD, [], actor=lead, now=now)
    assert is_whole_office(fresh(local_lead))
    assert [group.name for group in local_lead.groups.all()] == ["Moderators"]

    limit_role(local_lead, Role.LEAD, [walsall], actor=lead, now=now)
    assert not local_lead.groups.exists()
    assert found("cms-agrees-with-roles") == []


def test_the_same_limit_again_changes_nothing(
    local_lead: User, lead: User, birmingham: Area, now: datetime
) -> None:
    limit_role(local_lead, Role.LEAD, [birmingham], actor=lead, now=now)

    assert fresh(local_lead).session_stamp == local_lead.session_stamp
    assert not ModelLogEntry.objects.filter(action="upstander.limit_role").exists()


@pytest.mark.guard("own limit", where="accounts/actions/staff_role.py")
def test_nobody_says_where_their_own_role_holds(local_lead: User, now: datetime) -> None:
    with refused("own_role"):
        limit_role(local_lead, Role.LEAD, [], actor=local_lead, now=now)
    assert areas_of(local_lead) == ["Birmingham"]


def test_only_a_role_that_is_held_is_limited(
    learner: User, lead: User, birmingham: Area, now: datetime
) -> None:
    with refused("role_not_held"):
        limit_role(learner, Role.LEAD, [birmingham], actor=lead, now=now)


@pytest.mark.guard("a borough in use", where="accounts/models/user.py")
def test_a_borough_in_a_limit_is_not_deleted_but_may_be_renamed(
    other_local_lead: User, walsall: Area
) -> None:
    with pytest.raises(ProtectedError), transaction.atomic():
        walsall.delete()
    Area.objects.filter(pk=walsall.pk).update(name="Walsall and Brownhills")

    assert office_remit(fresh(other_local_lead)).areas == {walsall.pk}


def test_a_role_is_taken_away_with_its_limit(local_lead: User, lead: User, now: datetime) -> None:
    revoke_role(local_lead, Role.LEAD, actor=lead, now=now)

    assert not StaffRoleArea.objects.exists()
    assert office_remit(fresh(local_lead)) == NOWHERE


def test_rights_are_taken_by_role(local_lead: User, birmingham: Area, walsall: Area) -> None:
    """Lead in one borough, report viewer in all, coordinator in a third."""
    StaffRole.objects.create(user=local_lead, role=Role.REPORT_VIEWER, granted_at=NOW)
    other = StaffRole.objects.create(user=local_lead, role=Role.COORDINATOR, granted_at=NOW)
    other.areas.set([walsall])
    person = fresh(local_lead)

    assert reports_remit(person) == WHOLE
    assert office_remit(person).areas == {birmingham.pk, walsall.pk}
    assert remit_of(person, [Role.LEAD]).areas == {birmingham.pk}
    assert remit_of(person, [Role.EDITOR]) == NOWHERE
    assert not is_whole_office(person)


def test_an_unlimited_role_outdoes_a_limited_one_of_the_same_powers(
    local_lead: User, birmingham: Area
) -> None:
    StaffRole.objects.create(user=local_lead, role=Role.COORDINATOR, granted_at=NOW)

    assert is_whole_office(fresh(local_lead))
    assert remit_of(fresh(local_lead), [Role.LEAD]).areas == {birmingham.pk}


def test_roles_and_their_boroughs_are_asked_for_once(
    birmingham: Area, walsall: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_person("l@vrp.example", "L", "lead", "coordinator", areas=[birmingham, walsall])

    with django_assert_num_queries(1):
        assert roles_of(person) == {"lead", "coordinator"}
        assert not office_remit(person).is_whole
        assert reports_remit(person).holds(walsall.pk)


def test_who_has_left_the_team_holds_nothing(local_lead: User) -> None:
    local_lead.is_active = False

    assert office_remit(local_lead) == NOWHERE


def test_a_planted_limit_is_found(
    local_lead: User, facilitator_user: User, regional: Area, birmingham: Area
) -> None:
    assert found("limits-are-boroughs") == []
    StaffRoleArea.objects.create(staff_role=local_lead.staff_roles.get(), area=regional)
    StaffRoleArea.objects.create(staff_role=facilitator_user.staff_roles.get(), area=birmingham)

    assert found("limits-are-boroughs") == sorted([local_lead.ref, facilitator_user.ref])

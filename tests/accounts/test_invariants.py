"""Each rule about people and their rights finds the fault it is for."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from accounts.models import FeedToken, LineManager, Membership, Organisation, StaffRole, User
from tests.cast import NOW, join
from tests.faults import found, refused, unguarded

Role = StaffRole.Role


def shout(person: User, school: Organisation) -> None:
    with connection.cursor() as cursor:  # the column itself would put it right
        cursor.execute("UPDATE accounts_user SET email = %s", ["Amina@Learner.example"])


def name_administrator(person: User, school: Organisation) -> None:
    StaffRole.objects.create(user=person, role=Role.ADMINISTRATOR, granted_at=NOW)


def name_editor(person: User, school: Organisation) -> None:
    StaffRole.objects.create(user=person, role=Role.EDITOR, granted_at=NOW)


def tie_twice(person: User, school: Organisation) -> None:
    with unguarded(Membership, "membership_once_while_it_lasts"):
        join(person, school, Membership.Role.MEMBER)
        join(person, school, Membership.Role.BOOKER)


def end_never(person: User, school: Organisation) -> None:
    with unguarded(LineManager, "line_manager_end_has_a_time"):
        LineManager.objects.create(person=person, email="m@b.example", state="ended", named_at=NOW)


def cut_two_keys(person: User, school: Organisation) -> None:
    with unguarded(FeedToken, "feed_token_one_that_works"):
        for digest in "ab":
            FeedToken.objects.create(user=person, digest=digest * 64, created_at=NOW)


def limit_a_facilitator(person: User, school: Organisation) -> None:
    role = StaffRole.objects.create(user=person, role=Role.FACILITATOR, granted_at=NOW)
    role.areas.add(school.area)


def call_a_school_a_club(person: User, school: Organisation) -> None:
    Organisation.objects.update(kind="sport")


def keep_in_clear(person: User, school: Organisation) -> None:
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})


def rename(person: User, school: Organisation) -> None:
    User.objects.filter(pk=person.pk).update(name="Another")


PLANTS: dict[str, Callable[[User, Organisation], None]] = {
    "addresses-have-one-spelling": shout,
    "administrators-may": name_administrator,
    "cms-agrees-with-roles": name_editor,
    "one-tie-each": tie_twice,
    "manager-end-has-a-time": end_never,
    "one-calendar-key": cut_two_keys,
    "limits-are-boroughs": limit_a_facilitator,
    "second-factors-are-encrypted": keep_in_clear,
    "search-keys-are-current": rename,
    "urns-fit-kinds": call_a_school_a_club,
}
OF_ORGANISATIONS = {"urns-fit-kinds"}
GUARDED = ["one-tie-each", "manager-end-has-a-time", "one-calendar-key"]  # by a constraint


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, learner: User, school: Organisation) -> None:
    assert found(name) == []

    PLANTS[name](learner, school)

    assert found(name) == [school.ref if name in OF_ORGANISATIONS else learner.ref]


@pytest.mark.parametrize("name", GUARDED)
def test_the_database_itself_refuses_the_fault(
    name: str, learner: User, school: Organisation
) -> None:
    with refused():
        PLANTS[name](learner, school)

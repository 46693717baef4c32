"""A role group that something names is not taken away."""

from datetime import datetime

import pytest
from django.db.models import ProtectedError

from accounts.models import User
from tests.factories.framework import make_framework
from tests.refusals import refused
from training.courses.models import Course
from training.framework.actions.role_group import delete_role_group
from training.framework.models import Framework, PersonRole, RoleGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def role(db: None) -> RoleGroup:
    """One that no version has."""
    make_framework()
    return RoleGroup.objects.create(framework=Framework.objects.get())


def test_one_that_nothing_names_goes(role: RoleGroup) -> None:
    delete_role_group(role)
    assert not RoleGroup.objects.filter(pk=role.pk).exists()


def test_one_that_a_course_is_open_to_stays_and_says_why(
    role: RoleGroup, course: Course, workshop: Course, learner: User, now: datetime
) -> None:
    for row in (course, workshop):
        row.open_to_roles.add(role)
    workshop.priority_roles.add(role)
    PersonRole.objects.create(person=learner, role_group=role, since=now)
    words = "2 courses open to it, 1 course that puts it first and 1 person in it"

    with refused("role_group_in_use", match=words):
        delete_role_group(role)

    assert list(course.open_to_roles.all()) == [role]


def test_the_database_keeps_it_whoever_asks(role: RoleGroup, course: Course) -> None:
    course.open_to_roles.add(role)
    with pytest.raises(ProtectedError):
        RoleGroup.objects.filter(pk=role.pk).delete()

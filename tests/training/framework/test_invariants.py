"""The rule about frameworks finds its fault, and is quiet without it."""

import pytest

from tests.factories.framework import make_framework
from tests.faults import found
from training.framework.models import Framework, RoleGroup


@pytest.mark.django_db
def test_a_role_group_of_another_framework_is_found() -> None:
    group = make_framework().groups["A"]
    assert found("role-group-is-of-one-framework") == []

    RoleGroup.objects.filter(pk=group.pk).update(
        framework=Framework.objects.create(slug="other", title="Other")
    )

    assert found("role-group-is-of-one-framework") == [group.ref]

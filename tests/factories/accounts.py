"""Areas, organisations and people."""

from datetime import UTC, datetime
from typing import Any

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from accounts.models import Area, Membership, Organisation, StaffRole, User

SINCE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


class AreaFactory(DjangoModelFactory[Area]):
    """A borough."""

    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"9{n:02}")
    name = factory.Sequence(lambda n: f"Borough {n}")
    position = factory.Sequence(int)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An open secondary school."""

    class Meta:
        model = Organisation

    urn = factory.Sequence(lambda n: f"99{n:04}")
    name = factory.Sequence(lambda n: f"School {n} (example)")
    area = factory.SubFactory(AreaFactory)
    phase = "Secondary"
    low_age = 11
    high_age = 18
    roll = 1000
    is_fictional = True


class UserFactory(DjangoModelFactory[User]):
    """A person with PASSWORD, whose address is confirmed; `confirmed=False` leaves it open."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person Number {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def confirmed(self: Any, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """The address as allauth keeps it."""
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=extracted is not False
            )


class StaffRoleFactory(DjangoModelFactory[StaffRole]):
    """A coordinator."""

    class Meta:
        model = StaffRole

    user = factory.SubFactory(UserFactory)
    role = StaffRole.Role.COORDINATOR
    granted_at = SINCE


class MembershipFactory(DjangoModelFactory[Membership]):
    """An active member of staff."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.MEMBER
    state = Membership.State.ACTIVE
    since = SINCE

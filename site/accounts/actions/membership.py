"""Who acts for which organisation. Nobody joins one by typing its URN: someone there says yes."""

from datetime import datetime

from accounts.models import Membership, Organisation, User
from core import audit
from core.errors import Refusal
from core.locks import lock_resources, transact

State = Membership.State


class AlreadyMemberError(Refusal):
    """The person is an active member."""

    words = "This person is already a member of the organisation."


class OrganisationClosedError(Refusal):
    """A closed organisation takes nobody on."""

    words = "This organisation has closed. Choose the one that took over from it."


class MembershipEndedError(Refusal):
    """The membership is over."""

    words = "This person has already left the organisation."


@transact
def add_membership(
    person: User, organisation: Organisation, role: str, *, actor: User | None, now: datetime
) -> Membership:
    """Make the person an active member; one who asked or was invited before becomes one.

    Raises AlreadyMemberError, OrganisationClosedError.
    """
    held = lock_resources(person, organisation)
    if held[organisation].status == Organisation.Status.CLOSED:
        raise OrganisationClosedError
    membership = (
        Membership.objects.filter(user=person, organisation=organisation)
        .exclude(state=State.LEFT)
        .first()
    ) or Membership(user=held[person], organisation=held[organisation])
    if membership.state == State.ACTIVE:
        raise AlreadyMemberError
    membership.role, membership.state, membership.since = role, State.ACTIVE, now
    membership.save()
    _note(membership, "add_membership", actor, now)
    return membership


@transact
def end_membership(membership: Membership, *, actor: User | None, now: datetime) -> Membership:
    """Note that the person has left. What they booked stays with the organisation.

    Raises MembershipEndedError.
    """
    lock_resources(membership.user, membership.organisation)
    membership = Membership.objects.select_related("user", "organisation").get(pk=membership.pk)
    if membership.state == State.LEFT:
        raise MembershipEndedError
    membership.state, membership.since = State.LEFT, now
    membership.save(update_fields=["state", "since"])
    _note(membership, "end_membership", actor, now)
    return membership


def _note(membership: Membership, action: str, actor: User | None, now: datetime) -> None:
    audit.record(
        membership.user,
        action,
        title=membership.user.ref,
        actor=actor,
        now=now,
        organisation=membership.organisation.ref,
        role=membership.role,
    )

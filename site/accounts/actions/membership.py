"""Who acts for which organisation. Nobody joins one by typing its URN: someone there says yes."""

from datetime import datetime

from accounts.actions.line_manager import end_managers_locked
from accounts.actions.naming import count_written_to_locked
from accounts.emails.membership import mail_membership_answered, mail_membership_requested
from accounts.models import Membership, Organisation, User
from accounts.queries.membership import accounts_managers
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal

State, Role = Membership.State, Membership.Role
MOST_REQUESTS = 3


def already_member() -> Refusal:
    return Refusal("This person is already a member of the organisation.", code="already_member")


def organisation_closed() -> Refusal:
    return Refusal(
        "This organisation has closed. Choose the one that took over from it.",
        code="organisation_closed",
    )


def not_requested() -> Refusal:
    return Refusal("This was answered before, or the person no longer asks.", code="not_requested")


@transact
def request_membership(person: User, organisation: Organisation, *, now: datetime) -> Membership:
    """Ask to join: somebody who manages the organisation's account, or the office, says yes or no.

    Asking twice is asking once. Refuses with already_member, organisation_closed,
    many_requests or many_mails.
    """
    held = lock_resources(person, organisation)
    if held[organisation].status == Organisation.Status.CLOSED:
        raise organisation_closed()
    lasting = Membership.objects.filter(user=person).exclude(state=State.LEFT)
    known = lasting.filter(organisation=organisation).first()
    if known and known.state == State.ACTIVE:
        raise already_member()
    if known and known.state == State.REQUESTED:
        return known
    if lasting.filter(state=State.REQUESTED).count() >= MOST_REQUESTS:
        raise Refusal(
            "You have asked to join several organisations. Wait for an answer, or withdraw one.",
            code="many_requests",
        )
    managers = [one.email for one in accounts_managers(organisation)]
    count_written_to_locked(person, managers, now=now)
    membership = known or Membership(user=held[person], organisation=held[organisation])
    membership.become(State.REQUESTED)
    membership.role, membership.since = Role.MEMBER, now
    membership.save()
    _note(membership, "request_membership", person, now)
    mail_membership_requested(membership, now=now)
    return membership


@transact
def approve_membership(membership: Membership, *, actor: User, now: datetime) -> Membership:
    """Let somebody who asked join. Saying yes twice is saying it once.

    Refuses with not_requested or organisation_closed.
    """
    row = _locked(membership)
    if row.state == State.ACTIVE:
        return row
    if row.organisation.status == Organisation.Status.CLOSED:
        raise organisation_closed()
    row.become(State.ACTIVE)
    row.since = now
    row.save(update_fields=["state", "since"])
    _note(row, "add_membership", actor, now)
    mail_membership_answered(row, approved=True, now=now)
    return row


@transact
def decline_membership(membership: Membership, *, actor: User, now: datetime) -> Membership:
    """Say no to somebody who asked, or take one's own request back: nothing is left of it.

    Refuses with not_requested.
    """
    row = _locked(membership)
    if row.state != State.REQUESTED:
        raise not_requested()
    _note(row, "decline_membership", actor, now)
    if actor != row.user:
        mail_membership_answered(row, approved=False, now=now)
    row.delete()
    return row


@transact
def add_membership(
    person: User, organisation: Organisation, role: str, *, actor: User | None, now: datetime
) -> Membership:
    """Make the person an active member; one who asked or was invited before becomes one.

    Refuses with already_member, organisation_closed.
    """
    held = lock_resources(person, organisation)
    if held[organisation].status == Organisation.Status.CLOSED:
        raise organisation_closed()
    membership = (
        Membership.objects.filter(user=person, organisation=organisation)
        .exclude(state=State.LEFT)
        .first()
    ) or Membership(user=held[person], organisation=held[organisation])
    if membership.state == State.ACTIVE:
        raise already_member()
    membership.become(State.ACTIVE)
    membership.role, membership.since = role, now
    membership.save()
    _note(membership, "add_membership", actor, now)
    return membership


@transact
def end_membership(membership: Membership, *, actor: User | None, now: datetime) -> Membership:
    """Note that the person has left. What they booked stays with the organisation.

    What they learned stays theirs, and nobody sees it as their manager from this moment on: a
    manager elsewhere is named anew. Refuses with membership_ended.
    """
    lock_resources(membership.user, membership.organisation)
    membership = Membership.objects.select_related("user", "organisation").get(pk=membership.pk)
    if membership.state == State.LEFT:
        raise Refusal("This person has already left the organisation.", code="membership_ended")
    membership.become(State.LEFT)
    membership.since = now
    membership.save(update_fields=["state", "since"])
    _note(membership, "end_membership", actor, now)
    end_managers_locked(membership.user, actor=actor, now=now)
    return membership


def _locked(membership: Membership) -> Membership:
    """The tie as it is now, with its person and organisation locked. Refuses with not_requested."""
    lock_resources(membership.user, membership.organisation)
    rows = Membership.objects.select_related("user", "organisation").exclude(state=State.LEFT)
    row = rows.filter(pk=membership.pk).first()
    if row is None:
        raise not_requested()
    return row


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

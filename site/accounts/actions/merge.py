"""Two accounts are one person: what would clash is settled, and one account is closed.

The caller holds both people's locks, and moves what personal_data.py says moves in between.
"""

from datetime import datetime

from allauth.account.models import EmailAddress

from accounts.models import FeedToken, LineManager, Membership, User
from accounts.models.user import MERGED_DOMAIN
from accounts.queries.line_manager import addresses_of
from accounts.rules.mailbox import mailbox

WEIGHT = [Membership.Role.MEMBER, Membership.Role.BOOKER, Membership.Role.MANAGER]


def settle_accounts_locked(keep: User, drop: User, *, now: datetime) -> None:
    """End what only one of the two may have: ties to one place, managers, calendar keys."""
    _settle_memberships(keep, drop, now)
    _settle_managers(keep, drop, now)
    FeedToken.objects.filter(user=drop, revoked_at__isnull=True).update(revoked_at=now)
    # An account that somebody else made by its address alone may have no row of allauth's: it gets
    # one, so that the address goes along. allauth allows one primary address for each account.
    EmailAddress.objects.get_or_create(
        user=drop, email=drop.email, defaults={"verified": False, "primary": False}
    )
    EmailAddress.objects.filter(user=drop).update(primary=False)


def _settle_memberships(keep: User, drop: User, now: datetime) -> None:
    lasting = Membership.objects.exclude(state=Membership.State.LEFT)
    mine = {row.organisation_id: row for row in lasting.filter(user=keep)}
    for other in lasting.filter(user=drop, organisation__in=mine).order_by("pk"):
        own = mine[other.organisation_id]
        if other.state == Membership.State.ACTIVE:
            roles = [other.role, *([own.role] if own.state == other.state else [])]
            own.role = max(roles, key=lambda role: WEIGHT.index(Membership.Role(role)))
            if own.state != other.state:
                own.become(other.state)
            own.save(update_fields=["role", "state"])
        other.become(Membership.State.LEFT)
        other.since = now
        other.save(update_fields=["state", "since"])


def _settle_managers(keep: User, drop: User, now: datetime) -> None:
    """A manager both name stays once, and nobody is their own."""
    own = {mailbox(address) for one in (keep, drop) for address in addresses_of(one)}
    lasting = LineManager.objects.exclude(state=LineManager.State.ENDED)
    theirs = {row.email.lower() for row in lasting.filter(person=keep)}
    for row in lasting.filter(person__in=[keep, drop]).order_by("pk"):
        is_twice = row.person_id == drop.pk and row.email.lower() in theirs
        if is_twice or mailbox(row.email) in own:
            row.become(LineManager.State.ENDED)
            row.ended_at = now
            row.save(update_fields=["state", "ended_at"])


def close_merged_locked(drop: User) -> None:
    """Close the account that is no more: nobody signs in to it, and its address is free."""
    # Addresses are unique, and this one belongs to the other account now.
    drop.email = f"{drop.ref}@{MERGED_DOMAIN}"
    drop.is_active = False
    drop.session_stamp += 1
    drop.set_unusable_password()
    drop.save(update_fields=["email", "is_active", "session_stamp", "password"])

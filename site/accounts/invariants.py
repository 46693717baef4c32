"""What must always be true of people and their rights."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Count, F, Q
from django.db.models.functions import Lower

from accounts.actions.staff_role import CMS_GROUPS
from accounts.models import (
    Area,
    FeedToken,
    LineManager,
    Membership,
    Organisation,
    StaffRole,
    StaffRoleArea,
    User,
)
from accounts.models.organisation_kind import WITH_URN
from accounts.queries.second_factor import SECRET_IN, factors_to_encrypt
from core.changes.invariants import declare
from core.privacy.encryption import UnreadableSecretError, decrypt
from core.search.key_field import stale_keys

ADMINISTRATOR = StaffRole.Role.ADMINISTRATOR


@declare("addresses-have-one-spelling", "Every e-mail address is kept in small, plain letters.")
def odd_addresses(now: datetime) -> Iterable[str]:
    """People whose address would not be found as it is typed at sign-in."""
    odd = ~Q(email=Lower("email")) | Q(email__regex=r"[^!-~]")
    others = EmailAddress.objects.filter(odd).values("user")
    return list(User.objects.filter(odd | Q(pk__in=others)).values_list("ref", flat=True))


@declare("search-keys-are-current", "People, organisations and areas are found by what they say.")
def unfindable(now: datetime) -> Iterable[str]:
    return [*stale_keys(User), *stale_keys(Organisation), *stale_keys(Area, "code")]


@declare("administrators-may", "Whoever is called an administrator has an administrator's rights.")
def powerless(now: datetime) -> Iterable[str]:
    named = User.objects.filter(staff_roles__role=ADMINISTRATOR, is_superuser=False)
    return list(named.values_list("ref", flat=True))


@declare("cms-agrees-with-roles", "What people may do in the CMS is what their role means.")
def misplaced(now: datetime) -> Iterable[str]:
    """People whose group in the CMS is not the one of their role."""
    found: set[str] = set()
    for role, name in CMS_GROUPS.items():
        # A role that is limited to boroughs opens no CMS.
        everywhere = StaffRole.objects.filter(role=role, areas=None)
        named = User.objects.filter(staff_roles__in=everywhere)
        grouped = User.objects.filter(groups__name=name)
        found |= set(named.exclude(groups__name=name).values_list("ref", flat=True))
        found |= set(grouped.exclude(staff_roles__in=everywhere).values_list("ref", flat=True))
    return sorted(found)


@declare("limits-are-boroughs", "Only a role that can be is limited, and to boroughs alone.")
def limited_oddly(now: datetime) -> Iterable[str]:
    """People with a limit on a role that holds everywhere, or to what is no borough."""
    no_borough = Q(area__code__in=[Area.REGIONAL, Area.OUTSIDE])
    odd = StaffRoleArea.objects.filter(no_borough | ~Q(staff_role__role__in=StaffRole.LOCAL))
    return list(odd.values_list("staff_role__user__ref", flat=True).distinct())


@declare("one-tie-each", "Nobody belongs to one organisation twice.")
def tied_twice(now: datetime) -> Iterable[str]:
    """People with two ties to one organisation that both last."""
    lasting = Membership.objects.exclude(state=Membership.State.LEFT).order_by()
    twice = lasting.values("user__ref", "organisation").annotate(n=Count("pk")).filter(n__gt=1)
    return list(twice.values_list("user__ref", flat=True))


@declare("urns-fit-kinds", "Only what the register of schools can hold has a URN or a phase.")
def misnumbered(now: datetime) -> Iterable[str]:
    rows = Organisation.objects.exclude(kind__in=WITH_URN)
    return list(rows.exclude(urn=None, phase="").values_list("ref", flat=True))


@declare("manager-end-has-a-time", "A manager whose sight has ended has lost it at a moment.")
def ended_never(now: datetime) -> Iterable[str]:
    """People with a manager of whom that is not known, or who ended before they were named."""
    odd = Q(state="ended", ended_at__isnull=True) | Q(ended_at__lt=F("named_at"))
    rows = LineManager.objects.filter(odd | (Q(ended_at__isnull=False) & ~Q(state="ended")))
    return list(rows.values_list("person__ref", flat=True))


@declare("second-factors-are-encrypted", "Secrets of second factors are under a key of the site's.")
def in_clear(now: datetime) -> Iterable[str]:
    """People whose app or recovery codes are kept as they are, or under a key that is gone."""
    rows = factors_to_encrypt(now).select_related("user")
    return [row.user.ref for row in rows if not is_readable(row.data[SECRET_IN[row.type]])]


def is_readable(kept: str) -> bool:
    try:
        decrypt(kept)
    except UnreadableSecretError:
        return False
    return True


@declare("one-calendar-key", "A person has one working key to their calendar at most.")
def many_keys(now: datetime) -> Iterable[str]:
    working = FeedToken.objects.filter(revoked_at__isnull=True).order_by()
    twice = working.values("user__ref", "purpose").annotate(n=Count("pk")).filter(n__gt=1)
    return list(twice.values_list("user__ref", flat=True))

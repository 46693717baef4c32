"""Which people, and which of their managers and memberships, somebody may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import looks_after_people
from accounts.models import LineManager, Membership, StaffRole, User
from accounts.queries.line_manager import managers_of, ties_to
from people.queries.person import memberships_of


def own_manager_for(user: User, email: str) -> LineManager:
    """A manager the person named, the latest of that address. Raises Http404."""
    row = managers_of(user).select_related("person").filter(email__iexact=email).first()
    if row is None:
        raise Http404
    return row


def managed_for(user: User, ref: str) -> LineManager:
    """The tie to somebody who named this person as their manager, the latest. Raises Http404."""
    row = ties_to(user).filter(person__ref=ref).order_by("-named_at", "-pk").first()
    if row is None:
        raise Http404
    return row


def person_for_team(user: object, ref: str) -> User:
    """Anyone, for those who look after people. Raises Http404."""
    rows = User.objects.all()
    return get_object_or_404(rows if looks_after_people(user) else rows.none(), ref=ref)


def membership_for_team(user: object, ref: str, organisation_ref: str) -> Membership:
    """The latest tie of a person to an organisation, for those who look after people.

    One that is over is found too, so that a second press of the button is told what is true.
    Raises Http404.
    """
    rows = memberships_of(person_for_team(user, ref)).select_related("user", "organisation")
    membership = rows.filter(organisation__ref=organisation_ref).first()
    if membership is None:
        raise Http404
    return membership


def role_called(name: str) -> StaffRole.Role:
    """A staff role by the name in an address. Raises Http404."""
    if name not in StaffRole.Role.values:
        raise Http404
    return StaffRole.Role(name)

"""Which papers and people somebody may see, and who somebody is that only passes by."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import is_office, looks_after_people
from accounts.models import LineManager, Membership, StaffRole, User
from accounts.queries import managers_of, ties_to
from certificates.models import Certificate
from certificates.queries.people import memberships_of


def certificate_for(user: object, number: str) -> Certificate:
    """The person's own certificate. Raises Http404."""
    owner = user if isinstance(user, User) else None
    rows = Certificate.objects.select_related("replaced_by", "enrolment__event")
    return get_object_or_404(rows.filter(enrolment__person=owner), number=number)


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


def certificate_for_team(user: object, ref: str, number: str) -> Certificate:
    """Anyone's certificate, for the office. Raises Http404."""
    rows = Certificate.objects.select_related(
        "enrolment__person", "enrolment__event__course", "enrolment__event__area"
    )
    return get_object_or_404(
        rows if is_office(user) else rows.none(), enrolment__person__ref=ref, number=number
    )


def visitor_address(request: HttpRequest) -> str:
    """Where a request comes from, seen past the proxies we trust and no others."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # a socket without an address: all such visitors share their turns
        return "unknown"

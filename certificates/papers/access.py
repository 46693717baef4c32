"""Which papers somebody may see, and who somebody is that only passes by."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import office_remit
from accounts.models import User
from certificates.papers.models import Certificate
from training.enrolments.models import Enrolment


def certificate_for(user: object, number: str) -> Certificate:
    """The person's own certificate. Raises Http404."""
    owner = user if isinstance(user, User) else None
    rows = Certificate.objects.select_related("replaced_by", "enrolment__event")
    return get_object_or_404(rows.filter(person=owner), number=number)


def certificate_for_team(user: object, ref: str, number: str) -> Certificate:
    """A certificate of somebody whom the office looks after. Raises Http404."""
    rows = Certificate.objects.select_related(
        "enrolment__person", "enrolment__event__course", "enrolment__event__area"
    )
    theirs = rows.filter(person__in=office_remit(user).people())
    return get_object_or_404(theirs, person__ref=ref, number=number)


def place_for_team(user: object, person: str, ref: str) -> Enrolment:
    """A person's place, for the office. Raises Http404."""
    rows = Enrolment.objects.select_related("person", "event__course", "event__area")
    theirs = rows.filter(person__in=office_remit(user).people())
    return get_object_or_404(theirs, person__ref=person, ref=ref)


def visitor_address(request: HttpRequest) -> str:
    """Where a request comes from, seen past the proxies we trust and no others."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # a socket without an address: all such visitors share their turns
        return "unknown"

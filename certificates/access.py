"""Which papers a person may see, and who somebody is that only passes by."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from certificates.models import Certificate


def certificate_for(user: object, number: str) -> Certificate:
    """The person's own certificate. Raises Http404."""
    owner = user if isinstance(user, User) else None
    rows = Certificate.objects.select_related("replaced_by", "enrolment__event")
    return get_object_or_404(rows.filter(enrolment__person=owner), number=number)


def visitor_address(request: HttpRequest) -> str:
    """Where a request comes from, seen past the proxies we trust and no others."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # a socket without an address: all such visitors share their turns
        return "unknown"

"""Whose an address is: only what its owner has confirmed says so."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from accounts.models import User


def person_with_confirmed(address: str) -> User | None:
    """The active account whose owner has confirmed this address."""
    rows = User.objects.filter(
        is_active=True, emailaddress__email__iexact=address, emailaddress__verified=True
    )
    return rows.order_by("pk").first()


def is_confirmed(field: str) -> Exists:
    """Whether the address in a field of the outer row is confirmed by an active account."""
    return Exists(
        EmailAddress.objects.filter(
            email__iexact=OuterRef(field), verified=True, user__is_active=True
        )
    )

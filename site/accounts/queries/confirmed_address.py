"""Whose an address is: only what its owner has confirmed says so."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import User


def person_with_confirmed(address: str) -> User | None:
    """The active account whose owner has confirmed this address."""
    rows = User.objects.filter(
        is_active=True, emailaddress__email__iexact=address, emailaddress__verified=True
    )
    return rows.order_by("pk").first()


def confirmed_addresses() -> QuerySet[EmailAddress, str]:
    """Every address that an active account has confirmed, in small letters."""
    rows = EmailAddress.objects.filter(verified=True, user__is_active=True)
    found: QuerySet[EmailAddress, str] = rows.values_list(Lower("email"), flat=True)
    return found

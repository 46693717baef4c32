"""Whose account an address is."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from accounts.models import User
from core.email_addresses import same_address


def accounts_of(addresses: Iterable[str]) -> dict[str, User]:
    """The accounts of some addresses, by the address in its one spelling; two queries.

    The address somebody signs in with comes first; one that they confirmed beside it is theirs too.
    """
    wanted = {same_address(address) for address in addresses}
    beside = EmailAddress.objects.filter(email__in=wanted, verified=True, primary=False)
    found = {row.email.lower(): row.user for row in beside.select_related("user")}
    return found | {one.email: one for one in User.objects.filter(email__in=wanted)}


def account_of(address: str) -> User | None:
    """The account of one address, in any spelling: always two queries, whosever it is."""
    return accounts_of([address]).get(same_address(address))

"""What can happen to a person's own details."""

from datetime import datetime

from allauth.account.models import EmailAddress

from accounts.models import User
from core import audit
from core.changes.locks import lock_resources, transact
from core.email_addresses import NOT_SHARED, AddressError, clean_address, is_shared
from core.errors import Refusal


class PersonClosedError(Refusal):
    """The account of the address is closed."""

    words = "We cannot give a place to this address. Ask the training team."


class UnfitAddressError(Refusal):
    """No mail can be sent to the address, or several people read it, or nobody does."""


@transact
def name_person(
    person: User, *, name: str, job_title: str = "", actor: User, now: datetime
) -> User:
    """Set the name as it should be printed, and the job title. Papers keep the name they have."""
    kept = lock_resources(person)[person]
    if (kept.name, kept.job_title) == (name, job_title):
        return kept
    kept.name, kept.job_title = name, job_title
    kept.save(update_fields=["name", "job_title"])
    audit.record(kept, "name_person", title=kept.ref, actor=actor, now=now)
    return kept


def named_person(name: str, email: str) -> User:
    """Whose address it is, inside an action; one nobody has gets an account without a password.

    An account keeps the name it has. People sign in to a new one with an emailed code. An
    address that somebody confirmed beside their first is theirs too.

    Raises PersonClosedError and UnfitAddressError.
    """
    address = _address_of(email)
    beside = EmailAddress.objects.filter(email__iexact=address, verified=True, primary=False)
    known = beside.select_related("user").first()
    if known and not User.objects.filter(email=address).exists():
        address = known.user.email
    person, is_new = User.objects.get_or_create(email=address, defaults={"name": name})
    if is_new:
        # Django takes an empty password for one that can be used: their own page would then ask for
        # the present one before it lets them set any.
        person.set_unusable_password()
        person.save(update_fields=["password"])
        EmailAddress.objects.create(user=person, email=address, primary=True, verified=False)
    if not person.is_active:
        raise PersonClosedError
    return person


def _address_of(email: str) -> str:
    try:
        address = clean_address(email)
    except AddressError as error:
        raise UnfitAddressError(f"{error}.") from error
    if is_shared(address):
        raise UnfitAddressError(f"{NOT_SHARED}.")
    return address

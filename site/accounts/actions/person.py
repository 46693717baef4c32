"""What can happen to a person's own details."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress

from accounts.models import User
from accounts.queries.account import account_of
from core import audit
from core.changes.locks import lock_resources, transact
from core.email_addresses import NOT_SHARED, AddressError, clean_address, is_shared, same_address
from core.errors import Refusal
from core.search.plain import are_one_name


def person_closed() -> Refusal:
    words = "The account of this address is closed, so it cannot have a place."
    return Refusal(words, code="person_closed")


class UnfitAddressError(Refusal):
    """No mail can be sent to the address, or several people read it, or nobody does."""


class OtherNameError(Refusal):
    """The account of the address has another name. Only for doors of the office: it says so."""

    words = (
        "The account of this email address has another name than you entered. Check the address. "
        "If it is right, say below that this is who you mean."
    )

    def __init__(self, person: User) -> None:
        super().__init__()
        self.person = person


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
    """As person_of(), for the office, which may know of everybody.

    Refuses with person_closed; raises UnfitAddressError.
    """
    person = person_of(name, email)
    if not person.is_active:
        raise person_closed()
    return person


def person_of(name: str, email: str) -> User:
    """Whose address it is, inside an action; one nobody has gets an account without a password.

    An account keeps the name it has, and a closed one is closed: whoever names an address learns
    neither. People sign in to a new one with an emailed code. An address that somebody confirmed
    beside their first is theirs too. Raises UnfitAddressError.
    """
    address = _address_of(email)
    return account_of(address) or _new_person(name, address)


def named_people(named: Sequence[tuple[str, str]]) -> list[User]:
    """named_person() of each name and address, in their order."""
    return _each(named, named_person)


def people_of(named: Sequence[tuple[str, str]]) -> list[User]:
    """person_of() of each name and address, in their order."""
    return _each(named, person_of)


def _each(named: Sequence[tuple[str, str]], find: Callable[[str, str], User]) -> list[User]:
    # Made in the order of their addresses: two transactions that make the same new people in
    # opposite orders would each wait for the other.
    in_order = sorted(range(len(named)), key=lambda at: same_address(named[at][1]))
    people = {at: find(*named[at]) for at in in_order}
    return [people[at] for at in range(len(named))]


def person_meant(name: str, email: str, *, meant: Collection[str]) -> User:
    """named_person(), for the office, which is asked before somebody of another name is taken.

    `meant` holds the references of accounts that the office has looked at. Refuses with
    person_closed; raises OtherNameError and UnfitAddressError.
    """
    person = named_person(name, email)
    if person.ref not in meant and not are_one_name(name, person.name):
        raise OtherNameError(person)
    return person


def _new_person(name: str, address: str) -> User:
    person, is_new = User.objects.get_or_create(email=address, defaults={"name": name})
    if is_new:
        # Django takes an empty password for one that can be used: their own page would then ask for
        # the present one before it lets them set any.
        person.set_unusable_password()
        person.save(update_fields=["password"])
        EmailAddress.objects.create(user=person, email=address, primary=True, verified=False)
    return person


def address_fault(email: str) -> str:
    """A sentence on why nobody is put on a date by this address; nothing if it will do."""
    try:
        _address_of(email)
    except UnfitAddressError as refusal:
        return str(refusal)
    return ""


def _address_of(email: str) -> str:
    try:
        address = clean_address(email)
    except AddressError as error:
        raise UnfitAddressError(f"{error}.") from error
    if is_shared(address):
        raise UnfitAddressError(f"{NOT_SHARED}.")
    return address

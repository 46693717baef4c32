"""Whom people name and whom they have us write to: counted in one place, at every door.

Naming somebody pays for two emails, the news and its end, so that giving back what one asked for
is never refused (rule 71).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from accounts.access import is_staff_member
from accounts.models import User
from accounts.options import (
    MAILS_CAUSED,
    MAILS_RECEIVED,
    MAILS_TO_ONE,
    PEOPLE_NAMED,
    PLACES_PASSED_ON,
)
from accounts.rules.mailbox import mailbox
from core.changes.locks import transact
from core.changes.tallies import DailyLimit, count_locked
from core.email_addresses import same_address
from core.errors import Refusal
from core.options import store

NEWS, NEWS_AND_END = 1, 2
# Of visitors who have not signed in only their network's address is known, and a school has one:
# a hall full of people who sign in by code is no attack.
MOST_OF_VISITOR = 500
MOST_OF_VISITOR_TO_ONE = 20


def count_named_locked(actor: User, addresses: Iterable[str], *, now: datetime) -> None:
    """Count people whom somebody who is not staff names; each hears of it, and of its end.

    Called inside an action, after its locks, and once. Refuses with many_named or many_mails; then
    nothing has changed, and nobody is written to.
    """
    named = _others(actor, addresses)
    _count_locked(actor, _mails(named, NEWS_AND_END), named=len(named), now=now)


def count_passed_on_locked(actor: User, addresses: Iterable[str], *, now: datetime) -> None:
    """As count_named_locked(), for a place that goes from the actor to somebody else.

    Refuses with many_passed_on, too.
    """
    named = _others(actor, addresses)
    mails = _mails(named, NEWS_AND_END)
    _count_locked(actor, mails, named=len(named), passed_on=1, now=now)


def count_written_to_locked(actor: User, addresses: Iterable[str], *, now: datetime) -> None:
    """Count emails to others that somebody who is not staff causes, one each. As above."""
    _count_locked(actor, _mails(_others(actor, addresses), NEWS), named=0, now=now)


@transact
def count_of_visitor(visitor: str, address: str, *, now: datetime) -> None:
    """Count an email that somebody who has not signed in causes, at an address they typed.

    The same for an address with an account and for one without. Refuses with many_mails.
    """
    to = mailbox(address)
    count_locked(
        [
            DailyLimit("mails-caused", visitor, NEWS, MOST_OF_VISITOR, many_mails()),
            DailyLimit(
                "mails-to-one", f"{visitor} {to}", NEWS, MOST_OF_VISITOR_TO_ONE, many_to_one()
            ),
        ],
        now=now,
    )


@transact
def count_written_to(actor: User, addresses: Iterable[str], *, now: datetime) -> None:
    """As count_written_to_locked(), where nothing else is changed."""
    count_written_to_locked(actor, addresses, now=now)


def _others(actor: User, addresses: Iterable[str]) -> list[str]:
    """Each address once, and not the one the actor signs in with.

    One with a tag after a plus sign is another address: an account is made for it.
    """
    found = dict.fromkeys(same_address(address) for address in addresses if address)
    return [address for address in found if address != actor.email]


def _mails(addresses: Iterable[str], each: int) -> Counter[str]:
    """How many emails go to which mailbox: all its tags end up there, the actor's own too."""
    mails: Counter[str] = Counter()
    for address in addresses:
        mails[mailbox(address)] += each
    return mails


def _count_locked(
    actor: User, mails: Counter[str], *, named: int, now: datetime, passed_on: int = 0
) -> None:
    if not mails or is_staff_member(actor):
        return
    most = store.values(PEOPLE_NAMED, PLACES_PASSED_ON, MAILS_CAUSED, MAILS_TO_ONE, MAILS_RECEIVED)
    limits = [
        DailyLimit("mails-caused", actor.ref, mails.total(), most[MAILS_CAUSED], many_mails())
    ]
    if named:
        limits.append(
            DailyLimit("people-named", actor.ref, named, most[PEOPLE_NAMED], many_named())
        )
    if passed_on:
        limits.append(
            DailyLimit("passed-on", actor.ref, passed_on, most[PLACES_PASSED_ON], many_passed_on())
        )
    for address, number in mails.items():
        pair = f"{actor.ref} {address}"
        limits += [
            DailyLimit("mails-to-one", pair, number, most[MAILS_TO_ONE], many_to_one()),
            DailyLimit("mails-received", address, number, most[MAILS_RECEIVED], many_to_one()),
        ]
    count_locked(limits, now=now)


def many_named() -> Refusal:
    return Refusal(
        "You have named many people today. Name the others tomorrow, or ask the training team.",
        code="many_named",
    )


def many_passed_on() -> Refusal:
    return Refusal(
        "You have passed on many places today. Cancel this one if you cannot come, go on tomorrow, "
        "or ask the training team.",
        code="many_passed_on",
    )


def many_mails() -> Refusal:
    return Refusal(
        "We have written to many people for you today. Go on tomorrow, or ask the training team.",
        code="many_mails",
    )


def many_to_one() -> Refusal:
    return Refusal(
        "We have written to this person often today. Go on tomorrow, or ask the training team.",
        code="many_mails",
    )

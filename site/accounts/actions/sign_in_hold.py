"""Wrong passwords ran out of tries: it is noted, and the person and the office are told."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from accounts.emails.sign_in import mail_sign_in_held
from accounts.models import SignInHold
from accounts.queries.account import account_of
from accounts.queries.sign_in_hold import holds_over, holds_to_tell
from core import audit
from core.changes.locks import lock_resources, transact

SALT = "accounts.sign_in_hold"
NOTED_EVERY = timedelta(minutes=5)  # somebody who goes on trying writes no more often


def note_hold(login: str, *, now: datetime) -> None:
    """Note that no more passwords are tried at an address, in the same work whosever it is."""
    digest = salted_hmac(SALT, login.lower(), algorithm="sha256").hexdigest()
    # Before a transaction is opened: on SQLite that would hold up everybody who writes.
    if not SignInHold.objects.filter(digest=digest, held_at__gt=now - NOTED_EVERY).exists():
        _note(login, digest, now)


@transact
def _note(login: str, digest: str, now: datetime) -> None:
    noted = {"user": account_of(login), "held_at": now}
    SignInHold.objects.update_or_create(digest=digest, defaults=noted)


@transact
def tell_of_hold(hold: SignInHold, *, now: datetime) -> None:
    """Write to the person, and into the log that the office reads: once a day at most."""
    if hold.user is None:
        return
    person = lock_resources(hold.user)[hold.user]
    kept = holds_to_tell(now).filter(pk=hold.pk, user=person).first()
    if kept is None:
        return
    kept.told_at = now
    kept.save(update_fields=["told_at"])
    audit.record(person, "hold_sign_in", title=person.ref, actor=None, now=now)
    mail_sign_in_held(person, now=now)


def drop_hold(hold: SignInHold, *, now: datetime) -> None:
    """Forget one of days ago, unless it was held again meanwhile."""
    holds_over(now).filter(pk=hold.pk).delete()

"""What of accounts is done by itself: who is told of what, and secrets under a new key."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator

from accounts.actions.dropped_message import tell_messages_not_sent
from accounts.actions.second_factor import encrypt_factor
from accounts.actions.sign_in_hold import drop_hold, tell_of_hold
from accounts.models import SignInHold
from accounts.queries.second_factor import factors_to_encrypt
from accounts.queries.sign_in_hold import holds_over, holds_to_tell
from core.jobs.chore import Chore, declare_chore
from core.jobs.job import Job, Subject, declare


def encrypt_due(factor: Authenticator, now: datetime) -> None:
    encrypt_factor(factor, now=now)


def tell_due(hold: SignInHold, now: datetime) -> None:
    tell_of_hold(hold, now=now)


def drop_due(hold: SignInHold, now: datetime) -> None:
    drop_hold(hold, now=now)


HOLD = Subject(
    rows=lambda: SignInHold.objects.select_related("user"), words=lambda row: str(row.user)
)
FACTOR = Subject(
    rows=lambda: Authenticator.objects.select_related("user"), words=lambda row: str(row.user)
)

# The person may be at the page that does not let them in.
declare(
    Job(
        "sign-ins-held",
        due=holds_to_tell,
        act=tell_due,
        every=timedelta(seconds=30),
        label="Tell somebody of wrong passwords",
        of=HOLD,
    )
)
declare(
    Job(
        "sign-ins-held-over",
        due=holds_over,
        act=drop_due,
        every=timedelta(hours=1),
        label="Forget wrong passwords of another day",
        of=HOLD,
    )
)
# The former key stays in SECRET_KEY_FALLBACKS for days: an hour is soon enough.
declare(
    Job(
        "second-factors-to-encrypt",
        due=factors_to_encrypt,
        act=encrypt_due,
        every=timedelta(hours=1),
        label="Keep a second factor under the key in use",
        of=FACTOR,
    )
)
declare_chore(Chore("messages-not-sent", act=tell_messages_not_sent, every=timedelta(minutes=10)))

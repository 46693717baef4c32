"""What is due of accounts by itself: after SECRET_KEY was changed, secrets are written anew."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator

from accounts.actions.second_factor import encrypt_factor
from accounts.queries.second_factor import factors_to_encrypt
from core.jobs.job import Job, declare


def encrypt_due(factor: Authenticator, now: datetime) -> None:
    encrypt_factor(factor, now=now)


# The former key stays in SECRET_KEY_FALLBACKS for days: an hour is soon enough.
declare(
    Job(
        "second-factors-to-encrypt",
        due=factors_to_encrypt,
        act=encrypt_due,
        every=timedelta(hours=1),
    )
)

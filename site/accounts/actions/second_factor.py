"""What is done to the secret of a second factor; setting one up and using it is allauth's."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from accounts.models import User
from accounts.queries.second_factor import SECRET_IN, factors_to_encrypt
from core.changes.locks import lock_resources, transact
from core.privacy.encryption import decrypt, encrypt


@transact
def encrypt_factor(factor: Authenticator, *, now: datetime) -> None:
    """Write the secret under today's key. Raises UnreadableSecretError when no key reads it."""
    lock_resources(User(pk=factor.user_id))
    # Locked too: allauth notes in the same field which recovery codes were used.
    rows = factors_to_encrypt(now).select_for_update()
    kept = rows.filter(pk=factor.pk).first()
    if kept is None:
        return
    field = SECRET_IN[kept.type]
    secret = kept.data[field]
    in_clear = ":" not in secret  # neither base32 nor hexadecimal figures have one
    kept.data[field] = encrypt(secret if in_clear else decrypt(secret))
    kept.save(update_fields=["data"])

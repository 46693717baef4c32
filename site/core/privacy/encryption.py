"""Secrets that the site must be able to read again, unreadable to whoever has the database alone.

The key is made of SECRET_KEY. A former one in SECRET_KEY_FALLBACKS still reads what it wrote; the
name of the key in front of each secret says which are to be written again.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"upstander: secrets at rest"
KEY_BYTES, NAME_BYTES = 32, 4


class UnreadableSecretError(Exception):
    """A secret under a key that the site does not have."""


@dataclass(frozen=True)
class Key:
    name: str
    box: Fernet


@cache
def key_of(secret: str) -> Key:
    # Bytes of one derivation say nothing of each other, so the name may stand in the open.
    length = KEY_BYTES + NAME_BYTES
    made = HKDF(SHA256(), length=length, salt=None, info=PURPOSE).derive(secret.encode())
    return Key(made[KEY_BYTES:].hex(), Fernet(urlsafe_b64encode(made[:KEY_BYTES])))


def keys() -> list[Key]:
    """Today's first."""
    return [key_of(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def current_prefix() -> str:
    """How a secret begins that today's key wrote."""
    return f"{keys()[0].name}:"


def encrypt(text: str) -> str:
    return current_prefix() + keys()[0].box.encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """The secret. Raises UnreadableSecretError, of one that is not encrypted at all too."""
    name, _, token = kept.partition(":")
    for key in keys():
        if key.name == name:
            try:
                return key.box.decrypt(token.encode()).decode()
            except InvalidToken:
                break
    raise UnreadableSecretError

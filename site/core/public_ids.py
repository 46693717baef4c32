"""Random public references. Integer ids never leave the server (rule 44)."""

import base64
import secrets

# Neither vowels nor look-alikes: no words by accident, no 0/O, 1/l/i to mistype.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_ref(length: int = 12) -> str:
    """A reference for a row: 12 characters are 57 bits, and access is still checked."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


# Capitals, to print and to read out: without 0 and O, 1 and I, B and S.
PRINTED = "23456789ACDEFGHJKLMNPQRTUVWXYZ"


def printed_ref(length: int) -> str:
    return "".join(secrets.choice(PRINTED) for _ in range(length))


def new_code() -> str:
    """128 random bits as 26 lower-case base32 characters: for what opens without signing in."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()

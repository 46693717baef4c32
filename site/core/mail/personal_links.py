"""Addresses that are a key by themselves: sent to one person, used on a page with a button.

Opening one shows a page and changes nothing. 128 random bits; only the SHA-256 is kept, so
neither a copy of the database nor the office can open what was sent.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from core.models import PersonalLink
from core.registry import Registry

TOKEN_BYTES = 16


@dataclass(frozen=True)
class Purpose:
    """What a link opens: its name, and the URL name of the page, which takes the token alone."""

    name: str  # "training/approval"
    url_name: str


@dataclass(frozen=True)
class NewLink:
    """A link to be made for a message: what for, about which public reference, until when (UTC)."""

    purpose: Purpose
    about: str
    expires_at: datetime


purposes: Registry[Purpose] = Registry("purposes of a personal link")


def declare(purpose: Purpose) -> Purpose:
    """Add a purpose. Raises ValueError for a name that is taken."""
    return purposes.add(purpose.name, purpose)


def digest_of(token: str) -> str:
    # No salt and no slow hash: nobody guesses 128 random bits. How long the look-up of a digest
    # takes says nothing about a token either.
    return hashlib.sha256(token.encode()).hexdigest()


def make(new: NewLink, *, now: datetime) -> tuple[PersonalLink, str]:
    """Make a link, and its path, which is known here and never again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = PersonalLink.objects.create(
        purpose=new.purpose.name,
        about=new.about,
        digest=digest_of(token),
        created_at=now,
        expires_at=new.expires_at,
    )
    return row, reverse(new.purpose.url_name, args=[token])


def renew(row: PersonalLink, *, now: datetime) -> tuple[PersonalLink, str]:
    """A new link in place of one that was sent: the old one stops working."""
    end(row.purpose, row.about, now=now)
    return make(NewLink(purposes[row.purpose], row.about, row.expires_at), now=now)


def end(purpose: str, about: str, *, now: datetime) -> None:
    """Every link of a purpose about one thing stops working."""
    rows = PersonalLink.objects.filter(purpose=purpose, about=about, ended_at__isnull=True)
    rows.update(ended_at=now)


def find(purpose: Purpose, token: str) -> PersonalLink | None:
    """The link a token belongs to, ended or run out though it may be; None for a made-up one."""
    rows = PersonalLink.objects.filter(purpose=purpose.name, digest=digest_of(token))
    return rows.first()


def opens(row: PersonalLink, now: datetime) -> bool:
    return row.ended_at is None and now < row.expires_at

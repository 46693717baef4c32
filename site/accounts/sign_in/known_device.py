"""Devices that signed in before: their tries at a password are counted apart from other people's.

A signed cookie names who signed in with this browser. It opens nothing by itself: whoever takes it
has five tries in five minutes of their own.
"""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from accounts.models import User
from accounts.queries.account import account_of
from core.public_ids import new_ref

SALT = "accounts.known_device"
LASTS = timedelta(days=365)
MOST = 5  # people who share a computer; the one who has not signed in for longest is forgotten
PATH = "/accounts/"  # no other page is asked with it: visitors of those stay visitors


class Known(NamedTuple):
    person: str
    device: str
    seal: str


def device_of(request: HttpRequest, login: str) -> str:
    """The device's own name, when it has signed in to the account of this address; else nothing."""
    kept = {known.person: known for known in remembered(request)}
    if not kept:
        return ""
    user = account_of(login)
    known = kept.get(user.ref) if user else None
    return known.device if user and known and known.seal == seal_of(user) else ""


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Let the answer carry the cookie, with this person first."""
    before = remembered(request)
    device = next((known.device for known in before if known.person == user.ref), new_ref())
    others = [known for known in before if known.person != user.ref]
    kept = [Known(user.ref, device, seal_of(user)), *others][:MOST]
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT),
        max_age=LASTS,
        path=PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def remembered(request: HttpRequest) -> list[Known]:
    """Who signed in with this browser; nobody for a cookie that is not ours, or is old."""
    cookie = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, "")
    try:
        kept = signing.loads(cookie, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return []
    return [Known(*row) for row in kept]


def seal_of(user: User) -> str:
    """Changes with the password: a device that knew the one before is not known any more."""
    return salted_hmac(SALT, user.password).hexdigest()[:16]

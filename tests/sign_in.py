"""Signed-in people for tests, as if they had come through the sign-in pages."""

import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from core.privacy.encryption import encrypt

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_second_factor(user: User) -> Authenticator:
    """An authenticator app for the person, with the secret above."""
    made, _ = Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(TOTP_SECRET)}}
    )
    return made


def methods_of(user: User) -> dict[str, Any]:
    """What a session keeps of how its person signed in: password and second factor."""
    return {
        _AUTHENTICATION_METHODS_USER_SESSION_KEY: user_id_to_str(user),
        AUTHENTICATION_METHODS_SESSION_KEY: [
            {"method": "password", "at": time.time(), "email": user.email},
            {"method": "mfa", "at": time.time(), "type": "totp"},
        ],
    }


class StaffClient(Client):
    """Django's client, whose force_login() leaves what a whole sign-in leaves."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Sign in; people with a staff role have used their second factor."""
        super().force_login(user, backend)
        if not (user.is_superuser or user.staff_roles.exists()):
            return
        give_second_factor(user)
        session = self.session
        session.update(methods_of(user))
        session.save()

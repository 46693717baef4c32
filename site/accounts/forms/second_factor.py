"""allauth's forms for the authenticator app and recovery codes, in our words."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from django.core.cache import cache

from accounts.forms.sign_in import Worded, Words
from accounts.models import User
from core.forms.base import BaseForm

APP_CODE: Words = ("Code", "6 digits from your authenticator app, or a recovery code")
# RFC 6238, 5.2: a code must not be taken twice. It is good for its half minute and the ones
# beside it (MFA_TOTP_TOLERANCE), so it is remembered for all three.
ONCE_SECONDS = 90


def use_up(user: User, code: str) -> None:
    """Refuse a code that was used a moment ago. Raises ValidationError."""
    digits = "".join(letter for letter in code if letter.isalnum())
    if not cache.add(f"second-factor-used:{user.pk}:{digits}", 1, timeout=ONCE_SECONDS):
        raise get_adapter().validation_error("incorrect_code")


class AppCodeForm(BaseForm, Worded):
    """Asks for a code of the app, and takes each once."""

    words = {"code": APP_CODE}
    user: User

    def clean_code(self) -> str:
        """A right code, for the first time."""
        code: str = super().clean_code()  # type: ignore[misc] # of allauth's form beside it
        use_up(self.user, code)
        return code


class AuthenticateForm(AppCodeForm, base.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ReauthenticateForm(AppCodeForm, base.ReauthenticateForm):  # type: ignore[misc]
    """The second step once more, before something that matters."""


class AppActivateForm(BaseForm, Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code that a newly set up app shows."""

    words = {"code": ("Code", "6 digits from your authenticator app")}


class AppDeactivateForm(BaseForm, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """Nothing to fill in; allauth checks whether it may be done."""


class RecoveryCodesForm(BaseForm, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """Nothing to fill in; allauth checks whether it may be done."""

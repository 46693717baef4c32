"""Where allauth meets the house: its mail, where people land, how long a proof lasts."""

import logging
from base64 import b32encode
from datetime import timedelta
from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage

from accounts.access import has_second_factor, is_staff_member, me
from accounts.actions.naming import count_of_visitor, count_written_to
from accounts.actions.sign_in_hold import note_hold
from accounts.models import User
from accounts.sign_in import known_device, sessions
from accounts.views import navigation
from core import clock
from core.errors import Refusal
from core.mail import outbox
from core.privacy import encryption

logger = logging.getLogger(__name__)

# How long each kind of mail is of use: after that it is not sent any more. The rest are notices.
CODE_GOOD_FOR = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
GOOD_FOR = {
    "email_confirmation": CODE_GOOD_FOR,
    "email_confirmation_signup": CODE_GOOD_FOR,
    "login_code": CODE_GOOD_FOR,
    "password_reset_key": timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
}
NOTICE_GOOD_FOR = timedelta(days=7)
WAIT = "You have tried too many times. Wait 5 minutes, then try again"
HELD = (
    "Too many wrong passwords were tried for this address or from this network. Wait 5 minutes, "
    "or have a code sent to your email address"
)
WRONG_CODE = "That is not the right code, or it was already used. Check it and try again"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up and sign-in in our own words, with mail through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed",
        "duplicate_email": "This is already your email address. Enter a different one",
        "email_password_mismatch": "The email address or the password is not right",
        "email_taken": "This email address cannot be used. Enter a different one",
        "enter_current_password": "This is not your current password",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "This is not your password",
        "password_held": HELD,
        "rate_limited": "You have asked too many times. Wait a minute, then try again",
        "same_as_current": "This is already your email address. Enter a different one",
        "too_many_login_attempts": WAIT,
    }

    def save_user(
        self, request: HttpRequest, user: User, form: Form, commit: bool = True
    ) -> AbstractBaseUser:
        user.name = form.cleaned_data["name"]
        saved: AbstractBaseUser = super().save_user(request, user, form, commit)
        return saved

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before it is judged. Raises ValidationError when there were too many.

        allauth counts by address, so five tries by anybody would hold the account's owner too. A
        device that signed in to it before has a count of its own.
        """
        login = credentials.get("email", "").lower()
        device = known_device.device_of(request, login)
        if device:
            tries = [self._take(request, "password_device", device)]
        else:
            network = self._take(request, "password_network")
            account = network and self._take(request, "password_account", login)
            if network and not account:
                note_hold(login, now=clock.now())
            tries = [network, account]
        if not all(tries):
            signed_in = request.user.is_authenticated
            raise self.validation_error("too_many_login_attempts" if signed_in else "password_held")
        taken = [each for usage in tries if usage for each in usage.usage]
        # allauth gives it back when the password was right.
        self._login_failed_rl_usage = ratelimit.RateLimitUsage(taken)

    def _take(
        self, request: HttpRequest, action: str, key: str | None = None
    ) -> ratelimit.RateLimitUsage | None:
        return ratelimit.consume(request, app="allauth.account", action=action, key=key)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a reset the new password may be tried. The network's count stays: anybody may
        reset one of their own.
        """
        login = credentials.get("email", "").lower()
        ratelimit.clear(request, app="allauth.account", action="password_account", key=login)

    def code_limit(self, request: HttpRequest, email: str) -> tuple[str, str]:
        """The limit that asking for a code falls under, and what it is counted by."""
        device = known_device.device_of(request, email)
        if device:
            return "request_login_code_known", device
        return "request_login_code", email

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponseBase:
        """Know this device from now on."""
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        known_device.remember(request, response, me(request))
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session and start its clock."""
        super().login(request, user)
        sessions.begin(request.session, clock.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """What to do next; allauth honours a safe `next` before it asks here."""
        return navigation.home_of(me(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A new person lands where everyone does."""
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        """After a change of address: back to one's own details."""
        signed_in = self.request.user.is_authenticated
        return reverse("accounts:person_detail" if signed_in else "account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:person_detail")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who it is, unless they have just signed in (rule 49: 5 minutes)."""
        return not sessions.is_new(self.request.session, clock.now())

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """Staff with a second factor prove themselves by it: a password alone is not enough."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if is_staff_member(user) and has_second_factor(user):  # type: ignore[arg-type]
            methods = [method for method in methods if method["id"] == "mfa_reauthenticate"]
        return methods

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render our texts and put them in the outbox as a secret, first in line."""
        kind = template_prefix.rsplit("/", 1)[-1]
        self._count(email)
        links = {name: on_our_site(url) for name, url in context.items() if name.endswith("_url")}
        values = {
            "site_name": settings.WAGTAIL_SITE_NAME,
            "base_url": settings.BASE_URL,
            **context,
            **links,
            "email": email,
            "login_code_url": settings.BASE_URL + reverse("account_request_login_code"),
        }
        outbox.put_secret(
            name=f"accounts/{kind}",
            to=email,
            subject=render_to_string(f"{template_prefix}_subject.txt", values),
            body_text=render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n",
            now=clock.now(),
            good_for=GOOD_FOR.get(kind, NOTICE_GOOD_FOR),
        )

    def _count(self, email: str) -> None:
        """Whoever types an address causes mail to it: so often in a day, whoever's it is."""
        user, now = self.request.user, clock.now()
        try:
            if isinstance(user, User):
                count_written_to(user, [email], now=now)
            else:
                count_of_visitor(self._visitor(), email, now=now)
        except Refusal as refusal:
            page = render(self.request, "429.html", {"reason": str(refusal)}, status=429)
            raise ImmediateHttpResponse(page) from refusal

    def _visitor(self) -> str:
        try:
            return str(self.get_client_ip(self.request))
        except PermissionDenied:  # a socket without an address: all such visitors are one
            return "unknown"


def on_our_site(url: str) -> str:
    """The address with the site's own scheme and host: allauth takes them from the request, where
    whoever asks may name another port.
    """
    return settings.BASE_URL + urlsplit(url)._replace(scheme="", netloc="").geturl()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factor in our own words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That is not the right code, or it was already used. "
        "Wait for the next one in your app and enter that",
        "unverified_email": "Confirm your email address first",
    }

    def encrypt(self, text: str) -> str:
        """Secrets of apps and recovery codes at rest: whoever reads the database has none."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that no key of the site reads fits no code, and the log says so."""
        try:
            return encryption.decrypt(encrypted_text)
        except encryption.UnreadableSecretError:
            logger.exception("A second factor cannot be read: is SECRET_KEY_FALLBACKS complete?")
            return b32encode(token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        """The square on white: apps cannot read a black one on a dark page."""
        drawn: str = qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
        return drawn

"""What a signed-in person's request passes: is the session still good, was a second factor used?"""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import has_second_factor, is_staff_member, me
from accounts.sign_in import sessions
from core import clock

Handler = Callable[[HttpRequest], HttpResponse]

# Signing in and out, what pages are made of, and the demonstration's own way in.
OPEN_TO_ALL = ("/accounts/", "/static/", "/healthz", "/readyz", "/demo/")


class SessionLimitsMiddleware:
    """Ends a session that was left alone, or that began long ago (rule 52)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asking who it is reads the session, and the answer would then say `Vary: Cookie`: no page
        # could be kept for visitors, who have none.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self.keep_or_end(request)
        return self.get_response(request)

    def keep_or_end(self, request: HttpRequest) -> None:
        """Note that the person is here, or sign them out and say why on the next page."""
        limits = sessions.STAFF if is_staff_member(request.user) else sessions.OTHERS
        why = sessions.why_over(request.session, limits, clock.now())
        if why:
            logout(request)
            messages.info(request, why)
        else:
            sessions.note_seen(request.session, clock.now())


class SecondFactorMiddleware:
    """Sends staff to set up a second factor, or to use it (rule 49)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, or redirect to what is missing."""
        if request.path_info.startswith(OPEN_TO_ALL) or not is_staff_member(request.user):
            return self.get_response(request)
        if not has_second_factor(me(request)):
            return redirect("mfa_activate_totp")
        if not used_second_factor(request):
            back = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('mfa_reauthenticate')}?{back}")
        return self.get_response(request)


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this very session was opened, or confirmed, with the second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)

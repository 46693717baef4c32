"""Staff have a second factor, or set one up before anything else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import roles_of

OPEN_TO_ALL = ("/accounts/", "/static/", "/healthz", "/readyz", "/demo/")


class SecondFactorMiddleware:
    """Sends staff without a second factor to set one up (reliability rule 49)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, or redirect to the set-up page."""
        if not request.path.startswith(OPEN_TO_ALL) and self._lacks_factor(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _lacks_factor(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated:
            return False
        return (user.is_superuser or bool(roles_of(user))) and not is_mfa_enabled(user)

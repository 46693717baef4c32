"""Default deny: a view without a declared policy answers 403 (rule 41).

A policy is a name, a question about the request and a sentence for the documents. Apps declare
theirs in their access room; views name them, so that a view of core may use one declared above.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from core.registry import Registry

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Policy:
    name: str
    allows: Callable[[HttpRequest], bool]
    words: str


POLICIES: Registry[Policy] = Registry("policies", room="access")


def declare(name: str, allows: Callable[[HttpRequest], bool], words: str) -> Policy:
    """Add a policy. Raises ValueError for a name taken."""
    return POLICIES.add(name, Policy(name, allows, words))


def access(name: str) -> Callable[[V], V]:
    def mark(view: V) -> V:
        view.policy = name  # type: ignore[attr-defined]
        return view

    return mark


def policy_name(view: Callable[..., Any]) -> str | None:
    """The policy of a view: its own, or the one settings give to its package."""
    named: str | None = getattr(view, "policy", None)
    if named:
        return named
    module = getattr(getattr(view, "view_class", view), "__module__", "") or ""
    # The nearest package decides: a document is public, the screens that manage documents are not.
    by_module: dict[str, str] = settings.POLICIES_BY_MODULE
    fits = [path for path in by_module if module == path or module.startswith(path + ".")]
    return by_module[max(fits, key=len)] if fits else None


def allows(name: str, request: HttpRequest) -> bool:
    """Whether a policy would let a request through: what a page may link to."""
    return POLICIES[name].allows(request)


class PolicyMiddleware:
    """Asks the view's policy before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the question is asked once the view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let through, send to the sign-in page, or refuse with 403."""
        policy = POLICIES.find(policy_name(view) or "")
        if policy is None:
            raise PermissionDenied
        if policy.allows(request):
            return None
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())


declare("public", lambda request: True, "Anyone.")
declare("signed_in", lambda request: request.user.is_authenticated, "Anyone who has signed in.")
declare("demo", lambda request: bool(settings.DEMO), "Anyone, in a demonstration only.")
declare(
    "styleguide",
    lambda request: bool(settings.DEMO or settings.DEBUG),
    "Anyone, in a demonstration or while developing.",
)

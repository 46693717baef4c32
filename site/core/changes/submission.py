"""A changing form, sent: one key, one effect, and the right status for what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from core.changes.form_keys import Outcome, R, fingerprint, once
from core.errors import BusyError, Refusal

if TYPE_CHECKING:
    from core.forms.base import KeyedForm

# What differs though the same was asked: Django masks its token anew on every page.
NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "form_key"})
INVALID, REFUSED, BUSY = 422, 409, 503
BUSY_WORDS = (
    "Many people are changing this at the same moment, and your turn did not come. Nothing was "
    "changed. Send it again in a few seconds."
)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is made with: what was sent, or nothing while the page is only looked at."""
    # Not `request.POST or None`: an empty answer is one too, and its form says what is missing.
    return request.POST if request.method == "POST" else None


def submit(request: HttpRequest, form: KeyedForm, act: Callable[[], R]) -> Outcome[R] | None:
    """Run `act` once for a valid form's key; a refusal becomes the form's own error.

    `act` returns what the page needs to go on: mostly the reference of a row. None means: show
    the form again, with render_form, which answers 422 for answers that do not fit and 409 for a
    refusal, and 200 while nothing was sent.
    """
    if not form.is_valid():
        return None
    asked = fingerprint(request.method, request.path, sorted(_answers(request)))
    try:
        return once(actor_of(request), form.key, asked, act)
    except Refusal as refusal:
        refuse(form, refusal)
        return None
    except BusyError:
        # The page again, not one that stands alone: what was typed is still in it.
        form.add_error(None, BUSY_WORDS)
        form.was_busy = True
        return None


def refuse(form: KeyedForm, refusal: Refusal | str) -> None:
    """Make a refusal the form's own error, which render_form answers with 409."""
    form.add_error(None, str(refusal))
    form.was_refused = True


def actor_of(request: HttpRequest) -> str:
    """Whose keys these are: the person's, or the visitor's session's."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    if not request.session.session_key:  # before it is saved it has none, and all visitors' are one
        request.session.save()
    return f"session:{request.session.session_key}"


def render_form(
    request: HttpRequest, template: str, form: KeyedForm, context: Mapping[str, Any]
) -> HttpResponse:
    """The page with its form, and the status that tells what came of the last try."""
    status = 200
    if form.was_busy:
        status = BUSY
    elif form.was_refused:
        status = REFUSED
    elif form.is_bound and form.errors:
        status = INVALID
    response = render(request, template, {**context, "form": form}, status=status)
    if status == BUSY:
        response.headers["Retry-After"] = "3"
    return response


def _answers(request: HttpRequest) -> list[tuple[str, list[str]]]:
    return [(name, values) for name, values in request.POST.lists() if name not in NOT_ANSWERS]

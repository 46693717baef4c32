"""A person's own account. Signing in and out is allauth's; so is the form behind account_create."""

from http import HTTPStatus

from allauth.account.views import signup
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import has_second_factor, is_staff_member, me
from accounts.actions.person import name_person
from accounts.forms.person import PersonEditForm
from accounts.queries.organisation import organisations_of
from core import clock
from core.changes.locks import transact
from core.changes.submission import posted, render_form, submit
from core.policy import access


@access("public")
def account_create(request: HttpRequest) -> HttpResponse:
    """Sign up: the person and the message with their code are kept together or not at all."""
    if request.method != "POST":
        return signup(request)  # type: ignore[no-any-return]
    try:
        return keep_all(request)
    except IntegrityError:  # the same address, sent twice at once: now it has an account
        return keep_all(request)


@transact
def keep_all(request: HttpRequest) -> HttpResponse:
    """Keep what sign-up did, unless there were too many tries to send the code."""
    response: HttpResponse = signup(request)
    # allauth makes the account before it counts the mails: without this one would stay whose code
    # was never sent.
    transaction.set_rollback(response.status_code == HTTPStatus.TOO_MANY_REQUESTS)
    return response


@access("signed_in")
def person_detail(request: HttpRequest) -> HttpResponse:
    person = me(request)
    context = {
        "organisations": organisations_of(person),
        "has_second_factor": has_second_factor(person),
        "needs_second_factor": is_staff_member(person),
    }
    return render(request, "accounts/person_detail.html", context)


@access("signed_in")
def person_edit(request: HttpRequest) -> HttpResponse:
    person = me(request)
    shown = {"name": person.name, "job_title": person.job_title}
    form = PersonEditForm(posted(request), initial=shown)

    def keep() -> str:
        name, job_title = form.cleaned_data["name"], form.cleaned_data["job_title"]
        now = clock.now()
        return name_person(person, name=name, job_title=job_title, actor=person, now=now).ref

    if submit(request, form, keep):
        messages.success(request, "Your details have been changed.")
        return redirect("accounts:person_detail")
    return render_form(request, "accounts/person_edit.html", form, {})


@access("public")
def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """A door of Wagtail's that leads to people's details: their own pages are the only place."""
    raise Http404

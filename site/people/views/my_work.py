"""Where a person works: what they belong to, what they ask to join, and who says yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me, membership_request_for, office_remit, own_membership_for
from accounts.actions.membership import (
    approve_membership,
    decline_membership,
    end_membership,
    request_membership,
)
from accounts.queries.membership import membership_requests, memberships_asked_for
from accounts.queries.organisation import organisations_of
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from core.web.navigation import Link
from people.forms.my import MembershipRequestForm, RequestAnswerForm
from people.forms.person import ConfirmForm, OrganisationSearchForm
from people.queries.person import organisations_found
from people.views.my_manager import home

MOST_FOUND = 10


@access("signed_in")
def my_work(request: HttpRequest) -> HttpResponse:
    """The person's organisations, and a way to ask to join one."""
    person = me(request)
    search = OrganisationSearchForm(request.GET if "q" in request.GET else None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = list(organisations_found(words)[:MOST_FOUND])
    posted = request.POST if request.method == "POST" else None
    form = MembershipRequestForm(posted, organisations=found)

    def act() -> str:
        return request_membership(person, form.chosen, now=clock.now()).organisation.ref

    if form.is_bound and submit(request, form, act):
        messages.success(request, f"You have asked to join {form.chosen.name}.")
        return redirect("people:my_work")
    context = {
        "memberships": organisations_of(person),
        "asked": memberships_asked_for(person),
        "search": search,
        "forms": [search, form],
        "found": found,
        "words": words,
        "new_form": ConfirmForm,
        "links": home(),
    }
    return render_form(request, "people/my_work.html", form, context)


@access("signed_in")
def my_work_leave(request: HttpRequest, ref: str) -> HttpResponse:
    """Leave an organisation, after a page that says what stays and what ends."""
    person = me(request)
    membership = own_membership_for(person, ref)
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        end_membership(membership, actor=person, now=clock.now())
        return ref

    if form.is_bound and submit(request, form, act):
        name = membership.organisation.name
        messages.success(request, f"You have left {name}. Your record and certificates are yours.")
        return redirect("people:my_work")
    links = [*home(), Link("Where I work", reverse("people:my_work"))]
    context = {"membership": membership, "links": links}
    return render_form(request, "people/my_work_leave.html", form, context)


@access("signed_in")
def my_work_withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    person = me(request)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return redirect("people:my_work")
    membership = own_membership_for(person, ref)

    def act() -> str:
        decline_membership(membership, actor=person, now=clock.now())
        return ref

    if submit(request, form, act):
        messages.success(request, "You have taken your request back.")
    return redirect("people:my_work")


@access("membership_requests")
def my_requests(request: HttpRequest) -> HttpResponse:
    """Who asks to join what this person answers for."""
    person = me(request)
    context = {
        "requests": membership_requests(person, office=office_remit(person)),
        "new_form": ConfirmForm,
        "links": home(),
    }
    return render(request, "people/my_requests.html", context)


@access("membership_requests")
def my_request_answer(request: HttpRequest, person: str, organisation: str) -> HttpResponse:
    """Yes or no to one of them."""
    form = RequestAnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return redirect("people:my_requests")
    actor = me(request)
    asked = membership_request_for(actor, person, organisation)
    name = asked.user.name

    def act() -> str:
        answer = approve_membership if form.is_yes else decline_membership
        answer(asked, actor=actor, now=clock.now())
        return person

    if submit(request, form, act):
        said = f"{name} has joined {asked.organisation.name}." if form.is_yes else "Declined."
        messages.success(request, said)
    elif form.was_refused:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect("people:my_requests")

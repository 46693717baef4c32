"""Which organisations a person acts for, as the office sets it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me, seen_people
from accounts.actions.membership import add_membership, end_membership
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from people.access import (
    membership_for_team,
    organisations_for_team,
    person_for_team,
)
from people.forms.person import ConfirmForm, MembershipCreateForm, OrganisationSearchForm
from people.views.person import breadcrumbs_to

MOST_FOUND = 10


@access("people")
def team_people_membership_create(request: HttpRequest, ref: str) -> HttpResponse:
    """Find the organisation, then say what the person may do there."""
    person = person_for_team(request.user, ref)
    search = OrganisationSearchForm(request.GET if "q" in request.GET else None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = list(organisations_for_team(request.user, words)[: MOST_FOUND + 1])
    posted = request.POST if request.method == "POST" else None
    form = MembershipCreateForm(posted, organisations=found[:MOST_FOUND])

    def act() -> str:
        role, actor = form.cleaned_data["role"], me(request)
        add_membership(person, form.chosen, role, actor=actor, now=clock.now())
        return person.ref

    if form.is_bound and submit(request, form, act):
        messages.success(request, f"{person.name} is now a member of {form.chosen.name}.")
        return redirect("people:team_people_detail", ref=person.ref)
    context = {
        "person": person,
        "links": breadcrumbs_to(person),
        "search": search,
        "forms": [search, form],
        "found": found,
        "words": words,
        "too_many": len(found) > MOST_FOUND,
    }
    return render_form(request, "people/team_people_membership_create.html", form, context)


@access("people")
def team_people_membership_end(request: HttpRequest, ref: str, organisation: str) -> HttpResponse:
    membership = membership_for_team(request.user, ref, organisation)
    person = membership.user
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        end_membership(membership, actor=me(request), now=clock.now())
        return person.ref

    if form.is_bound and submit(request, form, act):
        name = membership.organisation.name
        messages.success(request, f"{person.name} is no longer a member of {name}.")
        # Whoever worked nowhere else in the boroughs of this role is another's to look after now.
        if person.ref not in seen_people(request.user, [person]):
            return redirect("people:team_people_list")
        return redirect("people:team_people_detail", ref=person.ref)
    context = {"membership": membership, "person": person, "links": breadcrumbs_to(person)}
    return render_form(request, "people/team_people_membership_end.html", form, context)

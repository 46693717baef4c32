"""Who is in the partnership's own team: given and taken away by administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import has_second_factor, me
from accounts.actions.staff_role import grant_role, limit_role, revoke_role
from accounts.models import StaffRole
from accounts.queries.area import boroughs
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from people.access import local_role_for, person_for_team, role_called
from people.forms.person import ConfirmForm, RoleAreasForm, RoleGrantForm
from people.presenters.person import ROLE_HINTS
from people.views.person import breadcrumbs_to

SIGN_IN_AGAIN = "Their sessions have ended."
SET_UP = "Their sessions have ended; at the next sign-in they set up a second factor."


@access("roles")
def team_people_role_grant(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_for_team(request.user, ref)
    held = list(person.staff_roles.values_list("role", flat=True))
    data = request.POST if request.method == "POST" else None
    form = RoleGrantForm(data, held=held, boroughs=boroughs())

    def act() -> str:
        role, areas = form.cleaned_data["role"], form.cleaned_data["areas"]
        grant_role(person, role, actor=me(request), now=clock.now(), areas=areas)
        return person.ref

    if form.is_bound and submit(request, form, act):
        label = StaffRole.Role(form.cleaned_data["role"]).label.lower()
        then = SIGN_IN_AGAIN if has_second_factor(person) else SET_UP
        messages.success(request, f"{person.name} now has the role of {label}. {then}")
        return redirect("people:team_people_detail", ref=person.ref)
    context = {
        "person": person,
        "links": breadcrumbs_to(person),
        "has_second_factor": has_second_factor(person),
    }
    return render_form(request, "people/team_people_role_grant.html", form, context)


@access("role_areas")
def team_people_role_areas(request: HttpRequest, ref: str, role: str) -> HttpResponse:
    """Say in which boroughs a role holds."""
    person = person_for_team(request.user, ref)
    held = local_role_for(person, role)
    form = RoleAreasForm(
        request.POST if request.method == "POST" else None,
        held=list(held.areas.all()),
        boroughs=boroughs(),
    )

    def act() -> str:
        areas = form.cleaned_data["areas"]
        return str(limit_role(person, role, areas, actor=me(request), now=clock.now()).user.ref)

    if form.is_bound and submit(request, form, act):
        names = ", ".join(area.name for area in form.cleaned_data["areas"])
        label, where = held.get_role_display().lower(), names or "the whole region"
        messages.success(request, f"The role of {label} holds in {where} now. {SIGN_IN_AGAIN}")
        return redirect("people:team_people_detail", ref=person.ref)
    context = {"person": person, "role": held, "links": breadcrumbs_to(person)}
    return render_form(request, "people/team_people_role_areas.html", form, context)


@access("roles")
def team_people_role_revoke(request: HttpRequest, ref: str, role: str) -> HttpResponse:
    person, named = person_for_team(request.user, ref), role_called(role)
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return revoke_role(person, named, actor=me(request), now=clock.now()).ref

    if form.is_bound and submit(request, form, act):
        label = named.label.lower()
        messages.success(
            request, f"{person.name} no longer has the role of {label}. {SIGN_IN_AGAIN}"
        )
        return redirect("people:team_people_detail", ref=person.ref)
    context = {
        "person": person,
        "role": named.label,
        "about": ROLE_HINTS[named],
        "links": breadcrumbs_to(person),
    }
    return render_form(request, "people/team_people_role_revoke.html", form, context)

"""The office keeps the facilitators' records."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import is_whole_office, me
from accounts.models import Area
from bookings.rota.access import facilitator_user_for_team, team_facilitator_users
from bookings.rota.actions.facilitator import change_facilitator
from bookings.rota.forms.facilitator import FacilitatorEditForm
from bookings.rota.presenters.facilitator import lines_of
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from core.web.navigation import Link
from core.web.paging import page_of
from training.courses.models import Course


@access("office")
def team_facilitator_list(request: HttpRequest) -> HttpResponse:
    """Everyone who delivers, with what the rota goes by."""
    page = page_of(team_facilitator_users(request.user), request.GET.get("page"))
    lines = lines_of(page, clock.today(), is_linked=is_whole_office(request.user))
    context = {"page": page, "rows": lines}
    return render(request, "bookings/rota/team_facilitator_list.html", context)


@access("whole_office")
def team_facilitator_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Where someone works, what they may teach, and until when their checks hold."""
    person = facilitator_user_for_team(request.user, ref)
    form = FacilitatorEditForm(
        request.POST if request.method == "POST" else None,
        facilitator=getattr(person, "facilitator", None),
        areas=[area for area in Area.objects.all() if area.is_borough],
        courses=list(Course.objects.all()),
    )

    def act() -> str:
        change_facilitator(person, actor=me(request), now=clock.now(), **form.answers)
        return person.ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, f"Saved what we know of {person.name}.")
        return redirect("rota:team_facilitator_list")
    links = [Link("Facilitators", reverse("rota:team_facilitator_list"))]
    context = {"person": person, "links": links}
    return render_form(request, "bookings/rota/team_facilitator_edit.html", form, context)

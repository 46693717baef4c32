"""The office keeps the facilitators' records."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from accounts.models import Area
from bookings.access import facilitator_user_for_team
from bookings.actions.facilitator import change_facilitator
from bookings.facilitator_words import lines_of
from bookings.forms.facilitator import FacilitatorEditForm
from bookings.queries.facilitator import facilitator_users
from core import clock
from core.context import Link
from core.paging import page_of
from core.policy import access
from core.submission import render_form, submit
from training.models import Course


@access("office")
def team_facilitator_list(request: HttpRequest) -> HttpResponse:
    """Everyone who delivers, with what the rota goes by."""
    page = page_of(facilitator_users(), request.GET.get("page"))
    context = {"page": page, "rows": lines_of(page, clock.today())}
    return render(request, "bookings/team_facilitator_list.html", context)


@access("office")
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
        return redirect("bookings:team_facilitator_list")
    links = [Link("Facilitators", reverse("bookings:team_facilitator_list"))]
    context = {"person": person, "links": links}
    return render_form(request, "bookings/team_facilitator_edit.html", form, context)

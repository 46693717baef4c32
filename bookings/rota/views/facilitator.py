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
from bookings.rota.models import Facilitator
from bookings.rota.presenters.assurance import check_rows, history_rows
from bookings.rota.presenters.facilitator import area_words, lines_of
from bookings.rota.queries.assurance import checks_of, held_by_user
from bookings.rota.views.assurance import links_to
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
    people = [(person, held_by_user(person)) for person in page]
    is_linked = is_whole_office(request.user)
    lines = lines_of(people, clock.today(), is_linked=is_linked)
    context = {"page": page, "rows": lines}
    return render(request, "bookings/rota/team_facilitator_list.html", context)


@access("whole_office")
def team_facilitator_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Someone's record and their checks, with what was recorded before."""
    person = facilitator_user_for_team(request.user, ref)
    record: Facilitator | None = getattr(person, "facilitator", None)
    checks = checks_of(record) if record else []
    context = {
        "person": person,
        "record": record,
        "areas": area_words(record) if record else "",
        "courses": list(record.courses.all()) if record else [],
        "rows": check_rows(checks, clock.today(), person.ref),
        "history": history_rows(checks, person.ref),
        "links": [Link("Facilitators", reverse("rota:team_facilitator_list"))],
    }
    return render(request, "bookings/rota/team_facilitator_detail.html", context)


@access("whole_office")
def team_facilitator_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Where someone works and what they may teach."""
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
        return redirect("rota:team_facilitator_detail", ref=person.ref)
    context = {"person": person, "links": links_to(person.ref, person.name)}
    return render_form(request, "bookings/rota/team_facilitator_edit.html", form, context)

"""A facilitator's checks: the office records and takes back, the facilitator reads their own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from bookings.rota.access import check_for_team, facilitator_for_team, facilitator_of
from bookings.rota.actions.assurance import record_check, withdraw_check
from bookings.rota.forms.assurance import CheckCreateForm
from bookings.rota.presenters.assurance import check_rows
from bookings.rota.queries.assurance import checks_of
from core import clock
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.policy import access
from core.web.navigation import Link


@access("whole_office")
def team_check_create(request: HttpRequest, ref: str) -> HttpResponse:
    """Record a check that one has seen."""
    facilitator = facilitator_for_team(request.user, ref)
    form = CheckCreateForm(
        request.POST if request.method == "POST" else None,
        kind=request.GET.get("kind", ""),
        today=clock.today(),
    )

    def act() -> str:
        return record_check(facilitator, actor=me(request), now=clock.now(), **form.answers).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, f"The check of {facilitator.user.name} is recorded.")
        return redirect("rota:team_facilitator_detail", ref=ref)
    context = {"person": facilitator.user, "links": links_to(ref, facilitator.user.name)}
    return render_form(request, "bookings/rota/team_check_create.html", form, context)


@access("whole_office")
def team_check_withdraw(request: HttpRequest, ref: str, check_ref: str) -> HttpResponse:
    """Take back a check that was recorded by mistake."""
    check = check_for_team(request.user, ref, check_ref)
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return withdraw_check(check, actor=me(request), now=clock.now()).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The check is taken back. It stays in the history.")
        return redirect("rota:team_facilitator_detail", ref=ref)
    person = check.facilitator.user
    context = {"check": check, "person": person, "links": links_to(ref, person.name)}
    return render_form(request, "bookings/rota/team_check_withdraw.html", form, context)


def links_to(ref: str, name: str) -> list[Link]:
    """The way back to somebody's page."""
    return [
        Link("Facilitators", reverse("rota:team_facilitator_list")),
        Link(name, reverse("rota:team_facilitator_detail", args=[ref])),
    ]


@access("facilitator")
def my_checks(request: HttpRequest) -> HttpResponse:
    """What the office has on record of one's own checks."""
    checks = checks_of(facilitator_of(request.user))
    context = {"rows": check_rows(checks, clock.today())}
    return render(request, "bookings/rota/my_checks.html", context)

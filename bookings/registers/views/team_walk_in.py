"""The office gives somebody their place who came without one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from accounts.queries.confirmed_address import person_with_confirmed
from bookings.registers.access import walk_in_for
from bookings.registers.actions.walk_in import give_place
from core import clock
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.policy import access
from core.search.plain import are_one_name


@access("office")
def team_walk_in_place(request: HttpRequest, ref: str) -> HttpResponse:
    walk_in, now = walk_in_for(request.user, ref), clock.now()
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return give_place(walk_in, actor=me(request), now=now).ref

    if request.method == "POST" and submit(request, form, act):
        words = f"{walk_in.name} has their place. The register says that they came."
        messages.success(request, words)
        return redirect("enrolments:team_event_detail", ref=walk_in.register.session.event.ref)
    person = person_with_confirmed(walk_in.email)
    context = {
        "walk_in": walk_in,
        "session": walk_in.register.session,
        "person": person,
        "is_other_name": person is not None and not are_one_name(walk_in.name, person.name),
        "is_over": walk_in.register.session.event.ends_at <= now,
    }
    return render_form(request, "bookings/registers/team_walk_in_place.html", form, context)

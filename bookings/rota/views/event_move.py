"""The office moves a date, with its people and those who deliver it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from bookings.rota.actions.event_move import move_event
from bookings.rota.forms.event_move import EventMoveForm
from bookings.rota.queries.assignment import holding_of_event
from core import clock
from core.changes.submission import render_form, submit
from core.options import store
from core.policy import access
from training.enrolments.options import ASKS_AGAIN
from training.events.access import team_event_for
from training.events.queries.event import sessions_of


@access("office")
def team_event_move(request: HttpRequest, ref: str) -> HttpResponse:
    event, now = team_event_for(request.user, ref), clock.now()
    form = EventMoveForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions_of(event),
        asks_again=store.value(ASKS_AGAIN),
        today=clock.today(),
        now=now,
    )

    def act() -> str:
        return move_event(event, **form.answers, actor=me(request), now=now).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The date is changed, and everyone on it is being told.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    several = len(form.sessions) > 1
    context = {"event": event, "holding": holding_of_event(event), "several": several}
    return render_form(request, "bookings/rota/team_event_move.html", form, context)

"""The office moves a date, with its people and those who deliver it."""

from collections.abc import Sequence
from typing import Any

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
from training.events.access import team_event_for, team_venues
from training.events.models import Session
from training.events.queries.event import sessions_of
from training.events.queries.venue import venue_choices
from training.events.views.team_event import add_venue_url, is_finding


@access("office")
def team_event_move(request: HttpRequest, ref: str) -> HttpResponse:
    event, now = team_event_for(request.user, ref), clock.now()
    sessions = sessions_of(event)
    form = EventMoveForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        **_venue_question(request, sessions),
        asks_again=store.value(ASKS_AGAIN),
        today=clock.today(),
        now=now,
    )

    def act() -> str:
        return move_event(event, **form.answers, actor=me(request), now=now).ref

    if is_finding(request):
        form.keep_unjudged()
    done = submit(request, form, act) if form.is_bound and not is_finding(request) else None
    if done:
        messages.success(request, "The date is changed, and everyone on it is being told.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    several = len(form.sessions) > 1
    context = {"event": event, "holding": holding_of_event(event), "several": several}
    return render_form(request, "bookings/rota/team_event_move.html", form, context)


def _venue_question(request: HttpRequest, sessions: Sequence[Session]) -> dict[str, Any]:
    """Venues to choose from; where the date is now stays on offer, though it be retired."""
    names = ("venue", *(f"venue_{row.number}" for row in sessions))
    here = [row for row in (sessions[0].event.venue, *(one.venue for one in sessions)) if row]
    chosen = request.GET.get("venue", "")
    asked = [*(request.POST.get(name, "") for name in names), chosen]
    words = request.POST.get("venue_words", "")
    return {
        "venues": venue_choices(team_venues(request.user), words, asked, here),
        "add_url": add_venue_url(request),
        "chosen": chosen,
    }

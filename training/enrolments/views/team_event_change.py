"""The office changes a date: how many fit, whether it runs, that it does not take place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.policy import access
from core.search.namesakes import called
from training.enrolments.access import next_event_for
from training.enrolments.actions.event_cancel import cancel_and_offer_next, cancel_event, split
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.event_version import update_event_version
from training.enrolments.forms.event_change import (
    EventCancelForm,
    EventCapacityForm,
    EventLeaversForm,
    EventMinimumForm,
    EventVersionForm,
    NextEventForm,
)
from training.enrolments.queries.event_change import (
    going_on_to,
    holders,
    other_events_with_seats,
)
from training.enrolments.queries.event_version import version_blocked_by
from training.events.access import team_event_for, team_events
from training.events.actions.minimum import waive_minimum
from training.events.models import Event
from training.events.queries.event import other_events, sessions_of

MOST_DATES = 12


@access("office")
def team_event_capacity(request: HttpRequest, ref: str) -> HttpResponse:
    """Change how many people fit; with too many on it, choose who leaves first."""
    event = team_event_for(request.user, ref)
    # isdigit() alone takes "²", which int() does not; nor does it read 5,000 digits, hence the cut.
    if request.GET.get("places", "").isascii() and request.GET.get("places", "").isdigit():
        return _choose_leavers(request, event, int(request.GET["places"][:4]))
    form = EventCapacityForm(posted(request), initial={"capacity": event.capacity})
    here = reverse("enrolments:team_event_capacity", args=[event.ref])
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["capacity"]
        if wanted < event.places_taken:
            return redirect(f"{here}?places={wanted}")

    def act() -> str:
        wanted = form.cleaned_data["capacity"]
        return set_capacity(event, wanted, actor=me(request), now=clock.now()).ref

    if done := submit(request, form, act):
        messages.success(request, "The number of places is changed.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    return render_form(
        request, "training/enrolments/team_event_capacity.html", form, {"event": event}
    )


def _choose_leavers(request: HttpRequest, event: Event, capacity: int) -> HttpResponse:
    others = other_events_with_seats(event, clock.now())
    form = EventLeaversForm(
        posted(request),
        rows=list(holders(event)),
        events=list(team_events(request.user, others)[:MOST_DATES]),
    )

    def act() -> str:
        moving = [Departure(*leaver) for leaver in form.leavers]
        reason = form.cleaned_data["reason"]
        return set_capacity(
            event, capacity, actor=me(request), now=clock.now(), moving=moving, reason=reason
        ).ref

    if done := submit(request, form, act):
        messages.success(request, "The number of places is changed, and those who left are told.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    too_many = event.places_taken - capacity
    if request.method != "POST" and too_many <= 0:
        return redirect("enrolments:team_event_capacity", ref=event.ref)
    context = {"event": event, "capacity": capacity, "too_many": too_many}
    return render_form(request, "training/enrolments/team_event_leavers.html", form, context)


@access("office")
def team_event_minimum(request: HttpRequest, ref: str) -> HttpResponse:
    """Decide that a date runs with fewer people than its course needs."""
    event = team_event_for(request.user, ref)
    form = EventMinimumForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return waive_minimum(event, actor=me(request), now=clock.now(), reason=reason).ref

    if done := submit(request, form, act):
        messages.success(request, "The date runs with the people it has.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    return render_form(
        request, "training/enrolments/team_event_minimum.html", form, {"event": event}
    )


@access("office")
def team_event_cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Cancel a date that is open to all, and offer its people the next one or not."""
    event, now = team_event_for(request.user, ref), clock.now()
    wanted = request.GET.get("next", "")
    chosen = next_event_for(request.user, wanted) if wanted else None
    form = EventCancelForm(posted(request))

    def act() -> str:
        how = {"actor": me(request), "now": now, "reason": form.cleaned_data["reason"]}
        if chosen:
            return cancel_and_offer_next(event, chosen, **how).ref
        return cancel_event(event, **how).ref

    if done := submit(request, form, act):
        messages.success(request, "The date is cancelled and everyone on it is being told.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    others = team_events(request.user, other_events(event, now))
    events = list(others[:MOST_DATES]) if event.is_open else []
    offered, listed = split(going_on_to(event, chosen), chosen.places_left) if chosen else ([], [])
    names = called(row.named for row in (*offered, *listed))
    context = {
        "event": event,
        "next_form": NextEventForm(events=events, chosen=chosen) if events else None,
        "chosen": chosen,
        "offered": [names[row.person.email] for row in offered],
        "listed": [names[row.person.email] for row in listed],
    }
    return render_form(request, "training/enrolments/team_event_cancel.html", form, context)


@access("office")
def team_event_version(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a date that nobody is on run the newest version of its course."""
    event = team_event_for(request.user, ref)
    form = EventVersionForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return update_event_version(event, actor=me(request), now=clock.now()).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The date runs the newest version of its course.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    newest = event.course.current_version
    blocked_by = version_blocked_by(event, sessions_of(event), newest)
    if not form.is_bound and (blocked_by or event.course_version == newest):
        return redirect("enrolments:team_event_detail", ref=event.ref)  # it says why
    context = {"event": event, "newest": newest, "blocked_by": blocked_by}
    return render_form(request, "training/enrolments/team_event_version.html", form, context)

"""A person's own place on another date, or with a colleague."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from core import clock
from core.policy import access
from core.submission import render_form, submit
from training.access import enrolment_for
from training.actions.keeping import give_up_place, keep_place
from training.actions.move import move_enrolment
from training.actions.substitute import substitute_named
from training.forms.place_change import PlaceColleagueForm, PlaceKeepForm, PlaceMoveForm
from training.models import Enrolment
from training.queries.change import other_dates
from training.queries.event import sessions_of

MOST_DATES = 20


@access("signed_in")
def enrolment_move(request: HttpRequest, ref: str) -> HttpResponse:
    """Move to another date of the course, or wait for one that is full."""
    enrolment = enrolment_for(request.user, ref)
    event, now = enrolment.event, clock.now()
    if request.method != "POST" and not may_change(enrolment):
        return redirect("training:enrolment_detail", ref=enrolment.ref)
    form = PlaceMoveForm(
        request.POST if request.method == "POST" else None,
        events=list(other_dates(event, now)[:MOST_DATES]),
    )

    def act() -> str:
        to_event, wait = form.event, form.to_waiting
        return move_enrolment(enrolment, to_event, actor=me(request), now=now, to_waiting=wait).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        if form.to_waiting:
            messages.success(request, "You keep your place, and wait for the date you chose.")
        else:
            messages.success(
                request, "Your place is on this date now. We have sent you the details."
            )
        return redirect("training:enrolment_detail", ref=done.ref)
    too_late = enrolment.is_late_at(now)
    context = {"enrolment": enrolment, "event": event, "too_late": too_late}
    return render_form(request, "training/enrolment_move.html", form, context)


@access("signed_in")
def enrolment_colleague(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the place to a colleague."""
    enrolment = enrolment_for(request.user, ref)
    if request.method != "POST" and not may_change(enrolment):
        return redirect("training:enrolment_detail", ref=enrolment.ref)
    data = request.POST if request.method == "POST" else None
    form = PlaceColleagueForm(data, course=enrolment.event.course)

    def act() -> str:
        substitute_named(enrolment, **form.answers, actor=me(request), now=clock.now())
        return enrolment.ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The place is your colleague's. We have written to you both.")
        return redirect("training:enrolment_detail", ref=done.ref)
    context = {"enrolment": enrolment, "event": enrolment.event}
    return render_form(request, "training/enrolment_colleague.html", form, context)


@access("signed_in")
def enrolment_keep(request: HttpRequest, ref: str) -> HttpResponse:
    """Say whether one still comes to a date that moved."""
    enrolment = enrolment_for(request.user, ref)
    if request.method != "POST" and not enrolment.keep_by:
        return redirect("training:enrolment_detail", ref=enrolment.ref)
    form = PlaceKeepForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        answer = give_up_place if form.cleaned_data["answer"] == "no" else keep_place
        answer(enrolment, actor=me(request), now=clock.now())
        return enrolment.ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "Thank you for telling us. Your page says what you have now.")
        return redirect("training:enrolment_detail", ref=done.ref)
    sessions = sessions_of(enrolment.event)
    context = {"enrolment": enrolment, "event": enrolment.event, "sessions": sessions}
    return render_form(request, "training/enrolment_keep.html", form, context)


def may_change(enrolment: Enrolment) -> bool:
    """Whether a place is one that can move or go to a colleague."""
    is_firm = enrolment.status == Enrolment.Status.CONFIRMED
    return is_firm and not enrolment.event.has_started(clock.now())

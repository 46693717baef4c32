"""A person moves their own place to another date."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.policy import access
from training.enrolments.access import enrolment_for
from training.enrolments.actions.move import move_enrolment
from training.enrolments.forms.move import EnrolmentMoveForm
from training.enrolments.forms.overlap import ask_about_both
from training.enrolments.models import Enrolment
from training.enrolments.presenters.overlap import own_words
from training.enrolments.queries.overlap import overlapping
from training.events.queries.event import other_events

MOST_DATES = 20


@access("signed_in")
def enrolment_move(request: HttpRequest, ref: str) -> HttpResponse:
    """Move to another date of the course, or wait for one that is full."""
    enrolment = enrolment_for(request.user, ref)
    event, now = enrolment.event, clock.now()
    if request.method != "POST" and not may_change(enrolment):
        return redirect("enrolments:enrolment_detail", ref=enrolment.ref)
    form = EnrolmentMoveForm(posted(request), events=list(other_events(event, now)[:MOST_DATES]))

    if form.is_bound and (chosen := form.event_sent):
        rows = overlapping(enrolment.person, chosen, beside=[enrolment.pk])
        ask_about_both(form, own_words(list(rows)))

    def act() -> str:
        to_event, wait = form.event, form.to_waiting
        return move_enrolment(enrolment, to_event, actor=me(request), now=now, to_waiting=wait).ref

    if done := submit(request, form, act):
        if form.to_waiting:
            messages.success(request, "You keep your place, and wait for the date you chose.")
        else:
            messages.success(
                request, "Your place is on this date now. We have sent you the details."
            )
        return redirect("enrolments:enrolment_detail", ref=done.ref)
    too_late = enrolment.is_late_at(now)
    context = {"enrolment": enrolment, "event": event, "too_late": too_late}
    return render_form(request, "training/enrolments/enrolment_move.html", form, context)


def may_change(enrolment: Enrolment) -> bool:
    """Whether a place is one that can move or go to a colleague."""
    is_firm = enrolment.status == Enrolment.Status.CONFIRMED
    return is_firm and not enrolment.event.has_started(clock.now())

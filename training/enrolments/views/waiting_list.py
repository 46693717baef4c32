"""The waiting list of a date: joining it, leaving it, and answering an offer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.forms import KeyedForm
from core.policy import access
from training.courses.queries.openness import openness_of
from training.enrolments.access import enrolment_for, open_event_for
from training.enrolments.actions.waiting_list import (
    accept_offer,
    decline_offer,
    join_waiting_list,
    leave_waiting_list,
)
from training.enrolments.forms.overlap import ask_about_both
from training.enrolments.forms.waiting_list import (
    OfferAcceptForm,
)
from training.enrolments.models import Enrolment
from training.enrolments.presenters.cancellation import cancellation_words
from training.enrolments.presenters.overlap import own_words
from training.enrolments.presenters.waiting_list import offer_words, position_words
from training.enrolments.queries.enrolment import person_on_event
from training.enrolments.queries.overlap import overlapping
from training.enrolments.queries.waiting_list import (
    first_roles,
    offer_times,
    position_of,
    waiting_position_of,
)
from training.enrolments.views.enrolment import place_form

Status = Enrolment.Status
YES_WORDS = {
    Status.CONFIRMED: "The place is yours. We have sent you an email with the details.",
    Status.AWAITING_APPROVAL: (
        "Thank you. The place is held for you while it waits for approval: we write to you "
        "when there is an answer."
    ),
}
TOO_LATE = "The time to answer had run out, so the place has gone to somebody else."


@access("signed_in")
def waiting_create(request: HttpRequest, ref: str) -> HttpResponse:
    """Join the waiting list of a full date, knowing how it works."""
    event, person = open_event_for(request.user, ref), me(request)
    standing = person_on_event(person, event, clock.now())
    if request.method != "POST" and not standing.may_wait:
        return redirect("enrolments:event_detail", ref=event.ref)
    form = place_form(request, person, event)

    def act() -> str:
        row = join_waiting_list(person, event, form.answers, actor=person, now=clock.now())
        return row.ref

    if done := submit(request, form, act):
        messages.success(request, "You are on the waiting list. We have sent you an email.")
        return redirect("enrolments:enrolment_detail", ref=done.ref)
    context = {
        "event": event,
        "standing": standing,
        "offer_words": offer_words(offer_times()),
        "openness": None if form.was_refused else openness_of(event.course),
        "priority": first_roles(event.course),
        "may_bring": "organisation" in form.fields,
    }
    return render_form(request, "training/enrolments/waiting_create.html", form, context)


@access("signed_in")
def waiting_leave(request: HttpRequest, ref: str) -> HttpResponse:
    enrolment = enrolment_for(request.user, ref)
    if request.method != "POST" and enrolment.status != Status.WAITING:
        return redirect("enrolments:enrolment_detail", ref=enrolment.ref)
    form = KeyedForm(posted(request))

    def act() -> str:
        return leave_waiting_list(enrolment, actor=me(request), now=clock.now()).ref

    if done := submit(request, form, act):
        messages.success(request, "You are off the waiting list.")
        return redirect("enrolments:enrolment_detail", ref=done.ref)
    context = {
        "enrolment": enrolment,
        "event": enrolment.event,
        "position": position_words(position_of(enrolment)),
    }
    return render_form(request, "training/enrolments/waiting_leave.html", form, context)


@access("signed_in")
def offer_accept(request: HttpRequest, ref: str) -> HttpResponse:
    enrolment = enrolment_for(request.user, ref)
    line = waiting_position_of(enrolment, clock.now())
    if request.method != "POST" and not line.may_answer:
        return redirect("enrolments:enrolment_detail", ref=enrolment.ref)
    form = OfferAcceptForm(posted(request), enrolment=enrolment)
    rows = overlapping(enrolment.person, enrolment.event, beside=[enrolment.replaces_id])
    ask_about_both(form, own_words(list(rows)))

    def act() -> str:
        row = accept_offer(enrolment, actor=me(request), now=clock.now(), **form.answers)
        return row.ref

    if done := submit(request, form, act):
        return _answered(request, done.ref)
    context = {"enrolment": enrolment, "event": enrolment.event, "line": line}
    context["cancellation"] = cancellation_words(enrolment.event, clock.now())
    return render_form(request, "training/enrolments/offer_accept.html", form, context)


@access("signed_in")
def offer_decline(request: HttpRequest, ref: str) -> HttpResponse:
    enrolment = enrolment_for(request.user, ref)
    line = waiting_position_of(enrolment, clock.now())
    if request.method != "POST" and not line.may_answer:
        return redirect("enrolments:enrolment_detail", ref=enrolment.ref)
    form = KeyedForm(posted(request))

    def act() -> str:
        return decline_offer(enrolment, actor=me(request), now=clock.now()).ref

    if done := submit(request, form, act):
        return _answered(request, done.ref)
    context = {"enrolment": enrolment, "event": enrolment.event, "line": line}
    return render_form(request, "training/enrolments/offer_decline.html", form, context)


def _answered(request: HttpRequest, ref: str) -> HttpResponse:
    """Back to the person's page, with what came of their answer."""
    row = enrolment_for(request.user, ref)
    status = Status(row.status)
    if status == Status.EXPIRED:
        messages.warning(request, TOO_LATE)
    else:
        thanks = "Thank you for telling us. The place goes to somebody else."
        messages.success(request, YES_WORDS.get(status, thanks))
    return redirect("enrolments:enrolment_detail", ref=row.ref)

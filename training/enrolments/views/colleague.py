"""Booking places for several colleagues at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.forms import KeyedForm
from core.policy import access
from training.enrolments.access import booked_enrolment_for, open_event_for
from training.enrolments.actions.colleague import (
    Colleague,
    ColleagueGroup,
    book_colleagues,
    take_back_enrolment,
)
from training.enrolments.forms.colleague import FIRST, ColleaguesForm
from training.enrolments.queries.enrolment import organisations_of, person_on_event

TEMPLATE = "training/enrolments/colleague_create.html"


@access("signed_in")
def colleague_create(request: HttpRequest, ref: str) -> HttpResponse:
    """Name colleagues of one's own organisation; each says yes or no for themselves."""
    event, person = open_event_for(request.user, ref), me(request)
    organisations = organisations_of(person)
    if not organisations:
        raise Http404
    standing = person_on_event(person, event, clock.now())
    if request.method != "POST" and (standing.has_started or standing.is_cancelled):
        return redirect("enrolments:event_detail", ref=event.ref)
    asks: dict[str, Any] = {"course": event.course, "organisations": organisations}
    asks["rows"] = _rows(request)
    context = {"event": event, "standing": standing}
    # Another row is asked for: what was typed is shown again, and not judged yet.
    if request.method != "POST" or "more" in request.POST:
        form = ColleaguesForm(typed=request.POST.dict(), **asks)
        return render(request, TEMPLATE, {**context, "form": form})
    form = ColleaguesForm(request.POST, **asks)

    def act() -> list[str]:
        group = ColleagueGroup(
            colleagues=[Colleague(name, email) for name, email in form.named],
            request=form.answers,
            may_wait=form.cleaned_data["may_wait"],
        )
        rows = book_colleagues(group, event, actor=person, now=clock.now())
        return [row.status for row in rows]

    if done := submit(request, form, act):
        messages.success(request, _done_words(done.result))
        return redirect("enrolments:event_detail", ref=event.ref)
    return render_form(request, TEMPLATE, form, context)


@access("signed_in")
def colleague_take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take back a place that a colleague has not said yes to."""
    enrolment = booked_enrolment_for(request.user, ref)
    if request.method != "POST" and not enrolment.may_be_taken_back:
        return redirect("enrolments:event_detail", ref=enrolment.event.ref)
    form = KeyedForm(posted(request))

    def act() -> str:
        return take_back_enrolment(enrolment, actor=me(request), now=clock.now()).ref

    if submit(request, form, act):
        messages.success(request, f"The place for {enrolment.name_given} is taken back.")
        return redirect("enrolments:event_detail", ref=enrolment.event.ref)
    context = {"name": enrolment.name_given, "event": enrolment.event}
    return render_form(request, "training/enrolments/colleague_take_back.html", form, context)


def _rows(request: HttpRequest) -> int:
    """How many people the page has room for; twice as many with each press of the button."""
    typed = request.POST.get("rows", "")
    rows = (
        int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len("40") else FIRST
    )
    return rows * 2 if "more" in request.POST else rows


def _done_words(statuses: list[str]) -> str:
    people = "1 person" if len(statuses) == 1 else f"{len(statuses)} people"
    if "waiting" in statuses:
        return f"{people} now wait together. We have written to each of them.".replace(
            "1 person now wait together", "1 person now waits"
        )
    return f"We hold a place for {people}, and have written to each of them to say yes or no."

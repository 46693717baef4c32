"""A person's place: asking for it, looking at it, giving it back."""

from typing import TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from accounts.models import User
from accounts.queries.area import areas
from core import clock
from core.changes.submission import REFUSED, posted, render_form, submit
from core.dates import moment_words
from core.files import calendar_writer
from core.forms import KeyedForm
from core.policy import access
from core.web.navigation import Link
from training.courses.queries.openness import has_priority_roles, openness_of
from training.enrolments.access import enrolment_for, open_event_for
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.forms.enrolment import EnrolmentCreateForm
from training.enrolments.forms.overlap import BOTH, ask_about_both
from training.enrolments.forms.waiting_list import OfferAcceptForm
from training.enrolments.models import Enrolment
from training.enrolments.next_steps import steps_of
from training.enrolments.presenters.calendar import of_enrolment
from training.enrolments.presenters.cancellation import cancellation_words, last_day_words
from training.enrolments.presenters.colleague import passed_on_words
from training.enrolments.presenters.overlap import own_words
from training.enrolments.presenters.waiting_list import offer_words, position_words
from training.enrolments.queries.approval import missed_too_many
from training.enrolments.queries.colleague import passed_on_to
from training.enrolments.queries.eligibility import facts_of
from training.enrolments.queries.enrolment import organisations_of, person_on_event, place_after
from training.enrolments.queries.overlap import overlapping
from training.enrolments.queries.waiting_list import offer_times, waiting_position_of
from training.enrolments.rules.approval_deadline import approval_ends
from training.events.models import Event
from training.events.queries.event import sessions_of
from training.events.views.event import calendar_file

Status = Enrolment.Status
TAKEN_WORDS = "You have a place. We have sent you an email with the details."
HELD_WORDS = "We are holding a place for you until it is approved. We have sent you an email."
CANCELLED_WORDS = "Your place is cancelled. Thank you for letting others have it."
GIVEN_BACK = {
    Status.WAITING: "You are off the waiting list.",
    Status.OFFERED: "Thank you for telling us. The place goes to somebody else.",
}


class Enrolled(TypedDict):
    """What came of asking for a place."""

    ref: str
    status: str


@access("signed_in")
def enrolment_create(request: HttpRequest, ref: str) -> HttpResponse:
    event = open_event_for(request.user, ref)
    person = me(request)
    if request.method != "POST" or event.is_full:
        standing = person_on_event(person, event, clock.now())
        if request.method != "POST" and not standing.may_enrol:
            return redirect("enrolments:event_detail", ref=event.ref)
        # When a date fills, many come at once: they need neither the form nor a lock to hear it.
        if request.method == "POST" and standing.may_wait:
            context = {"event": event, "standing": standing}
            template = "training/enrolments/enrolment_full.html"
            return render(request, template, context, status=REFUSED)
    form = place_form(request, person, event)
    asked = BOTH in form.data

    def act() -> Enrolled:
        now, answers = clock.now(), form.answers
        row = enrol(person, event, answers, actor=person, now=now, asks_about_both=not asked)
        return {"ref": row.ref, "status": row.status}

    if done := submit(request, form, act):
        waits = done.result["status"] == Status.AWAITING_APPROVAL
        messages.success(request, HELD_WORDS if waits else TAKEN_WORDS)
        return redirect("enrolments:enrolment_detail", ref=done.result["ref"])
    # After the answers were looked at: the action asks, and here is where to say yes.
    ask_about_both(form, own_words(list(overlapping(person, event))))
    context = {
        "event": event,
        "approval_until": moment_words(
            approval_ends(clock.now(), days=event.course.approval_days, starts_at=event.starts_at)
        ),
        "cancellation": cancellation_words(event, clock.now()),
        "may_bring": "organisation" in form.fields,
        **({} if form.was_refused else _beforehand(person, event)),  # a refusal says it itself
    }
    return render_form(request, "training/enrolments/enrolment_create.html", form, context)


def place_form(request: HttpRequest, person: User, event: Event) -> EnrolmentCreateForm:
    """What is asked of whoever wants a place, at once or when one comes free."""
    return EnrolmentCreateForm(
        posted(request),
        person=person,
        course=event.course,
        organisations=organisations_of(person),
        areas=areas(),
    )


def _beforehand(person: User, event: Event) -> dict[str, object]:
    """What a person should know before they fill anything in."""
    facts = facts_of(person, event.course)
    return {
        "openness": openness_of(event.course),
        "missing": facts.missing,
        "needs_office": missed_too_many(facts.absent_at, clock.now()),
    }


@access("signed_in")
def enrolment_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything a person needs on the day."""
    enrolment = enrolment_for(request.user, ref)
    event, now = enrolment.event, clock.now()
    line = waiting_position_of(enrolment, now)
    context = {
        "enrolment": enrolment,
        "event": event,
        "sessions": sessions_of(event),
        "is_confirmed": enrolment.status == Enrolment.Status.CONFIRMED,
        "may_cancel": enrolment.status in Enrolment.ASKED_FOR and not event.has_started(now),
        "may_move": not enrolment.is_late_at(now),
        "has_started": event.has_started(now),
        "line": line,
        "position": position_words(line.position),
        "roles_first": line.position is not None and has_priority_roles(event.course),
        "awaits_until": _awaits_until(enrolment),
        "offer_words": offer_words(offer_times()),
        "accept_form": OfferAcceptForm(enrolment=enrolment),
        "now": now,
        "has_ended": event.ends_at < now,
        "cancellation": cancellation_words(event, now),
        "became": None if enrolment.is_active else place_after(enrolment),
        "passed_on": _passed_on(enrolment),
        "steps": steps_of(enrolment) if enrolment.outcome else [],
        "join_link": enrolment.join_link_at(now),
        "link_shown_at": event.link_shown_at,
        "links": [Link("My learning", "/my/")],
    }
    return render(request, "training/enrolments/enrolment_detail.html", context)


def _passed_on(enrolment: Enrolment) -> tuple[str, str] | None:
    """Which colleague a place went to and what they said; nothing when the office chose them."""
    row = passed_on_to(enrolment) if enrolment.status == Status.SUBSTITUTED else None
    return passed_on_words(row) if row else None


def _awaits_until(enrolment: Enrolment) -> str:
    """Until when a place waits for somebody's yes, in words; empty when it does not."""
    until = enrolment.held_until
    waits = enrolment.status == Status.AWAITING_APPROVAL and until
    return moment_words(until) if waits and until else ""


@access("signed_in")
def enrolment_cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a place back, after a page that says what that means."""
    enrolment = enrolment_for(request.user, ref)
    person = me(request)
    elsewhere = _not_to_cancel(enrolment)
    if request.method != "POST" and elsewhere:
        return redirect(elsewhere, ref=enrolment.ref)
    form = KeyedForm(posted(request))

    def act() -> str:
        return cancel_enrolment(enrolment, actor=person, now=clock.now()).ref

    if done := submit(request, form, act):
        # The row as it was before: what was given back chooses the words.
        messages.success(request, GIVEN_BACK.get(Status(enrolment.status), CANCELLED_WORDS))
        return redirect("enrolments:enrolment_detail", ref=done.ref)
    too_late = enrolment.is_late_at(clock.now())
    context = {"enrolment": enrolment, "event": enrolment.event, "is_late": too_late}
    context["last_day"] = last_day_words(enrolment.event, clock.now())
    return render_form(request, "training/enrolments/enrolment_cancel.html", form, context)


def _not_to_cancel(enrolment: Enrolment) -> str:
    """The page for whoever has no place to cancel: it is only waited for, offered or over."""
    if enrolment.event.has_started(clock.now()) or not enrolment.is_active:
        return "enrolments:enrolment_detail"
    pages = {Status.WAITING: "enrolments:waiting_leave", Status.OFFERED: "enrolments:offer_decline"}
    return pages.get(Status(enrolment.status), "")


@access("signed_in")
def enrolment_calendar(request: HttpRequest, ref: str) -> HttpResponse:
    enrolment = enrolment_for(request.user, ref)
    url = request.build_absolute_uri(reverse("enrolments:enrolment_detail", args=[enrolment.ref]))
    entries = of_enrolment(
        enrolment,
        sessions_of(enrolment.event),
        url=url,
        stamped_at=clock.now(),
        cancelled=not enrolment.is_active,
    )
    return calendar_file(calendar_writer.document(entries), f"place-{enrolment.ref}.ics")

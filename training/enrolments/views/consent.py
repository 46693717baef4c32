"""Yes or no to a place that somebody else booked, by the link in the mail that asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.changes.submission import posted, render_form, submit
from core.dates import moment_words
from core.policy import access
from training.enrolments.access import consent_link
from training.enrolments.actions.waiting_list import accept_offer, decline_offer
from training.enrolments.forms.waiting_list import ConsentForm
from training.enrolments.models import Enrolment
from training.enrolments.views.approval import GONE
from training.events.queries.event import sessions_of

Status = Enrolment.Status
ANSWERED = {
    Status.CONFIRMED: "The place is yours",
    Status.AWAITING_APPROVAL: "The place is held for you while it waits for approval",
    Status.DECLINED: "The place goes to somebody else",
    Status.EXPIRED: "The time to answer has run out",
}


@access("public")
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks, what and when, and two buttons. Looking at it changes nothing."""
    enrolment, is_open = consent_link(token, clock.now())
    if not is_open:
        return render(request, "training/enrolments/consent_gone.html", status=GONE)
    form = ConsentForm(posted(request), enrolment=enrolment)

    def act() -> str:
        person, now = enrolment.person, clock.now()
        if form.is_yes:
            return accept_offer(enrolment, actor=person, now=now, **form.answers).ref
        return decline_offer(enrolment, actor=person, now=now).ref

    if submit(request, form, act):
        return redirect("enrolments:consent", token=token)
    context = {
        "enrolment": enrolment,
        "event": enrolment.event,
        "sessions": sessions_of(enrolment.event),
        "until": moment_words(enrolment.answer_by),
        "is_asked": enrolment.status == Status.OFFERED,
        "answered": ANSWERED.get(Status(enrolment.status), "This place has ended"),
        "has_place": enrolment.status in Enrolment.ASKED_FOR,
    }
    return render_form(request, "training/enrolments/consent.html", form, context)

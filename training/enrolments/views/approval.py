"""A manager's answer, on the page their personal link opens. Looking at it changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from core import clock
from core.changes.submission import posted, render_form, submit
from core.dates import moment_words
from core.policy import access
from training.enrolments.access import approval_link
from training.enrolments.actions.approval import By, approve_enrolment, decline_enrolment
from training.enrolments.forms.approval import ApprovalForm
from training.enrolments.models import Enrolment
from training.events.queries.event import sessions_of

GONE = 410  # it was a link once: 404 would say that there never was one
Status = Enrolment.Status
ENDED = {
    Status.DECLINED: "This place was declined",
    Status.EXPIRED: "The time to answer has run out",
}


@access("public")
def approval_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks for what and when, and two buttons."""
    enrolment, is_open = approval_link(token, clock.now())
    if not is_open:  # nothing about anybody, once nobody has to answer
        return render(request, "training/enrolments/approval_gone.html", status=GONE)
    form = ApprovalForm(posted(request))

    def act() -> str:
        answer = approve_enrolment if form.is_yes else decline_enrolment
        return answer(enrolment, by=By.MANAGER, actor=_actor(request), now=clock.now()).ref

    if submit(request, form, act):
        return redirect("enrolments:approval_answer", token=token)
    context = {
        "enrolment": enrolment,
        "event": enrolment.event,
        "sessions": sessions_of(enrolment.event),
        "until": moment_words(enrolment.answer_by),
        "is_asked": enrolment.status == Status.AWAITING_APPROVAL and enrolment.needs_manager,
        "is_approved": enrolment.status == Status.AWAITING_APPROVAL,
        "is_firm": enrolment.status == Status.CONFIRMED,
        "ended": ENDED.get(Status(enrolment.status), "This place has ended"),
    }
    return render_form(request, "training/enrolments/approval_answer.html", form, context)


def _actor(request: HttpRequest) -> User | None:
    """Who is signed in, when somebody is: a manager needs no account."""
    return request.user if isinstance(request.user, User) else None

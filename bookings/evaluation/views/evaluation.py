"""The questions after a session: by the link in the mail, or signed in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from accounts.models import User
from bookings.evaluation.access import evaluation_link
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.evaluation.forms.evaluation import EvaluationForm
from bookings.evaluation.queries.evaluation import is_answered, questions_for
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from core.web.navigation import Link
from training.enrolments.access import enrolment_for
from training.enrolments.models import Enrolment

THANKS = "Thank you. Your answers are in."
GONE = 410


@access("public")
def evaluation_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of a link: the course and no name, so that a forwarded one tells nothing."""
    enrolment, is_open = evaluation_link(token, clock.now())
    if is_answered(enrolment):
        return render(
            request, "bookings/evaluation/evaluation_done.html", {"event": enrolment.event}
        )
    if not is_open or enrolment.outcome not in Enrolment.CAME:
        context = {"event": enrolment.event}
        return render(request, "bookings/evaluation/evaluation_closed.html", context, status=GONE)
    return _ask(request, enrolment, actor=None, back=request.path, links=[])


@access("signed_in")
def evaluation_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """The questions about a course the person was on."""
    enrolment = enrolment_for(request.user, ref)
    links = [Link("My learning", reverse("people:my_home"))]
    if request.method != "POST" and is_answered(enrolment):
        context = {"event": enrolment.event, "links": links}
        return render(request, "bookings/evaluation/evaluation_done.html", context)
    if enrolment.outcome not in Enrolment.CAME:
        raise Http404
    back = reverse("people:my_home")
    return _ask(request, enrolment, actor=me(request), back=back, links=links)


def _ask(
    request: HttpRequest,
    enrolment: Enrolment,
    *,
    actor: User | None,
    back: str,
    links: list[Link],
) -> HttpResponse:
    questions = questions_for(enrolment.event.course)
    if not questions:  # all were retired since
        context = {"event": enrolment.event, "links": links}
        return render(request, "bookings/evaluation/evaluation_closed.html", context, status=GONE)
    posted = request.POST if request.method == "POST" else None
    form = EvaluationForm(posted, questions=questions, today=clock.today())

    def act() -> str:
        return answer_evaluation(enrolment, form.given, actor=actor, now=clock.now()).ref

    if posted and submit(request, form, act):
        messages.success(request, THANKS)
        return redirect(back)
    context = {"event": enrolment.event, "links": links}
    return render_form(request, "bookings/evaluation/evaluation_edit.html", form, context)

"""Whether one still comes to a date that moved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.policy import access
from training.enrolments.access import enrolment_for
from training.enrolments.actions.reconfirmation import reconfirm, refuse_reconfirmation
from training.enrolments.forms.reconfirmation import ReconfirmationForm
from training.events.queries.event import sessions_of


@access("signed_in")
def reconfirmation(request: HttpRequest, ref: str) -> HttpResponse:
    enrolment = enrolment_for(request.user, ref)
    if request.method != "POST" and not enrolment.reconfirm_by:
        return redirect("enrolments:enrolment_detail", ref=enrolment.ref)
    form = ReconfirmationForm(posted(request))

    def act() -> str:
        answer = refuse_reconfirmation if form.cleaned_data["answer"] == "no" else reconfirm
        answer(enrolment, actor=me(request), now=clock.now())
        return enrolment.ref

    if done := submit(request, form, act):
        messages.success(request, "Thank you for telling us. Your page says what you have now.")
        return redirect("enrolments:enrolment_detail", ref=done.ref)
    sessions = sessions_of(enrolment.event)
    context = {"enrolment": enrolment, "event": enrolment.event, "sessions": sessions}
    return render_form(request, "training/enrolments/reconfirmation.html", form, context)

"""A colleague comes in one's place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.policy import access
from training.enrolments.access import enrolment_for
from training.enrolments.actions.substitution import substitute_named
from training.enrolments.forms.substitution import SubstitutionForm
from training.enrolments.views.move import may_change


@access("signed_in")
def enrolment_colleague(request: HttpRequest, ref: str) -> HttpResponse:
    enrolment = enrolment_for(request.user, ref)
    if request.method != "POST" and not may_change(enrolment):
        return redirect("enrolments:enrolment_detail", ref=enrolment.ref)
    form = SubstitutionForm(posted(request), course=enrolment.event.course)

    def act() -> str:
        substitute_named(enrolment, **form.answers, actor=me(request), now=clock.now())
        return enrolment.ref

    if done := submit(request, form, act):
        messages.success(
            request,
            "We have asked your colleague. The place is held for them: the date's page says "
            "whether they take it.",
        )
        return redirect("enrolments:enrolment_detail", ref=done.ref)
    context = {"enrolment": enrolment, "event": enrolment.event}
    return render_form(request, "training/enrolments/enrolment_colleague.html", form, context)

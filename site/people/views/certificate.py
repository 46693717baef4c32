"""Certificates that are not right: replaced with a corrected name, or withdrawn."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from certificates.papers.access import certificate_for_team
from certificates.papers.actions.certificate import revoke_certificate, supersede_certificate
from certificates.papers.actions.pdf import discard_pdf, make_paper
from certificates.papers.models import Certificate
from core import clock
from core.changes.form_keys import Outcome
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.policy import access
from people.forms.person import CertificateWithdrawForm, ConfirmForm
from people.views.person import breadcrumbs_to

CORRECTED = "name corrected"


@access("office")
def team_people_certificate_replace(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """Give a new certificate with the person's present name in place of one with an older name."""
    certificate, now = certificate_for_team(request.user, ref, number), clock.now()
    person = certificate.enrolment.person
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    done = replace(request, form, certificate, now) if form.is_valid() else None
    if done:
        messages.success(request, f"Certificate {done.ref} replaces {number}.")
        return redirect("people:team_people_detail", ref=ref)
    context = {"certificate": certificate, "person": person, "links": breadcrumbs_to(person)}
    return render_form(request, "people/team_people_certificate_replace.html", form, context)


def replace(
    request: HttpRequest, form: KeyedForm, certificate: Certificate, now: datetime
) -> Outcome[str] | None:
    """Draw the paper before anything is locked, give it out, and keep no file nobody was given."""
    paper = make_paper(certificate.enrolment, now)
    done = None

    def act() -> str:
        return supersede_certificate(
            certificate, paper, reason=CORRECTED, actor=me(request), now=now
        ).number

    try:
        done = submit(request, form, act)
    finally:
        if done is None or done.repeated:
            discard_pdf(paper.pdf_name)
    return done


@access("office")
def team_people_certificate_withdraw(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """Say that a certificate no longer holds, and why."""
    certificate = certificate_for_team(request.user, ref, number)
    person = certificate.enrolment.person
    form = CertificateWithdrawForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return revoke_certificate(
            certificate, reason=reason, actor=me(request), now=clock.now()
        ).number

    if form.is_bound and submit(request, form, act):
        messages.success(request, f"Certificate {number} is withdrawn, and the person is told.")
        return redirect("people:team_people_detail", ref=ref)
    context = {"certificate": certificate, "person": person, "links": breadcrumbs_to(person)}
    return render_form(request, "people/team_people_certificate_withdraw.html", form, context)

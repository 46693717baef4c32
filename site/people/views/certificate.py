"""Certificates that are not right: replaced with a corrected name, withdrawn, issued by hand."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from certificates.papers.access import certificate_for_team, place_for_team
from certificates.papers.actions.certificate import (
    NO_NAME,
    DrawnPaper,
    issue_by_hand,
    issue_refusal,
    revoke_certificate,
    supersede_certificate,
)
from certificates.papers.actions.pdf import discard_pdf, make_paper
from certificates.papers.models import Certificate
from certificates.papers.queries.place_record import place_record
from core import clock
from core.changes.form_keys import Outcome
from core.changes.submission import refuse, render_form, submit
from core.errors import ObstacleError
from core.forms import KeyedForm
from core.policy import access
from people.forms.person import CertificateIssueForm, CertificateWithdrawForm, ConfirmForm
from people.presenters.certificate import record_lines
from people.views.person import breadcrumbs_to
from training.enrolments.models import Enrolment

CORRECTED = "name corrected"


@access("office")
def team_people_certificate_replace(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """Give a new certificate with the person's present name in place of one with an older name."""
    certificate, now = certificate_for_team(request.user, ref, number), clock.now()
    person = certificate.place.person
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
    """Give the paper out in place of another."""

    def give(paper: DrawnPaper) -> str:
        return supersede_certificate(
            certificate, paper, reason=CORRECTED, actor=me(request), now=now
        ).number

    return submit_drawn(request, form, certificate.place, give, now)


def submit_drawn(
    request: HttpRequest,
    form: KeyedForm,
    enrolment: Enrolment,
    give: Callable[[DrawnPaper], str],
    now: datetime,
) -> Outcome[str] | None:
    """Draw the paper before anything is locked, give it out, and keep no file nobody was given."""
    try:
        paper, done = make_paper(enrolment, now), None
    except ObstacleError as obstacle:
        refuse(form, obstacle)
        return None
    try:
        done = submit(request, form, lambda: give(paper))
    finally:
        if done is None or done.repeated:
            discard_pdf(paper.pdf_name)
    return done


@access("office")
def team_people_certificate_issue(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    """Issue a certificate by hand: what the records say, a reason, or why it cannot be."""
    enrolment, now = place_for_team(request.user, ref, place), clock.now()
    form = CertificateIssueForm(request.POST if request.method == "POST" else None)
    refusal = issue_refusal(enrolment, now)

    def give(paper: DrawnPaper) -> str:
        reason = form.cleaned_data["reason"]
        return issue_by_hand(enrolment, paper, reason=reason, actor=me(request), now=now).number

    # Twice the same click is once: what is refused is said by the action, under the form's key.
    done = submit_drawn(request, form, enrolment, give, now) if may_draw(form, enrolment) else None
    if done:
        messages.success(request, f"Certificate {done.ref} is issued, and the person is told.")
        return redirect("people:team_people_detail", ref=ref)
    context = {
        "person": enrolment.person, "event": enrolment.event, "refusal": refusal,
        "record": record_lines(place_record(enrolment)), "links": breadcrumbs_to(enrolment.person),
    }  # fmt: skip
    return render_form(request, "people/team_people_certificate_issue.html", form, context)


def may_draw(form: KeyedForm, enrolment: Enrolment) -> bool:
    """Whether there is something to draw: a paper without a name is refused before."""
    if not form.is_valid():
        return False
    if not enrolment.person.name:
        refuse(form, NO_NAME)
        return False
    return True


@access("office")
def team_people_certificate_withdraw(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """Say that a certificate no longer holds, and why."""
    certificate = certificate_for_team(request.user, ref, number)
    person = certificate.place.person
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

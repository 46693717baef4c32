"""The register of a session: fill it in, close it, say it did not go ahead, open it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import is_office, me
from bookings.registers.access import access_needs_for, register_for
from bookings.registers.actions.register import (
    close_register,
    mark_not_delivered,
    record_marks,
    reopen_register,
)
from bookings.registers.forms.register import NotDeliveredForm, RegisterForm, ReopenForm
from bookings.registers.presenters.day import brief_with
from bookings.registers.queries.register import RegisterSheet, register_of, sheet_of
from bookings.rota.queries.assignment import holding_on
from core import clock
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.policy import access
from core.web.navigation import Link

KEPT_APART = (
    "This register was closed before your answers came. They are kept, and count once it is "
    "opened again and closed."
)


@access("registers")
def register_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """See a register and fill it in."""
    session, now = register_for(request.user, ref), clock.now()
    sheet = sheet_of(session, register_of(session))
    form = RegisterForm(sheet, request.POST if request.method == "POST" else None)

    def act() -> str:
        record_marks(session, form.new_marks(now), actor=me(request), now=now)
        return session.ref

    done = submit(request, form, act) if request.method == "POST" else None
    if done and not sheet.takes_marks:
        messages.warning(request, KEPT_APART)
    elif done and "close" in request.POST:
        return redirect("registers:register_close", ref=ref)
    elif done:
        messages.success(request, "Your answers are saved.")
    if done:
        return redirect("registers:register_edit", ref=ref)
    is_open = sheet.takes_marks and not sheet.is_off and now >= sheet.opens_at
    template = "register_edit" if is_open else "register_detail"
    needs = list(access_needs_for(request.user, session.event, now))
    context = {**_context(request, sheet), "needs": needs}
    return render_form(request, f"bookings/registers/{template}.html", form, context)


@access("registers")
def register_close(request: HttpRequest, ref: str) -> HttpResponse:
    session, now = register_for(request.user, ref), clock.now()
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        close_register(session, actor=me(request), now=now)
        return session.ref

    if request.method == "POST" and submit(request, form, act):
        messages.success(request, "The register is closed. It counts from now on.")
        return redirect("registers:register_edit", ref=ref)
    sheet = sheet_of(session, register_of(session))
    return render_form(
        request, "bookings/registers/register_close.html", form, _context(request, sheet)
    )


@access("registers")
def register_not_delivered(request: HttpRequest, ref: str) -> HttpResponse:
    session, now = register_for(request.user, ref), clock.now()
    form = NotDeliveredForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        why = form.cleaned_data["why"]
        mark_not_delivered(session, why, actor=me(request), now=now)
        return session.ref

    if request.method == "POST" and submit(request, form, act):
        messages.success(request, "Thank you. Nothing of this session is counted.")
        return redirect("registers:register_edit", ref=ref)
    context = _context(request, sheet_of(session, register_of(session)))
    return render_form(request, "bookings/registers/register_not_delivered.html", form, context)


@access("registers")
def register_reopen(request: HttpRequest, ref: str) -> HttpResponse:
    session, now = register_for(request.user, ref), clock.now()
    form = ReopenForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        reopen_register(session, reason=reason, actor=me(request), now=now)
        return session.ref

    if request.method == "POST" and submit(request, form, act):
        messages.success(request, "The register is open again. Close it once it is right.")
        return redirect("registers:register_edit", ref=ref)
    context = _context(request, sheet_of(session, register_of(session)))
    return render_form(request, "bookings/registers/register_reopen.html", form, context)


def _context(request: HttpRequest, sheet: RegisterSheet) -> dict[str, Any]:
    """What every page of a register shows: which session, and the way back."""
    links = [Link("Today", reverse("registers:today"))]
    if is_office(request.user):
        links = [Link("Team", reverse("reports:team_home"))]
    names = [str(one.facilitator.user) for one in holding_on(sheet.session)]
    brief = brief_with(sheet.session, sheet.groups, names)
    return {"sheet": sheet, "brief": brief, "links": links, "now": clock.now()}

"""The register of a session: fill it in, close it, say it did not go ahead, open it again."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import is_office, me
from bookings.registers.access import access_needs_for, register_for, register_once_for
from bookings.registers.actions.mark import reasons_of, record_marks
from bookings.registers.actions.register import (
    close_register,
    mark_not_delivered,
    reopen_register,
)
from bookings.registers.forms.register import NotDeliveredForm, RegisterForm, ReopenForm
from bookings.registers.models import Register
from bookings.registers.presenters.day import brief_with
from bookings.registers.presenters.kept_mark import kept_lines
from bookings.registers.queries.kept_mark import kept_apart
from bookings.registers.queries.sent_answers import with_sent
from bookings.registers.queries.sheet import RegisterSheet, register_of, sheet_of
from bookings.registers.rules.judgement import CLOSED
from bookings.rota.queries.assignment import holding_on
from core import clock
from core.changes.submission import render_form, submit
from core.dates import moment_words
from core.forms import KeyedForm
from core.policy import access
from core.web.navigation import Link
from training.events.models import Session

ANOTHER = "another"  # one more to add by name, once what was typed is saved
KEPT_APART = (
    "This register was closed before your answers came. They are kept, and count once it is "
    "opened again and closed."
)
KEPT = (
    "Your answers are kept. Some of them do not count yet: look at the register to see which, and "
    "save it."
)
NOT_YOURS = (
    "You are no longer on that session. Your answers are kept for those who are, and count once "
    "they have looked at them."
)


@access("registers")
def register_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """See a register and fill it in."""
    is_sent = request.method == "POST"
    once = register_once_for(request.user, ref) if is_sent else None
    if once and not once[1]:
        return _sent_too_late(request, once[0])
    session, now = register_for(request.user, ref), clock.now()
    register: Register | None = getattr(session, "register", None)
    if not is_sent:
        return _shown(request, sheet_of(session, register, shown_only=True))
    sheet = sheet_of(session, register)
    form = RegisterForm(with_sent(sheet, request.POST), request.POST)

    def act() -> list[str]:
        return reasons_of(record_marks(session, form.new_marks(now), actor=me(request), now=now))

    done = submit(request, form, act)
    if not done:
        return _shown(request, sheet, form)
    if "close" in request.POST and sheet.takes_marks and not done.result:
        return redirect("registers:register_close", ref=ref)
    _tell(request, done.result)
    url = reverse("registers:register_edit", args=[ref])
    return redirect(f"{url}?{ANOTHER}=yes#others" if ANOTHER in request.POST else url)


def _shown(
    request: HttpRequest, sheet: RegisterSheet, sent: RegisterForm | None = None
) -> HttpResponse:
    """The register to fill in, or what it came to."""
    session, now = sheet.session, clock.now()
    needs = [
        (sheet.called.get(row.person.email, row.person.name), row.access_needs)
        for row in access_needs_for(request.user, session.event, now)
    ]
    context = _context(request, sheet) | {
        "needs": needs,
        "kept": kept_lines(kept_apart(sheet), session),
    }
    if sheet.is_off or not sheet.takes_marks or now < sheet.opens_at:
        # Without a form when nothing was sent: of two hundred people it costs more than the page.
        form = sent or KeyedForm()
        return render_form(request, "bookings/registers/register_detail.html", form, context)
    form = sent or RegisterForm(sheet, adds_another=ANOTHER in request.GET)
    return render_form(request, "bookings/registers/register_edit.html", form, context)


def _sent_too_late(request: HttpRequest, session: Session) -> HttpResponse:
    """Keep what somebody sends who was on the session once, and show them nothing of it."""
    now = clock.now()
    sheet = with_sent(sheet_of(session, register_of(session)), request.POST)
    form = RegisterForm(sheet, {**request.POST.dict(), "sure": "on"})

    def act() -> list[str]:
        marks = form.new_marks(now)
        answers = record_marks(session, marks, actor=me(request), now=now, lost_right=True)
        return reasons_of(answers)

    if not submit(request, form, act):
        raise Http404
    messages.warning(request, NOT_YOURS)
    return redirect("registers:today")


def _tell(request: HttpRequest, reasons: list[str]) -> None:
    """Say what became of the answers: saved, or kept for a reason that holds for some of them."""
    if CLOSED in reasons:
        messages.warning(request, KEPT_APART)
    elif reasons:
        messages.warning(request, KEPT)
    else:
        messages.success(request, "Your answers are saved.")


@access("registers")
def register_close(request: HttpRequest, ref: str) -> HttpResponse:
    session, now = register_for(request.user, ref), clock.now()
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        close_register(session, actor=me(request), now=now)
        return session.ref

    if request.method == "POST" and submit(request, form, act):
        messages.success(request, _closed_words(session, now))
        return redirect("registers:register_edit", ref=ref)
    sheet = sheet_of(session, register_of(session))
    return render_form(
        request, "bookings/registers/register_close.html", form, _context(request, sheet)
    )


def _closed_words(session: Session, now: datetime) -> str:
    """Nothing counts before the session's end, even when the register is closed early."""
    if now < session.ends_at:
        when = f"from the end of the session, {moment_words(session.ends_at)}"
    else:
        when = "from now on"
    return f"The register is closed. It counts {when}."


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
    return {
        "sheet": sheet,
        "brief": brief,
        "links": links,
        "is_office": is_office(request.user),
        "is_running": clock.now() < sheet.session.ends_at,
        "now": clock.now(),
    }

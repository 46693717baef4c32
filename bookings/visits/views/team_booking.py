"""The office's side of bookings: the queue, the offer, the answer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from bookings.visits.access import team_booking_for, team_bookings
from bookings.visits.actions.booking import confirm_booking, is_on_preferred_day, schedule_booking
from bookings.visits.actions.booking_end import cancel_booking, decline_booking
from bookings.visits.forms.booking import BookingEndForm, BookingStepForm
from bookings.visits.forms.team_booking import BookingScheduleForm
from bookings.visits.models import Booking
from bookings.visits.presenters.booking import (
    queue_links,
    queue_named,
    queue_row,
    rows_of,
    state_of,
)
from bookings.visits.queries.booking import (
    booking_counts,
    booking_queue,
    sessions_of_booking,
    sessions_without_lead,
)
from core import clock
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.policy import access
from core.web.navigation import Link
from core.web.paging import page_of

Status = Booking.Status


@access("office")
def team_booking_list(request: HttpRequest) -> HttpResponse:
    """The queue: what is asked for, oldest wish first."""
    queue = queue_named(request.GET.get("show", ""))
    page = page_of(
        team_bookings(request.user, booking_queue(queue.statuses)), request.GET.get("page")
    )
    now, every = clock.now(), team_bookings(request.user, Booking.objects.all())
    context = {
        "queue": queue,
        "queues": queue_links(queue, reverse("visits:team_booking_list"), booking_counts(every)),
        "page": page,
        "tasks": [queue_row(booking, now) for booking in page],
    }
    return render(request, "bookings/visits/team_booking_list.html", context)


@access("office")
def team_booking_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one booking, and what can be done next."""
    booking = team_booking_for(request.user, reference)
    offered = booking.status == Status.OFFERED
    needs_school = offered and not booking.accepted_at and not is_on_preferred_day(booking)
    without_lead = sessions_without_lead(booking) if booking.event_id else []
    state, tone = state_of(booking, clock.now())
    context = {
        "booking": booking,
        "state": state,
        "tone": tone,
        "sessions": sessions_of_booking(booking),
        "rows": rows_of(booking, list(booking.groups.all())),
        "needs_school": needs_school,
        "without_lead": without_lead if booking.is_live else [],
        "may_schedule": booking.may_become(Status.OFFERED),
        "may_confirm": offered and not needs_school and not without_lead,
        "may_cancel": booking.may_become(Status.CANCELLED_BY_VRP)
        and not booking.has_begun(clock.now()),
        "links": [Link("Bookings", reverse("visits:team_booking_list"))],
    }
    return render(request, "bookings/visits/team_booking_detail.html", context)


@access("office")
def team_booking_schedule(request: HttpRequest, reference: str) -> HttpResponse:
    booking = team_booking_for(request.user, reference)
    form = BookingScheduleForm(
        request.POST if request.method == "POST" else None,
        booking=booking,
        groups=booking.groups.count(),
        today=clock.today(),
    )

    def act() -> str:
        now = clock.now()
        return schedule_booking(booking, actor=me(request), now=now, **form.answers).reference

    said = "The date is offered. Now assign a facilitator to each session."
    return _step(request, booking, form, act, Status.OFFERED, "schedule", said)


@access("office")
def team_booking_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    booking = team_booking_for(request.user, reference)
    form = BookingStepForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return confirm_booking(booking, actor=me(request), now=clock.now()).reference

    said = "The visit is confirmed. The organisation and the facilitators have been sent an email."
    return _step(request, booking, form, act, Status.CONFIRMED, "confirm", said)


@access("office")
def team_booking_decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that it cannot be, with a reason from the list."""
    booking = team_booking_for(request.user, reference)
    data = request.POST if request.method == "POST" else None
    form = BookingEndForm(data, reasons=Booking.DECLINE_REASONS)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        done = decline_booking(booking, reason=reason, actor=me(request), now=clock.now())
        return done.reference

    said = "The request is declined. The person who asked has been sent an email."
    return _step(request, booking, form, act, Status.DECLINED, "decline", said)


@access("office")
def team_booking_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    booking = team_booking_for(request.user, reference)
    data = request.POST if request.method == "POST" else None
    form = BookingEndForm(data, reasons=Booking.TEAM_REASONS)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return cancel_booking(booking, reason=reason, actor=me(request), now=clock.now()).reference

    said = "The visit is cancelled. Everyone concerned has been sent an email."
    return _step(request, booking, form, act, Status.CANCELLED_BY_VRP, "cancel", said)


def _step(
    request: HttpRequest,
    booking: Booking,
    form: KeyedForm,
    act: Callable[[], str],
    to: Booking.Status,
    name: str,
    said: str,
) -> HttpResponse:
    """One step of the office: done, refused, or the page that asks for it."""
    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, said)
        return redirect("visits:team_booking_detail", reference=done.ref)
    if not form.is_bound and not booking.may_become(to):
        return redirect("visits:team_booking_detail", reference=booking.reference)
    context = {"booking": booking, "sessions": sessions_of_booking(booking)}
    return render_form(request, f"bookings/visits/team_booking_{name}.html", form, context)

"""A school's visits: what there is, asking for one, and what becomes of it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import booking_organisations, is_booker, me
from bookings.visits.access import booking_for, settled_booking_for
from bookings.visits.actions.booking import accept_offer, request_booking
from bookings.visits.actions.booking_end import withdraw_booking
from bookings.visits.forms.booking import (
    INCIDENT,
    BookingCreateForm,
    BookingEndForm,
    BookingStepForm,
)
from bookings.visits.forms.booking_group import FIRST_ROWS
from bookings.visits.models import Booking
from bookings.visits.options import INCIDENT_PHONE
from bookings.visits.presenters.booking import (
    by_audience,
    next_of,
    offer_of,
    rows_of,
    state_of,
    steps_of,
    task_of,
)
from bookings.visits.presenters.calendar import of_booking
from bookings.visits.queries.booking import (
    bookable_courses,
    bookings_of,
    listed,
    sessions_of_booking,
)
from bookings.visits.rules.visit_request import MOST_GROUPS
from core import clock
from core.changes.submission import render_form, submit
from core.files import calendar_writer
from core.options.store import value
from core.policy import access
from core.web.navigation import Link
from core.web.page_cache import cacheable
from core.web.paging import page_of

INVALID = 422


@access("public")
@cacheable
def workshop_list(request: HttpRequest) -> HttpResponse:
    """What schools and other settings can ask for, by whom it is for."""
    audiences = by_audience(list(bookable_courses()))
    context = {"audiences": audiences, "is_booker": is_booker(request.user)}
    return render(request, "bookings/visits/workshop_list.html", context)


@access("booker")
def booking_list(request: HttpRequest) -> HttpResponse:
    """The school's home: what to do next, what is live, what is over."""
    organisations = booking_organisations(me(request))
    rows = listed(bookings_of(organisations))
    live = list(rows.filter(status__in=Booking.LIVE))
    over = rows.exclude(status__in=Booking.LIVE).order_by("-preferred_date", "-pk")
    page, now = page_of(over, request.GET.get("page")), clock.now()
    context = {
        "organisations": organisations,
        "next_thing": next_of(live, now),
        "coming": [task_of(row, now) for row in live if not row.is_over(now)],
        "been": [task_of(row, now) for row in reversed(live) if row.is_over(now)],
        "page": page,
        "ended": [task_of(row, now) for row in page],
    }
    return render(request, "bookings/visits/booking_list.html", context)


@access("booker")
def booking_create(request: HttpRequest) -> HttpResponse:
    if request.POST.get("why_now") == INCIDENT:
        return redirect("visits:booking_incident")
    form = _create_form(request)
    chosen = form.courses.get(request.GET.get("course", ""))
    context = {"chosen": offer_of(chosen) if chosen else None, "forms": form.parts}
    if "add_group" in request.POST:
        form.keep_unjudged()
        return render(request, "bookings/visits/booking_create.html", {**context, "form": form})
    done = submit(request, form, lambda: _request(request, form)) if form.is_bound else None
    if done:
        messages.success(request, "Your request is in. We have sent you an email about it.")
        return redirect("visits:booking_detail", reference=done.ref)
    response = render_form(request, "bookings/visits/booking_create.html", form, context)
    if form.is_bound and not form.groups.is_valid():
        response.status_code = INVALID
    return response


def _create_form(request: HttpRequest) -> BookingCreateForm:
    data = request.POST if request.method == "POST" else None
    return BookingCreateForm(
        with_another_row(data) if data and "add_group" in data else data,
        organisations=booking_organisations(me(request)),
        courses=list(bookable_courses()),
        chosen=request.GET.get("course", ""),
    )


def with_another_row(data: QueryDict) -> QueryDict:
    """The answers as they were sent, asking for one more group."""
    grown = data.copy()
    count = data.get("groups-TOTAL_FORMS", "")
    # Compared as text: whatever else is sent here is no number of rows.
    rows = int(count) if count in map(str, range(MOST_GROUPS)) else FIRST_ROWS
    grown["groups-TOTAL_FORMS"] = str(min(rows + 1, MOST_GROUPS))
    return grown


def _request(request: HttpRequest, form: BookingCreateForm) -> str:
    return request_booking(
        form.chosen_organisation,
        form.chosen_course,
        groups=form.groups.group_requests,
        request=form.visit_request,
        actor=me(request),
        now=clock.now(),
    ).reference


@access("public")
def booking_incident(request: HttpRequest) -> HttpResponse:
    """After an incident: whom to call. Nothing is asked and nothing kept."""
    context = {"phone": value(INCIDENT_PHONE)}
    return render(request, "bookings/visits/booking_incident.html", context)


@access("booker")
def booking_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Where a booking is, what happens next, and what was asked for."""
    booking = booking_for(request.user, reference)
    now = clock.now()
    state, tone = state_of(booking, now)
    context = {
        "booking": booking,
        "state": state,
        "tone": tone,
        "sessions": sessions_of_booking(booking),
        "steps": steps_of(booking, now),
        "rows": rows_of(booking, list(booking.groups.all())),
        "may_accept": booking.waits_for_school and not booking.has_begun(now),
        "may_end": booking.may_be_ended_by_school and not booking.has_begun(now),
        "links": [Link("Your visits", reverse("visits:booking_list"))],
    }
    return render(request, "bookings/visits/booking_detail.html", context)


@access("booker")
def booking_accept(request: HttpRequest, reference: str) -> HttpResponse:
    booking = booking_for(request.user, reference)
    form = BookingStepForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return accept_offer(booking, actor=me(request), now=clock.now()).reference

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "You have accepted the date.")
        return redirect("visits:booking_detail", reference=done.ref)
    if not form.is_bound and not booking.waits_for_school:
        return redirect("visits:booking_detail", reference=booking.reference)
    context = {"booking": booking, "sessions": sessions_of_booking(booking)}
    return render_form(request, "bookings/visits/booking_accept.html", form, context)


@access("booker")
def booking_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a request back, or call a visit off."""
    booking = booking_for(request.user, reference)
    data = request.POST if request.method == "POST" else None
    form = BookingEndForm(data, reasons=Booking.SCHOOL_REASONS)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        done = withdraw_booking(booking, reason=reason, actor=me(request), now=clock.now())
        return done.reference

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "It is cancelled. You do not need to do anything else.")
        return redirect("visits:booking_detail", reference=done.ref)
    if not form.is_bound and not booking.may_be_ended_by_school:
        return redirect("visits:booking_detail", reference=booking.reference)
    return render_form(request, "bookings/visits/booking_cancel.html", form, {"booking": booking})


@access("booker")
def booking_calendar(request: HttpRequest, reference: str) -> HttpResponse:
    booking = settled_booking_for(request.user, reference)
    sessions = sessions_of_booking(booking)
    path = reverse("visits:booking_detail", args=[booking.reference])
    entries = of_booking(
        # Stamped with its last change, so that an unchanged visit is the same file.
        booking,
        sessions,
        url=f"{settings.BASE_URL}{path}",
        stamped_at=booking.changed_at,
    )
    response = HttpResponse(
        calendar_writer.document(entries, name=booking.course.title),
        content_type="text/calendar; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="visit.ics"'
    return response

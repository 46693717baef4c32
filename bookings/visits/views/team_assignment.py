"""The office puts facilitators on sessions, and takes them off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import me
from bookings.rota.access import assignment_for_team, session_for_team
from bookings.rota.actions.assignment import assign, release_assignment
from bookings.rota.forms.assignment import AssignmentCreateForm
from bookings.rota.models import Assignment
from bookings.rota.queries.assignment import candidates, holding_on
from bookings.visits.access import team_bookings
from bookings.visits.forms.booking import BookingStepForm
from bookings.visits.queries.booking import bookings_of_session
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from training.events.models import Session


@access("office")
def team_assignment_create(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose who takes a session; those who cannot are shown with the reason."""
    session = session_for_team(request.user, ref)
    holding, found = list(holding_on(session)), candidates(session)
    has_lead = any(row.role == Assignment.Role.LEAD for row in holding)
    data = request.POST if request.method == "POST" else None
    form = AssignmentCreateForm(data, candidates=found, has_lead=has_lead)

    def act() -> str:
        role = form.cleaned_data["role"]
        assign(session, form.chosen, role=role, actor=me(request), now=clock.now())
        return session.ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The facilitator is on the session.")
        return redirect(page_of_session(request.user, session))
    context = {
        "session": session,
        "holding": holding,
        "free": [row for row in found if not row.why_not],
        "others": [row for row in found if row.why_not],
        "back": page_of_session(request.user, session),
    }
    return render_form(request, "bookings/visits/team_assignment_create.html", form, context)


@access("office")
def team_assignment_release(request: HttpRequest, ref: str, person: str) -> HttpResponse:
    assignment = assignment_for_team(request.user, ref, person)
    session = assignment.session
    form = BookingStepForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        release_assignment(assignment, actor=me(request), now=clock.now())
        return session.ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The facilitator is off the session, and free again.")
        return redirect(page_of_session(request.user, session))
    context = {
        "assignment": assignment,
        "session": session,
        "back": page_of_session(request.user, session),
    }
    return render_form(request, "bookings/visits/team_assignment_release.html", form, context)


def page_of_session(user: object, session: Session) -> str:
    """Where the office looks at a session: on its booking, or on its date."""
    booking = team_bookings(user, bookings_of_session(session)).first()
    if booking:
        return reverse("visits:team_booking_detail", args=[booking.reference])
    return reverse("enrolments:team_event_detail", args=[session.event.ref])

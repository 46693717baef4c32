"""Which facilitators, and which parts in sessions, a person may see. Anything else is a 404."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import is_whole_office, office_remit
from accounts.models import User
from bookings.rota.models import Assignment, AssuranceCheck, Facilitator
from bookings.rota.queries.assignment import SESSION
from bookings.rota.queries.facilitator import facilitator_users
from training.events.models import Event, Session
from training.events.queries.event import SESSION_PLACE


def session_for_team(user: object, ref: str) -> Session:
    """A session, not called off, of where the person is the office. Raises Http404."""
    rows = Session.objects.select_related(*SESSION_PLACE).filter(state=Session.State.PLANNED)
    rows = rows.exclude(event__status=Event.Status.CANCELLED)
    return get_object_or_404(office_remit(user).limit(rows, "event__area"), ref=ref)


def assignment_for_team(user: object, session_ref: str, person_ref: str) -> Assignment:
    """Someone's present part in a session of where the person is the office. Raises Http404."""
    rows = Assignment.objects.select_related(*SESSION, "facilitator__user").filter(
        state__in=Assignment.HOLDING
    )
    return get_object_or_404(
        office_remit(user).limit(rows, "session__event__area"),
        session__ref=session_ref,
        facilitator__user__ref=person_ref,
    )


def facilitator_user_for_team(user: object, ref: str) -> User:
    """Anyone whose role is facilitator, for the office of the whole region. Raises Http404.

    What they may teach, where, and whether their checks hold is decided once for all boroughs.
    """
    rows = facilitator_users()
    return get_object_or_404(rows if is_whole_office(user) else rows.none(), ref=ref)


def team_facilitator_users(user: object) -> QuerySet[User]:
    """Who delivers where the person is the office."""
    rows, remit = facilitator_users(), office_remit(user)
    if remit.is_whole:
        return rows
    there = remit.limit(Facilitator.objects.all(), "areas")
    return rows.filter(facilitator__in=there.values("pk"))


def facilitator_for_team(user: object, ref: str) -> Facilitator:
    """The record of somebody whose role is facilitator, for the office. Raises Http404."""
    person = facilitator_user_for_team(user, ref)
    return get_object_or_404(Facilitator.objects.select_related("user"), user=person)


def check_for_team(user: object, person_ref: str, ref: str) -> AssuranceCheck:
    """One of somebody's checks, for the office. Raises Http404."""
    rows = AssuranceCheck.objects.select_related("facilitator__user", "seen_by")
    found = rows if is_whole_office(user) else rows.none()
    return get_object_or_404(found, ref=ref, facilitator__user__ref=person_ref)


def facilitator_of(user: object) -> Facilitator:
    """The person's own record as a facilitator. Raises Http404."""
    if not isinstance(user, User):
        raise Http404
    rows = Facilitator.objects.select_related("user")
    return get_object_or_404(rows, user=user, is_active=True)

"""Which rows of training a person may see. Anything else is a 404, as if it did not exist."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import office_remit
from accounts.models import User
from accounts.queries.line_manager import manager_is_over
from core import clock
from core.access import limit_messages
from core.mail import personal_links
from core.models import Message
from core.queries.prepared_read import PreparedRead
from core.web.gone import GoneError
from training.courses.queries.course_page import course_page
from training.enrolments.models import Enrolment, Interest, RosterImport
from training.enrolments.queries.approval import APPROVAL
from training.enrolments.queries.colleague import CONSENT, booked_rows
from training.events.models import Event
from training.events.queries.event import EVENT_PLACE, next_others


def enrolment_for(user: object, ref: str) -> Enrolment:
    """The person's own enrolment; one that became theirs leads to it. Raises Http404."""
    rows = Enrolment.objects.select_related(
        *(*EVENT_PLACE, "event__course_version"),
        *("organisation", "booked_by", "replaces__event"),
    )
    own = rows.filter(person=user) if isinstance(user, User) else rows.none()
    found = own.filter(ref=ref).first()
    if found is None and (became := own.filter(replaces__ref=ref).first()):
        goes_to = reverse("enrolments:enrolment_detail", args=[became.ref])
        raise GoneError(goes_to=goes_to)
    if found is None:
        raise Http404
    return found


def booked_enrolment_for(user: object, ref: str) -> Enrolment:
    """A place the person booked for a colleague of where they still work. Raises Http404."""
    own = booked_rows(user) if isinstance(user, User) else Enrolment.objects.none()
    return get_object_or_404(own.select_related(*EVENT_PLACE, "replaces"), ref=ref)


def team_enrolment_for(user: object, event_ref: str, ref: str) -> Enrolment:
    """Anyone's place on an event of where the person is the office. Raises Http404."""
    rows = Enrolment.objects.select_related(*EVENT_PLACE, "person")
    within = office_remit(user).limit(rows, "event__area")
    return get_object_or_404(within, event__ref=event_ref, ref=ref)


def visible_to(user: object, rows: Sequence[Enrolment]) -> list[Enrolment]:
    """Of some places those on dates of where the person is the office."""
    remit = office_remit(user)
    return [row for row in rows if remit.holds(row.event.area_id)]


def interest_for(user: object, ref: str) -> Interest:
    """The person's own wish to hear of a course. Raises Http404."""
    rows = Interest.objects.select_related("course", "person")
    own = rows.filter(person=user) if isinstance(user, User) else rows.none()
    return get_object_or_404(own, ref=ref)


def approval_link(token: str, now: datetime) -> tuple[Enrolment, bool]:
    """The place a manager's link is about, and whether the link still works. Raises Http404."""
    row = personal_links.find(APPROVAL, token)
    if row is None:
        raise Http404
    rows = Enrolment.objects.select_related(*EVENT_PLACE, "person")
    enrolment = get_object_or_404(rows, ref=row.about)
    # A link outlives its asking: who is no longer their manager reads nothing of them.
    over = manager_is_over(enrolment.person, enrolment.manager_email)
    return enrolment, personal_links.opens(row, now) and not over


def consent_link(token: str, now: datetime) -> tuple[Enrolment, bool]:
    """The place a link in a colleague's mail is about, and whether it works. Raises Http404."""
    row = personal_links.find(CONSENT, token)
    if row is None:
        raise Http404
    rows = Enrolment.objects.select_related(*EVENT_PLACE, "person", "booked_by", "replaces__event")
    enrolment = get_object_or_404(rows, ref=row.about)
    return enrolment, personal_links.opens(row, now) and enrolment.person.is_active


def roster_import_for(user: object, event_ref: str, ref: str) -> RosterImport:
    """An import of people onto a date of where the person is the office. Raises Http404."""
    rows = RosterImport.objects.select_related("event__course", "made_by")
    within = office_remit(user).limit(rows, "event__area")
    return get_object_or_404(within, event__ref=event_ref, ref=ref)


def next_event_for(user: object, ref: str) -> Event:
    """A date that the office may offer to the people of another. Raises Http404."""
    event = open_event_for(user, ref)
    if not office_remit(user).holds(event.area_id):
        raise Http404
    return event


EVENTS = PreparedRead(
    lambda ref: Event.objects.select_related("course", "course_version", "area", "venue").filter(
        ref=ref
    ),
    str,
)


def open_event_for(visitor: object, ref: str) -> Event:
    """A scheduled event open to all, or one that the visitor is or was on. Raises Http404.

    One that was open to all and is cancelled is said to be (GoneError).
    """
    event = next(iter(EVENTS.rows(ref)), None)
    if event is None:
        raise Http404
    if event.is_open:
        return event
    own = Enrolment.objects.filter(event=event)
    if isinstance(visitor, User) and own.filter(person=visitor).exists():
        return event
    if event.entry == Event.Entry.OPEN and event.status == Event.Status.CANCELLED:
        instead = {
            "others": next_others(event, clock.now()),
            "course_url": course_page(event.course),
        }
        raise GoneError("training/enrolments/event_gone.html", {"event": event, **instead})
    raise Http404


@limit_messages("enrolments")
def messages_about_places(user: object, rows: QuerySet[Message]) -> QuerySet[Message]:
    """None about a place of somebody, and on a date, of other boroughs: a booker hears of both."""
    remit = office_remit(user)
    if remit.is_whole:
        return rows
    # A value, looked up for each message that is shown: for a NOT IN or a NOT EXISTS PostgreSQL
    # reads all places there ever were.
    others = Enrolment.objects.filter(ref=OuterRef("about")).exclude(person__in=remit.people())
    theirs = remit.limit(Event.objects.all(), "area")
    other = Subquery(others.exclude(event__in=theirs).values("pk")[:1])
    return rows.alias(place_of_others=other).filter(place_of_others__isnull=True)

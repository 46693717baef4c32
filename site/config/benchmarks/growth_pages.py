"""What `benchmark grow` asks for, and as whom.

`{names}` are rows that demonstrations of both sizes have.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from accounts.models import StaffRole, User
from bookings.registers.models import Register
from bookings.visits.models import Booking
from certificates.papers.models import Certificate
from config.demo.guide import LEARNER, LOCAL_LEAD
from core.clock import london_date
from core.models import Message
from training.enrolments.models import Enrolment
from training.events.models import Event, Session, Venue
from training.events.queries.event import open_events

VISITOR = "visitor"
Role = StaffRole.Role
PAGES: Mapping[str, tuple[str, ...]] = {
    VISITOR: (
        *("/", "/courses/", "/courses/{course}/", "/workshops/", "/framework/", "/news/feed/"),
        *("/dates/", "/dates/?view=month", "/dates/{event}/", "/dates.ics", "/verify/{code}/"),
        *("/search/?q=training", "/sitemap.xml", "/accounts/login/", "/accounts/signup/"),
        "/readyz",
    ),
    LEARNER: (
        *("/my/", "/my/places/{place}/", "/my/calendar/", "/my/work/", "/accounts/"),
        *("/dates/{event}/", "/dates/{free_event}/enrol/", "/my/certificates/{number}/"),
    ),
    "booker": ("/bookings/", "/bookings/new/", "/bookings/{booking}/"),
    "manager": ("/my/team/", "/my/requests/"),
    Role.FACILITATOR: ("/today/", "/registers/{session}/", "/my/checks/"),
    Role.COORDINATOR: (
        *("/team/", "/team/events/", "/team/events/?when=past", "/team/events/{event}/"),
        *("/team/events/{event}/people.csv", "/team/events/{event}/message/"),
        *("/team/events/{event}/import/", "/team/events/{event}/people/add/"),
        *("/team/events/{past_event}/", "/team/events/{past_event}/answers/"),
        *("/team/events/new/?course={course}", "/team/sessions/{visit_session}/facilitators/"),
        *("/team/bookings/", "/team/bookings/{booking}/", "/registers/{past_session}/"),
        *("/team/people/", "/team/people/?q=amina", "/team/people/{person}/"),
        *("/team/people/{person}/merge/", "/team/venues/", "/team/venues/{venue}/"),
        *("/team/facilitators/", "/team/facilitators/{facilitator}/"),
        *("/team/messages/", "/team/messages/?page=50", "/team/messages/?q={address}"),
        *("/team/messages/?q={place}", "/team/messages/?state=failed"),
        *("/team/messages/?state=sent", "/team/messages/?kind=enrolments/reminder"),
        "/team/messages/{message}/",
    ),
    LOCAL_LEAD: (
        *("/team/", "/team/events/", "/team/people/?q=amina", "/team/bookings/"),
        *("/team/messages/", "/team/messages/?state=failed", "/reports/"),
    ),
    Role.LEAD: ("/reports/", "/reports/{month}.csv", "/team/settings/", "/cms/wording/"),
    Role.EDITOR: ("/cms/", "/cms/pages/"),
    Role.ADMINISTRATOR: ("/cms/reports/site-history/",),
}


def names_of(now: datetime) -> dict[str, str]:
    """The rows in the addresses of PAGES; each is of the part that both sizes have."""
    amina = User.objects.get(email="amina@learner.example")
    event = Event.objects.filter(entry="open", course__is_listed=True, enrolments__person=amina)
    free = open_events(now).filter(places_taken__lt=F("capacity")).exclude(enrolments__person=amina)
    certificate = Certificate.objects.filter(person=amina).order_by("pk").first()
    if certificate is None:
        raise RuntimeError("The worker has not issued the learner's certificates yet.")
    past = certificate.place.event
    mine = Enrolment.objects.filter(person=amina, status="confirmed", event__starts_at__gt=now)
    register = Register.objects.filter(session__event=past)
    visits = Session.objects.filter(event__entry="reserved", starts_at__gt=now)
    here = Session.objects.filter(
        assignments__facilitator__user__email="priya@vrp.example", starts_at__date=london_date(now)
    )
    coming = event.filter(starts_at__gt=now).order_by("starts_at", "pk")[0]
    message = Message.objects.filter(about=certificate.number)[0]
    return {
        "course": coming.course.slug,
        "event": coming.ref,
        "free_event": free[0].ref,
        "past_event": past.ref,
        "place": mine.order_by("pk")[0].ref,
        "number": certificate.number,
        "code": certificate.code,
        "booking": Booking.objects.order_by("pk")[0].reference,
        "session": here.order_by("starts_at", "pk")[0].ref,
        "past_session": register.order_by("pk")[0].session.ref,
        "visit_session": visits.order_by("starts_at", "pk")[0].ref,
        "person": amina.ref,
        "address": amina.email,
        "venue": Venue.objects.order_by("pk")[0].ref,
        "facilitator": User.objects.get(email="priya@vrp.example").ref,
        "message": message.ref,
        "month": f"{london_date(certificate.issued_at):%Y-%m}",
    }

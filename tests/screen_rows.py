"""Which rows of the demonstration the screens of tests.screens show. Runs inside a live server."""

from datetime import datetime

from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from wagtail.models import Page

from accounts.models import Organisation, User
from bookings.registers.actions.register import reopen_register
from bookings.registers.models import Register
from bookings.registers.queries.walk_in import walk_ins_known
from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import certificates_due, paper_tasks
from core import clock
from core.mail import personal_links
from core.models import Message
from training.enrolments.models import Enrolment, Interest
from training.enrolments.queries.approval import APPROVAL
from training.enrolments.queries.colleague import CONSENT
from training.events.models import Event, Series, Session, VenueRoom
from training.events.queries.event import open_events

STARTS = Session.objects.order_by("starts_at", "pk")


def refs() -> dict[str, str]:
    """What stands in the addresses of tests.screens, by name."""
    now = clock.now()
    return events(now) | approvals(now) | bookings() | sessions(now) | papers() | people()


def reopen() -> None:
    """Let one register of people take marks, for which it is too early with those of today."""
    taught = STARTS.filter(event__entry="open", event__course__slug="mvp-lead-training")
    session = taught.filter(register__state=Register.State.CLOSED).first()
    if session is not None:
        person = User.objects.get(email="priya@vrp.example")
        reopen_register(session, reason="number", actor=person, now=clock.now())


def is_settled() -> bool:
    """Whether the worker has issued what was due, so that pages stay as they are."""
    return not certificates_due(clock.now()).exists()


def events(now: datetime) -> dict[str, str]:
    """Dates to enrol on, and one person's place."""
    free = open_events(now).filter(places_taken__lt=F("capacity"))
    untaken = free.exclude(enrolments__person__email="amina@learner.example")
    place = Enrolment.objects.filter(
        person__email="amina@learner.example", event__starts_at__gt=now, status="confirmed"
    )
    asked = Enrolment.objects.filter(
        person__email="amina@learner.example", event__course__evaluation_needed=True
    )
    mine = Enrolment.objects.filter(person__email="amina@learner.example", event__starts_at__gt=now)
    room = VenueRoom.objects.select_related("venue").order_by("pk")[0]
    nearly_full = free.filter(course__slug="preventing-vawg")
    return {
        "free_event": ref_of(untaken),
        "full_event": ref_of(open_events(now).exclude(places_taken__lt=F("capacity"))),
        "vawg_event": ref_of(nearly_full),
        "older_event": ref_of(
            open_events(now).exclude(course_version=F("course__current_version"))
        ),
        "past_event": ref_of(Event.objects.filter(entry="open", starts_at__lt=now)),
        "asked_enrolment": ref_of(asked.exclude(outcome="")),
        "answered_event": ref_of(
            Event.objects.filter(enrolments__evaluations__isnull=False).order_by("starts_at", "pk")
        ),
        "interest": ref_of(Interest.objects.filter(person__name="Tariq Mahmood")),
        "waiting": ref_of(mine.filter(status="waiting")),
        "offer": ref_of(mine.filter(status="offered")),
        "place": ref_of(place.order_by("event__starts_at")),
        "series": Series.objects.all()[0].ref,
        "venue": room.venue.ref,
        "room": room.ref,
        "place_event": place.order_by("event__starts_at")[0].event.ref,
    }


def approvals(now: datetime) -> dict[str, str]:
    """A place that waits for a manager's yes, and the link the manager has."""
    row = Enrolment.objects.filter(status="awaiting_approval", needs_manager=True)[0]
    until = row.held_until
    assert until is not None
    _, path = personal_links.make(personal_links.NewLink(APPROVAL, row.ref, until), now=now)
    asked = Enrolment.objects.filter(status="offered").exclude(name_given="")[0]
    return {
        "awaiting": row.ref,
        "approval": path.strip("/").split("/")[-1],
        "consent": consent_key(asked, now),
    }


def consent_key(row: Enrolment, now: datetime) -> str:
    """Of the link to a place that somebody booked for another."""
    until = row.held_until
    assert until is not None
    _, path = personal_links.make(personal_links.NewLink(CONSENT, row.ref, until), now=now)
    return path.strip("/").split("/")[-1]


def bookings() -> dict[str, str]:
    """A booking of each standing; the first two are of the schools of Bola and of Carys."""
    rows = Booking.objects.order_by("pk")
    first = {
        "requested": rows.filter(status="requested", organisation__name__startswith="Canalside"),
        "offered": rows.filter(status="offered"),
        "confirmed": rows.filter(status="confirmed", organisation__name__startswith="Canalside"),
    }
    return {
        name: found.order_by("event__starts_at", "pk").last().reference
        for name, found in first.items()
    }


def sessions(now: datetime) -> dict[str, str]:
    """Registers of Jordan Ellis: not yet begun, closed and not delivered; and who takes them."""
    email = "jordan@vrp.example"
    theirs = STARTS.filter(assignments__facilitator__user__email=email)
    held = Assignment.objects.filter(facilitator__user__email=email, session__starts_at__gt=now)
    assignment = held.order_by("session__starts_at").select_related("session", "facilitator__user")
    taken = assignment[0]
    walk_in = walk_ins_known(now)[0]
    return {
        "open_register": ref_of(theirs.filter(register=None, starts_at__date=now.date())),
        "closed_register": ref_of(theirs.filter(register__state=Register.State.CLOSED)),
        "not_delivered": ref_of(theirs.filter(register__state=Register.State.NOT_DELIVERED)),
        "named_register": ref_of(STARTS.filter(register__state=Register.State.REOPENED)),
        "walked_in_register": walk_in.register.session.ref,
        "walk_in": walk_in.ref,
        "taken_session": taken.session.ref,
        "open_session": ref_of(STARTS.filter(event__in=open_events(now))),
        "held_session": ref_of(STARTS.filter(event__status=Event.Status.HELD)),
        "facilitator": taken.facilitator.user.ref,
        "check": ref_of(taken.facilitator.checks.order_by("pk")),
    }


def papers() -> dict[str, str]:
    """A certificate of Amina Rashid, one to decide about, and a message."""
    found = Certificate.objects.filter(enrolment__person__email="amina@learner.example")
    certificate = found.order_by("-issued_at", "number")[0]
    decided = paper_tasks(clock.now())[0]
    message = Message.objects.order_by("-created_at", "-pk")[0]
    letter = Message.objects.filter(is_secret=False).order_by("-created_at", "-pk")[0]
    return {
        "certificate": certificate.number,
        "certified": certificate.place.ref,
        "withdrawn": decided.ref,
        "withdrawn_from": decided.person.ref,
        "code": certificate.code,
        "mail": message.ref,
        "letter": letter.ref,
    }


def people() -> dict[str, str]:
    """A learner, a member of an organisation, and one of the office."""
    emails = {
        "learner": "amina@learner.example",
        "booker": "booker@canalside.example",
        "coordinator": "coordinator@vrp.example",
    }
    refs = {name: User.objects.get(email=email).ref for name, email in emails.items()}
    school = Organisation.objects.get(memberships__user__email=emails["booker"])
    return refs | {"organisation": school.ref}


def ref_of(rows: QuerySet) -> str:
    """The ref of the first."""
    found = rows.first()
    assert found is not None, rows.query
    return found.ref


def pages() -> dict[str, list[str]]:
    """The addresses of the live pages, by the name of their type."""
    found: dict[str, list[str]] = {}
    for page in Page.objects.live().filter(depth__gt=1).specific().order_by("path"):
        found.setdefault(type(page).__name__, []).append(page.get_url())
    return found


def template(name: str) -> str:
    """A page that takes an accident to see, as nobody in particular sees it."""
    chrome = {"site_name": "Upstander", "site_strapline": "West Midlands", "demo_mode": True}
    return render_to_string(name, chrome)

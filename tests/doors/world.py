"""The same rows twice, once for each side: what addresses name, and what must not leak."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Collection

from accounts.actions.feed_token import make_feed_token
from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import answer_evaluation, ask_evaluation
from bookings.evaluation.models import Question
from bookings.evaluation.queries.evaluation import EVALUATION
from bookings.registers.actions.register import close_register
from bookings.registers.models import WalkIn
from bookings.visits.actions.booking import confirm_booking
from bookings.visits.models import Booking
from bookings.visits.rules.visit_request import GroupRequest
from certificates.papers.actions.certificate import issue_certificate
from certificates.papers.actions.pdf import make_paper
from certificates.papers.queries.certificate import DUE_JOB
from core.mail import personal_links
from core.models import JobItem, Message, MessageTemplate
from tests.cast import NOW, make_event
from tests.doors.people import Side, make_sides, make_staff, visitors
from tests.doors.visitors import LOCAL_LEAD
from tests.doors.words import NORTH, SOUTH
from tests.factories.accounts import UserFactory
from tests.factories.bookings import make_request, offer, staff
from tests.factories.cms import make_course_page, make_home, make_index, make_standard_page
from tests.factories.evaluation import QuestionFactory, answers_to, came
from tests.factories.registers import (
    closed_register,
    give,
    groups_of,
    make_session,
    make_visit,
    mark,
    record,
    walk_in,
)
from tests.factories.training import THREE_HOURS, CourseFactory, EnrolmentFactory, add_version
from tests.factories.venues import VenueFactory, VenueRoomFactory, guild_hall
from tests.processes import ROOT
from training.courses.models import Course
from training.enrolments.emails.colleague import mail_colleague_offered
from training.enrolments.models import Enrolment, Interest, RosterImport
from training.enrolments.queries.approval import APPROVAL
from training.enrolments.queries.colleague import CONSENT
from training.enrolments.rules.roster_file import ImportRow, seal
from training.events.models import Event, Series
from training.events.queries.event import sessions_of

LATER = NOW + timedelta(days=3)
Refs = dict[str, str]


@dataclass
class World:
    """Who there is, and what stands in the addresses: of the north, and of the south."""

    people: dict[str, User | None]
    sides: dict[str, Side]
    refs: Refs
    other_refs: Refs
    mailboxes: frozenset[str]  # of the north's school


@dataclass(frozen=True)
class Courses:
    taught: Course
    asked: Course  # its people say how it was
    undated: Course
    workshop: Course
    words: Question


def make_world() -> World:
    courses = make_courses()
    sides = make_sides(courses.taught, courses.asked, courses.workshop)
    team = make_staff(sides[NORTH].school.area)
    office = team["coordinator"]
    common = shared(courses, office)
    make_pages(courses)
    found = {
        side.name: common
        | training(side, courses, office)
        | bookings(side, courses, office)
        | registers(side, courses)
        | venues(side)
        | papers(side, courses)
        | people(side, office, team[LOCAL_LEAD])
        for side in sides.values()
    }
    mailboxes = {sides[NORTH].school.office_email, sides[NORTH].school.dsl_mailbox}
    everybody = visitors(sides, team)
    return World(everybody, sides, found[NORTH], found[SOUTH], frozenset(mailboxes))


def make_courses() -> Courses:
    def course(slug: str, **values: Any) -> Course:
        return CourseFactory.create(slug=slug, title=slug.capitalize(), **values)

    workshop = course("workshop", kind=Course.Kind.PUPIL, group_max=100, minutes=60, cpd_hours=0)
    workshop.year_groups = ["Y9"]
    workshop.mode = Course.Mode.IN_PERSON
    workshop.save()
    asked = course("asked", evaluation_needed=True)
    words = QuestionFactory.create(course=asked, kind=Question.Kind.TEXT, is_required=False)
    taught = add_version(course("taught"), **THREE_HOURS)
    return Courses(taught, asked, course("undated"), workshop, words)


def make_pages(courses: Courses) -> None:
    if not Collection.objects.exists():  # without migrations nobody has made one
        Collection.add_root(name="Root")
    home = make_home()
    make_course_page(make_index(home), courses.taught)
    make_standard_page(home)


def shared(courses: Courses, office: User) -> Refs:
    """What belongs to nobody: a date with places, a full one, a rule of dates."""
    region = Area.objects.get(code=Area.REGIONAL)
    free = make_event(courses.taught, region, starts_at=NOW + timedelta(days=40))
    full = make_event(courses.taught, region, starts_at=NOW + timedelta(days=41), capacity=1)
    place(full, UserFactory.create())
    series = Series.objects.create(course=courses.taught, rule="FREQ=WEEKLY", created_at=NOW)
    return {
        "free_event": free.ref,
        "full_event": full.ref,
        "free_session": free.sessions.get().ref,
        "series": series.ref,
        "course": courses.undated.slug,
        "stylesheet": stylesheet(),
    }


def stylesheet() -> str:
    found = next((ROOT / "static").rglob("*.css"))
    return found.relative_to(ROOT / "static").as_posix()


def place(event: Event, person: User, status: str = "confirmed", **values: Any) -> Enrolment:
    """Somebody's place, counted."""
    row = EnrolmentFactory.create(event=event, person=person, status=status, **values)
    if row.holds_seat:
        event.places_taken += 1
        event.save(update_fields=["places_taken"])
    return row


def training(side: Side, courses: Courses, office: User) -> Refs:
    """A professional's places in every state there are addresses for."""
    days = iter(range(15, 30))

    def date(**values: Any) -> Event:
        starts_at = NOW + timedelta(days=next(days))
        return make_event(courses.taught, side.school.area, starts_at=starts_at, **values)

    event, moved = date(), date()
    event.join_link = f"https://meet.example/{side.word('join')}"
    event.save()
    own = place(
        event,
        side.professional,
        access_needs=f"Hearing loop {side.word('needs')}",
        manager_email=side.line_manager.email,
    )
    booked = place(
        event,
        side.member,
        "offered",
        booked_by=side.booker,
        held_until=NOW + timedelta(hours=3),
        organisation=side.school,
        name_given=f"Nim {side.word('given').capitalize()}",
    )
    mail_colleague_offered(booked, sessions_of(event), now=NOW)
    awaiting = place(
        date(), side.professional, "awaiting_approval", manager_email=side.line_manager.email
    )
    batch = RosterImport.objects.create(event=event, made_by=office, made_at=NOW)
    place(event, UserFactory.create(), batch=batch, changed_at=NOW, created_at=NOW)
    interest = Interest.objects.create(
        course=courses.undated, person=side.professional, created_at=NOW
    )
    outdated = date()
    outdated.course_version = courses.taught.versions.earliest("pk")
    outdated.save()
    return {
        "outdated_event": outdated.ref,
        "event": event.ref,
        "event_session": event.sessions.get().ref,
        "place": own.ref,
        "booked": booked.ref,
        "booked_event": event.ref,
        "awaiting": awaiting.ref,
        "awaiting_event": awaiting.event.ref,
        "offered": place(date(), side.professional, "offered").ref,
        "waiting": place(date(capacity=1), side.professional, "waiting").ref,
        "moved": place(moved, side.professional, reconfirm_by=LATER).ref,
        "batch": batch.ref,
        "sealed": sealed(event, office),
        "interest": interest.ref,
        "approval": link(APPROVAL, awaiting.ref),
        "consent": link(CONSENT, booked.ref),
        "feed": make_feed_token(side.professional, now=NOW),
    }


def sealed(event: Event, office: User) -> str:
    """What the page that looks at a file sends on."""
    row = ImportRow(
        line=2, name="New Person", email="new@learner.example", organisation="", manager_email=""
    )
    return seal([row], about=f"{office.ref}:{event.ref}")


def link(purpose: personal_links.Purpose, about: str) -> str:
    """The key of a personal link."""
    _, path = personal_links.make(personal_links.NewLink(purpose, about, LATER), now=NOW)
    return path.strip("/").split("/")[-1]


def bookings(side: Side, courses: Courses, office: User) -> Refs:
    """A school's orders, asked for, offered and confirmed."""

    def order(weeks: int) -> Booking:
        return make_request(
            side.school,
            courses.workshop,
            side.booker,
            groups=[GroupRequest("pupils", f"9 {side.word('class')}", 28, "Y9")],
            date=(NOW + timedelta(weeks=weeks)).date(),
            one_off_reason=f"Because of {side.word('reason')}",
            staff_in_room=f"Ms {side.word('host').capitalize()}",
            place=f"Hall {side.word('hall')}",
            contact_phone=f"0121 {side.word('phone')}",
            notes=f"Please {side.word('notes')}",
        )

    def dated(weeks: int) -> Booking:
        return offer(order(weeks), office, NOW + timedelta(weeks=weeks))

    hours = 1 if side.name == SOUTH else 0
    offered, agreed = dated(4 + hours), dated(7 + hours)
    for booking in (offered, agreed):
        staff(booking, side.facilitator, office)
    confirmed = confirm_booking(agreed, actor=office, now=NOW)
    assert confirmed.event is not None
    return {
        "requested": order(6 + hours).reference,
        "offered_booking": offered.reference,
        "confirmed": confirmed.reference,
        "staffed_session": confirmed.event.sessions.get().ref,
    }


def registers(side: Side, courses: Courses) -> Refs:
    """A visit and a course of today, and a register that is closed."""
    visit = make_visit(courses.workshop, side.school, side.booker)
    visit.groups.update(label=f"9 {side.word('class')}")
    closed = make_visit(courses.workshop, side.school, side.booker, starts_at=yesterday())
    counts = dict.fromkeys(closed.groups.all(), 20)
    closed_register(closed, side.school.area, counts=counts)
    taught = make_session(courses.taught, side.school.area, minutes=120)
    place(taught.event, side.professional, access_needs=f"Hearing loop {side.word('needs')}")
    marked = make_visit(courses.workshop, side.school, side.booker, starts_at=yesterday())
    for session in (visit, closed, marked, taught):
        give(session, side.facilitator)
    counted = [mark(cell, 20) for cell in groups_of(marked)]
    record(marked, side.facilitator.user, *counted)
    return {
        "visit": visit.ref,
        "marked": marked.ref,
        "class": taught.ref,
        "closed": closed.ref,
        "walk_in": came_without_a_place(side, courses).ref,
    }


def came_without_a_place(side: Side, courses: Courses) -> WalkIn:
    """Somebody who was added to a register, and has an account by now."""
    session = make_session(courses.taught, side.school.area, starts_at=yesterday())
    give(session, side.facilitator)
    one = side.walked_in
    record(session, side.facilitator.user, walk_in(one.name, one.email))
    close_register(session, actor=side.facilitator.user, now=NOW)
    return WalkIn.objects.get(email=one.email)


def venues(side: Side) -> Refs:
    """The hall where the side's dates are held, and one where nothing was yet."""
    area = side.school.area
    hall = guild_hall(area)
    hall.contact = f"Ms {side.word('contact').capitalize()}"
    hall.save()
    return {
        "venue": hall.ref,
        "room": VenueRoomFactory.create(venue=hall).ref,
        "empty_venue": VenueFactory.create(name=f"Empty hall of the {side.name}", area=area).ref,
    }


def yesterday() -> datetime:
    return NOW - timedelta(days=1, hours=1)


def papers(side: Side, courses: Courses) -> Refs:
    """What somebody who came is given, and asked."""
    area = side.school.area
    [attended] = came(courses.taught, area, side.professional)
    Enrolment.objects.filter(pk=attended.pk).update(papers_due=True)  # as the register leaves it
    certificate = issue_certificate(attended, make_paper(attended, NOW), now=NOW)
    [unpapered] = came(courses.taught, area, side.member)
    JobItem.objects.create(
        job=DUE_JOB,
        row=str(unpapered.pk),
        attempts=9,
        next_at=NOW,
        failed_reason="The disk is full",
    )
    side.professional.name = f"Nim New {side.word('pro').capitalize()}"  # since it was issued
    side.professional.save()
    [answered] = came(courses.asked, area, side.professional)
    said = answers_to(courses.words, text=f"I liked {side.word('opinion')}")
    answer_evaluation(answered, said, actor=side.professional, now=NOW)
    [asked] = came(courses.asked, area, side.professional)
    ask_evaluation(asked, now=NOW)
    return {
        "certificate": certificate.number,
        "code": certificate.code,
        "unpapered": unpapered.ref,
        "answered_event": answered.event.ref,
        "asked": asked.ref,
        "feedback": link(EVALUATION, asked.ref),
    }


def people(side: Side, office: User, local_lead: User) -> Refs:
    """People as the office names them, and the last letter to one of them."""
    letter = Message.objects.filter(to=side.professional.email).latest("pk")
    mine = {"professional": side.professional, "member": side.member, "booker": side.booker}
    stuck = Message.objects.filter(to=side.member.email).latest("pk")
    stuck.failed_reason = "Refused by the mail server"
    stuck.save()
    MessageTemplate.objects.get_or_create(
        kind="enrolments/offer_made",
        defaults={"subject": "A place", "body": "Say yes.", "changed_at": NOW},
    )
    return {
        "stuck": stuck.ref,
        **{name: person.ref for name, person in mine.items()},
        "asking": side.asking.ref,
        "staff": office.ref,
        "local_lead": local_lead.ref,
        "other_area": Area.objects.filter(staff_roles=None).exclude(code=Area.REGIONAL)[0].code,
        "check": side.facilitator.checks.latest("pk").ref,
        "school": side.school.ref,
        "facilitator": side.facilitator.user.ref,
        "letter": letter.ref,
    }

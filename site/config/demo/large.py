"""What years of training leave behind, and a year ahead: the size a large partnership grows to.

The past dates have two or three parts with closed registers, on days before all else of the
demonstration. They belong to a course of their own that is not in the catalogue. Who attended has
a certificate, or will never answer the questions: so the worker has nothing to make up for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Model

from accounts.models import User
from bookings.registers.actions.attendance_result import outcome_of
from bookings.registers.actions.register_state import event_facts, person_facts
from bookings.registers.models import Attendance, Register, RegisterMark
from bookings.rota.models import Assignment, AssuranceCheck, Facilitator
from bookings.rota.rules.assurance import DBS, SAFEGUARDING
from config.demo import events, people, places
from config.demo.history import load_history
from config.demo.keys import ref_of
from config.demo.registers import A_WHILE, mark
from config.demo.world import World
from core.dates import add_months
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Event, Session
from training.events.rules.working_days import is_working_day

PEOPLE = 20_000
PAST_DATES = 4_000  # of 50 people in two or three parts: 200,000 places, 500,000 attendances
COMING_DATES = 240
ON_A_DATE = 50
ON_A_COMING_DATE = 30
A_DAY = 4  # dates on one day, each with a trainer of its own
AT_ONCE = 50  # dates written together, so that memory does not grow with their number
MONTHS_BEFORE = 3  # the past ends so long before the month that is counted
SLUG = "earlier-training"
DOMAIN = "@many.example"
FIRST, LENGTH, STEP = time(9, 30), timedelta(minutes=75), timedelta(minutes=90)
Value = Attendance.Value


@dataclass
class Batch:
    """Rows of some dates, not yet stored."""

    events: list[Event] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    registers: list[Register] = field(default_factory=list)
    places: list[Enrolment] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    marks: list[RegisterMark] = field(default_factory=list)

    def store(self) -> None:
        """Write them, each kind after what it refers to."""
        kinds: list[Sequence[Model]] = [
            *(self.events, self.sessions, self.assignments, self.registers),
            *(self.places, self.attendances, self.marks),
        ]
        for rows in kinds:
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=500)


def load_large(world: World, *, past: int = PAST_DATES, coming: int = COMING_DATES) -> None:
    """So many dates that are over, and so many ahead, with their people."""
    crowd = load_people(max(PEOPLE * past // PAST_DATES, ON_A_DATE))
    course, trainers = load_course(world.now), load_trainers(world)
    known = set(Event.objects.filter(course=course).values_list("ref", flat=True))
    days = past_days(world, past // A_DAY + 1)
    stored: list[Event] = []
    for first in range(0, past, AT_ONCE):
        batch = Batch()
        for number in range(first, min(first + AT_ONCE, past)):
            if ref_of(SLUG, number) not in known:
                add_date(batch, world, course, number, days[number // A_DAY], trainers, crowd)
        batch.store()
        stored += batch.events
    load_history(course, stored, world.now)
    load_coming(world, crowd, coming)


def load_people(number: int) -> list[User]:
    wanted = {f"person{index:05d}{DOMAIN}": index for index in range(number)}
    rows = User.objects.filter(email__startswith="person", email__endswith=DOMAIN)
    known = set(rows.values_list("email", flat=True))
    User.objects.bulk_create(
        [
            User(email=email, **people.stranger(index))
            for email, index in wanted.items()
            if email not in known
        ],
        batch_size=500,
    )
    return list(rows.order_by("email")[:number])


def load_course(now: datetime) -> Course:
    """What all past dates were of."""
    values = {
        "title": "Earlier training (example)",
        "summary": "Training of earlier years, kept for its figures.",
        "kind": Course.Kind.PROFESSIONAL,
        "workstream": Course.Workstream.EDUCATION,
        "is_listed": False,
        "evaluation_needed": True,
        "group_max": ON_A_DATE,
    }
    return places.load_course(SLUG, values, [{"minutes": 225}], now)[0]


def load_trainers(world: World) -> list[Facilitator]:
    """Who led the past dates, and nothing else."""
    due = {DBS: 400, SAFEGUARDING: 400}
    seen_by = world.accounts["coordinator@vrp.example"]
    found = []
    for number in range(A_DAY):
        who = people.stranger(number, job="Trainer")
        user, _ = User.objects.get_or_create(email=f"trainer{number}{DOMAIN}", defaults=who)
        trainer, is_new = Facilitator.objects.get_or_create(user=user)
        if is_new:
            AssuranceCheck.objects.bulk_create(people.unsaved_checks(world, trainer, seen_by, due))
        found.append(trainer)
    return found


def past_days(world: World, number: int) -> list[date]:
    """So many working days, the latest of them well before the month that is counted."""
    day = add_months(world.year.counted_month(world.today), -MONTHS_BEFORE)
    days: list[date] = []
    while len(days) < number:
        day -= timedelta(days=1)
        if is_working_day(day):
            days.append(day)
    return days


def add_date(
    batch: Batch,
    world: World,
    course: Course,
    number: int,
    day: date,
    trainers: Sequence[Facilitator],
    crowd: Sequence[User],
) -> None:
    """One date with its parts, people, registers and marks."""
    entry = {"start": FIRST, "area": "REGIONAL"}
    event = events.unsaved_event(
        world, course, entry, day, ref=ref_of(SLUG, number), taken=ON_A_DATE
    )
    lead = trainers[number % A_DAY]
    parts = [part_of(event, place) for place in range(2 + number // A_DAY % 2)]
    event.ends_at = parts[-1].ends_at
    registers = [closed(part, lead.user, event) for part in parts]
    batch.events.append(event)
    batch.sessions += parts
    batch.assignments += [events.unsaved_assignment(part, lead, part.ends_at) for part in parts]
    batch.registers += registers
    for seat in range(ON_A_DATE):
        person = crowd[(number * ON_A_DATE + seat) % len(crowd)]
        add_person(batch, event, person, seat, registers, lead.user)


def part_of(event: Event, place: int) -> Session:
    starts_at = event.starts_at + STEP * place
    return Session(
        ref=ref_of(event.ref, "session", place + 1),
        event=event,
        number=place + 1,
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        is_settled=True,
    )


def closed(session: Session, by: User, event: Event) -> Register:
    return Register(
        session=session,
        state=Register.State.CLOSED,
        delivered_area=event.area,
        **event_facts(event),
        opened_at=session.starts_at,
        closed_at=session.ends_at + A_WHILE,
        closed_by=by,
    )


def add_person(
    batch: Batch, event: Event, person: User, seat: int, registers: Sequence[Register], by: User
) -> None:
    """Somebody on a date: nine in ten came, and one of those left before the last part."""
    values = [Value.ABSENT if seat % 10 == 0 else Value.PRESENT] * len(registers)
    if seat % 10 == 1:
        values[-1] = Value.ABSENT
    asked_at = event.starts_at - timedelta(days=14)
    place = Enrolment(
        ref=ref_of(event.ref, person.email),
        event=event,
        person=person,
        area=event.area,
        status=Enrolment.Status.CONFIRMED,
        outcome=outcome_of(values, len(registers)),
        created_at=asked_at,
        changed_at=asked_at,
    )
    batch.places.append(place)
    facts = person_facts(place)
    for register, value in zip(registers, values, strict=True):
        batch.attendances.append(
            Attendance(register=register, enrolment=place, value=value, **facts)
        )
        batch.marks.append(
            mark(register, RegisterMark.Cell.PERSON, str(value), by, enrolment=place)
        )


def load_coming(world: World, crowd: Sequence[User], number: int) -> None:
    """Open dates on the school days of the year ahead, in turn of all courses for professionals."""
    listed = [
        slug
        for slug, course in world.courses.items()
        if course.kind == Course.Kind.PROFESSIONAL and course.is_listed
    ]
    names = list(world.facilitators)
    days = [day for day in coming_days(world) if world.year.is_school_day(day)]
    for one in range(number):
        entry = {
            "course": listed[one % len(listed)],
            "facilitator": names[one % len(names)],
            "start": time(16, 30),
            "area": "REGIONAL",
            "capacity": ON_A_DATE,
        }
        first = one * ON_A_COMING_DATE % max(len(crowd) - ON_A_COMING_DATE, 1)
        who = crowd[first : first + ON_A_COMING_DATE]
        day = days[one * len(days) // number]
        events.load_date(world, entry, day, who=who, key=ref_of("large", one))


def coming_days(world: World) -> list[date]:
    """Each day of the year that begins in two weeks."""
    return [world.today + timedelta(days=14 + number) for number in range(365)]

"""Open dates of the demonstration: those ahead, and those of the counted month with who came."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from bookings.rota.models import Assignment, Facilitator
from config.demo.content import read
from config.demo.keys import ref_of
from config.demo.people import CROWD
from config.demo.registers import close_for_people
from config.demo.waiting import put_in_line
from config.demo.world import World, at
from core.dates import add_months
from training.courses.models import Course, CourseVersion
from training.enrolments.models import Enrolment
from training.events.models import Event, Series, Session
from training.events.rules.recurrence import monthly

JOIN_LINK = "https://meet.vrp.example/"
IN_SERIES = "preventing-vawg"
ON_AN_EXTRA_DATE = 40  # people beyond the crowd who share a date
AHEAD_OF_EXTRAS = 15  # school days until the first of their dates
# What some people of each coming date say would help them, by their place on it.
NEEDS = {1: "Captions, please.", 4: "A chair with a back; I stand up now and then."}


def load_coming_dates(world: World) -> None:
    """Dates of the months ahead, with the places taken that the data file says."""
    for entry in read("coming")["date"]:
        month = add_months(world.today.replace(day=1), entry["month"])
        day = world.year.weekday_of(month, entry["weekday"])
        event = load_date(world, entry, day, taken=entry["taken"])
        if event:
            put_in_line(world, event, entry)
            if entry["course"] == IN_SERIES:
                put_in_series(world, event)


def put_in_series(world: World, event: Event) -> None:
    """The monthly dates of one course came from a rule; some moved out of holidays since."""
    series, _ = Series.objects.get_or_create(
        ref=ref_of("series", IN_SERIES),
        defaults={
            "course": event.course,
            "rule": monthly(1, "TH", add_months(world.today, 12)),
            "skips_school_holidays": True,
            "created_at": world.now,
        },
    )
    event.series = series
    event.save(update_fields=["series"])


def load_counted_trainings(world: World, month: date) -> None:
    """The counted month's events for professionals, with their closed registers."""
    days = world.year.days_of(month)
    for entry in read("month")["training"]:
        day = days[entry["day"] % len(days)]
        event = load_date(world, entry, day, taken=entry["booked"])
        if event:
            came(event, entry["attended"], world.facilitators[entry["facilitator"]].user)


def load_extra_dates(world: World) -> None:
    """Dates for the people beyond the crowd: their own, so that the others stay as they are."""
    extra = world.people[CROWD:]
    entry = {
        "course": "preventing-vawg",
        "facilitator": "Priya Nandra",
        "start": time(13, 30),
        "area": "REGIONAL",
    }
    for number in range(0, len(extra), ON_AN_EXTRA_DATE):
        chunk = number // ON_AN_EXTRA_DATE
        day = world.year.ahead(AHEAD_OF_EXTRAS + chunk)
        who = extra[number : number + ON_AN_EXTRA_DATE]
        load_date(world, entry, day, who=who, key=ref_of("extra", chunk))


def load_date(
    world: World,
    entry: dict[str, Any],
    day: date,
    *,
    taken: int = 0,
    who: Sequence[User] | None = None,
    key: str = "",
) -> Event | None:
    """One open date with people on it; None when an earlier run made it."""
    ref = key or ref_of("date", entry["course"], entry["area"], f"{day:%Y-%m}")
    if Event.objects.filter(ref=ref).exists():
        return None
    course = world.courses[entry["course"]]
    people = sample(world, ref, taken, entry.get("also", [])) if who is None else who
    event = new_event(world, course, entry, day, ref=ref, taken=len(people))
    session = Session.objects.create(
        ref=ref_of(ref, "session", 1),
        event=event,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
    )
    assign(session, world.facilitators[entry["facilitator"]], world.now)
    enrol(world, event, people)
    return event


def sample(world: World, about: str, number: int, also: Sequence[str]) -> list[User]:
    """So many people by chance, those named among them and first."""
    named = [world.accounts[email] for email in also]
    # The crowd alone, so that --people does not change who is on the other dates.
    return named + world.chance(about).sample(world.people[:CROWD], number - len(named))


def new_event(
    world: World, course: Course, entry: dict[str, Any], day: date, *, ref: str, taken: int
) -> Event:
    """An open event of one block."""
    event = unsaved_event(world, course, entry, day, ref=ref, taken=taken)
    event.save()
    return event


def unsaved_event(
    world: World, course: Course, entry: dict[str, Any], day: date, *, ref: str, taken: int
) -> Event:
    """An open event of one block, not yet stored."""
    starts_at = at(day, entry["start"])
    is_online = entry["area"] == "REGIONAL"
    return Event(
        ref=ref,
        course=course,
        course_version=version_of(course, entry),
        status=Event.Status.SCHEDULED,
        capacity=entry.get("capacity", course.group_max),
        places_taken=taken,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=course.current_version.minutes),
        mode=Course.Mode.ONLINE if is_online else Course.Mode.IN_PERSON,
        venue=world.venues.get(entry.get("venue", "")),
        area=world.areas[entry["area"]],
        join_link=f"{JOIN_LINK}{ref}" if is_online else "",
        tier=course.tier,
    )


def version_of(course: Course, entry: dict[str, Any]) -> CourseVersion:
    """The one that the data file says, else the one that is taught now."""
    number = entry.get("version")
    return course.versions.get(number=number) if number else course.current_version


def enrol(world: World, event: Event, people: Sequence[User]) -> None:
    """Confirmed places, each asked for some days before."""
    asked_at = min(event.starts_at - timedelta(days=14), world.now)
    Enrolment.objects.bulk_create(
        Enrolment(
            ref=ref_of(event.ref, person.email),
            event=event,
            person=person,
            organisation=world.works_at.get(person.pk),
            area=world.works_in.get(person.pk),
            access_needs=NEEDS.get(number, "") if event.ends_at > world.now else "",
            status=Enrolment.Status.CONFIRMED,
            created_at=asked_at - timedelta(hours=number),
            changed_at=asked_at - timedelta(hours=number),
        )
        for number, person in enumerate(people)
    )


def came(event: Event, attended: int, by: User) -> None:
    """Close the registers: the first so many came, the rest did not."""
    enrolments = list(event.enrolments.order_by("pk"))
    for session in event.sessions.order_by("number"):
        close_for_people(session, enrolments, attended, by=by, area=event.area)
    for number, one in enumerate(enrolments):
        is_here = number < attended
        one.outcome = Enrolment.Outcome.ATTENDED if is_here else Enrolment.Outcome.ABSENT
        one.papers_due = one.feedback_due = is_here
    Enrolment.objects.bulk_update(enrolments, ["outcome", "papers_due", "feedback_due"])


def assign(session: Session, facilitator: Facilitator, now: datetime) -> None:
    """Put a facilitator on a session, unless they are already somewhere else then."""
    busy = Assignment.objects.filter(
        facilitator=facilitator,
        state__in=Assignment.HOLDING,
        starts_at__lt=session.ends_at,
        ends_at__gt=session.starts_at,
    )
    if not busy.exists():
        unsaved_assignment(session, facilitator, now).save()


def unsaved_assignment(session: Session, facilitator: Facilitator, now: datetime) -> Assignment:
    """Somebody on a session, not yet stored."""
    return Assignment(
        session=session,
        facilitator=facilitator,
        state=Assignment.State.ACCEPTED,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=now,
    )

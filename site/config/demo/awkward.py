"""What real life brings and a tidy demonstration would hide. All outside the counted month."""

from datetime import date, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import Closure, Organisation, User
from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from certificates.papers.models import Paper
from config.demo.content import read
from config.demo.corrected import correct_registers, withdraw_certificate
from config.demo.events import assign, came, enrol, new_event, sample
from config.demo.keys import ref_of, reference_of
from config.demo.people import CROWD, NO_PASSWORD
from config.demo.registers import add_walk_ins
from config.demo.visits import Visit, make_visit, new_booking, new_groups, settle
from config.demo.world import World, at
from core.clock import london_date
from core.dates import add_months
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

LAST_EVENING = time(18, 0)
SUNDAY = 6
CLOCKS_CHANGE_IN = (3, 10)


def load_awkward_visits(world: World, month: date) -> None:
    """Past visits of the data file, in the month of term before the counted one."""
    days = world.year.days_of(month)
    for number, entry in enumerate(read("awkward")["visit"]):
        first = entry["day"] % (len(days) - 1)
        key = ("awkward", f"{month:%Y-%m}", number)
        visit = make_visit(world, entry, key, days[first : first + 2])
        if visit:
            share(world, visit, entry)
            settle(world, visit, entry)


def share(world: World, visit: Visit, entry: dict[str, Any]) -> None:
    """Let another school join: two bookings, one event and one session."""
    if "shared_with" not in entry:
        return
    other = entry["shared_with"]
    organisation = world.organisations[other["organisation"]]
    session = visit.sessions[0]
    day = london_date(session.starts_at)
    joint = reference_of(day, visit.booking.reference, "shared")
    values = {**entry, **other}
    booking = new_booking(
        world, values, joint, day, organisation, Booking.Status.CONFIRMED, session.event
    )
    session.event.reserved_for.add(organisation)
    session.event.host_staff = [*session.event.host_staff, booking.staff_in_room]
    session.event.save(update_fields=["host_staff"])
    visit.groups += new_groups(booking, values, [session])
    visit.counts += values["counts"]


def load_changed_facilitator(world: World) -> None:
    """A confirmed visit whose facilitator changed after the school had been told."""
    entry = read("awkward")["changed"]
    day = world.year.ahead(entry["ahead"])
    visit = make_visit(world, entry, ("changed", f"{world.today:%Y-%m}"), [day])
    if visit is None:
        return
    for session in visit.sessions:
        first = Assignment.objects.filter(session=session)
        first.update(state=Assignment.State.REPLACED)
        assign(session, world.facilitators[entry["then"]], world.now)


def load_predecessor(world: World) -> None:
    """The school that an academy took over: two URNs, one history."""
    entry = read("awkward")["predecessor"]
    academy = world.organisations[entry["became"]]
    before, _ = Organisation.objects.get_or_create(
        urn=entry["urn"],
        defaults={
            "name": entry["name"],
            "area": academy.area,
            "phase": academy.phase,
            "low_age": academy.low_age,
            "high_age": academy.high_age,
            "status": Organisation.Status.CLOSED,
            "is_fictional": True,
        },
    )
    if academy.predecessor_id is None:
        academy.predecessor = before
        academy.save(update_fields=["predecessor"])


def load_training_day(world: World) -> None:
    """A school's own staff training day, on which the borough's other schools are open."""
    day = world.year.ahead(12)
    school = world.organisations["999001"]
    if not Closure.objects.filter(organisation=school).exists():
        Closure.objects.create(
            organisation=school, kind=Closure.Kind.INSET, starts_date=day, ends_date=day
        )


def load_two_addresses(world: World) -> None:
    """One person who booked twice, under two e-mail addresses."""
    entry = read("awkward")["twice"]
    event = Event.objects.filter(
        course=world.courses[entry["course"]], starts_at__gt=world.now, entry=Event.Entry.OPEN
    ).order_by("starts_at", "pk")[entry["number"]]
    people = [
        User.objects.get_or_create(
            email=email,
            defaults={
                "name": entry["name"],
                "job_title": entry["job_title"],
                "password": NO_PASSWORD,
                "is_fictional": True,
            },
        )[0]
        for email in entry["emails"]
    ]
    if not Enrolment.objects.filter(person__in=people).exists():
        enrol(world, event, people)
        event.places_taken += len(people)
        event.save(update_fields=["places_taken"])


def load_expired_offer(world: World) -> None:
    """Someone on a waiting list whose offer ran out overnight."""
    event = Event.objects.filter(
        course=world.courses["preventing-vawg"], starts_at__gt=world.now, entry=Event.Entry.OPEN
    ).earliest("starts_at", "pk")
    person = world.people[CROWD - 1]
    if event.enrolments.filter(person=person).exists():
        return
    ended_at = at(world.today - timedelta(days=1), LAST_EVENING)
    Enrolment.objects.create(
        ref=ref_of("expired", event.ref, person.email),
        event=event,
        person=person,
        organisation=world.works_at[person.pk],
        area=world.works_in[person.pk],
        status=Enrolment.Status.EXPIRED,
        held_until=ended_at,
        created_at=ended_at - timedelta(days=9),
        changed_at=ended_at,
    )


def load_clock_change(world: World, counted: date) -> None:
    """A weekend course over the night on which the clocks changed: two sessions, one wall time.

    Whoever did not come had been marked present by mistake, and was given a certificate.
    """
    entry = read("awkward")["weekend"]
    sunday = last_clock_change(world.today, counted)
    ref = ref_of("weekend", sunday)
    if Event.objects.filter(ref=ref).exists():
        return
    course = world.courses[entry["course"]]
    days = [sunday - timedelta(days=1), sunday]
    people = sample(world, ref, entry["booked"], [])
    event = new_event(world, course, entry, days[0], ref=ref, taken=len(people))
    enrol(world, event, people)
    lasts = timedelta(minutes=course.current_version.minutes)
    starts = [at(day, entry["start"]) for day in days]
    Event.objects.filter(pk=event.pk).update(ends_at=starts[-1] + lasts)
    for number, start in enumerate(starts, start=1):
        session = Session.objects.create(
            ref=ref_of(ref, number),
            event=event,
            number=number,
            starts_at=start,
            ends_at=start + lasts,
        )
        assign(session, world.facilitators[entry["facilitator"]], world.now)
    by = world.facilitators[entry["facilitator"]].user
    came(event, entry["attended"], by)
    add_walk_ins(event.sessions.earliest("number"), entry["walk_in"], by=by)
    give_accounts(entry["walk_in"])
    for enrolment in event.enrolments.filter(outcome=Enrolment.Outcome.ABSENT):
        correct_registers(enrolment)
        withdraw_certificate(enrolment)
    # And one that the office withdrew, about which it has still to decide.
    attended = event.enrolments.filter(outcome=Enrolment.Outcome.ATTENDED).order_by("pk")[0]
    withdraw_certificate(attended, Paper.RevokedWhy.BY_HAND, "issued in error")


def give_accounts(entries: list[dict[str, Any]]) -> None:
    """Who had no account when they came, and has confirmed their address since."""
    for entry in entries:
        if entry.get("account"):
            defaults = {"name": entry["name"], "password": NO_PASSWORD, "is_fictional": True}
            user, _ = User.objects.get_or_create(email=entry["email"], defaults=defaults)
            EmailAddress.objects.get_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )


def last_clock_change(today: date, counted: date) -> date:
    """The last Sunday of March or October before today, outside the counted month."""
    month = add_months(today.replace(day=1), -1)
    while month.month not in CLOCKS_CHANGE_IN or month == counted:
        month = add_months(month, -1)
    last = add_months(month, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - SUNDAY) % 7)

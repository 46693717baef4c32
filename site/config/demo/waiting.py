"""Waiting lists of the demonstration, a place offered from one, and who asks for a date."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from config.demo.content import read
from config.demo.keys import ref_of
from config.demo.people import CROWD
from config.demo.world import World
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event

Status = Enrolment.Status
ANSWER_WITHIN = timedelta(hours=20)
ANSWERED_WITHIN = timedelta(days=4)
APPROVED_WITHIN = timedelta(days=6)


def put_in_line(world: World, event: Event, entry: dict[str, Any]) -> None:
    """The people who wait for a date, and the one a place is held for."""
    if "offered" in entry:
        person = world.accounts[entry["offered"]]
        until = min(world.now + ANSWER_WITHIN, event.starts_at)
        asked_at = world.now - timedelta(days=6)
        row = line_row(world, event, person, asked_at, Status.OFFERED, held_until=until)
        row.save()
        event.places_taken += 1
        event.save(update_fields=["places_taken"])
    if "awaits" in entry:
        hold_for_manager(world, event, entry["awaits"])
    if "colleagues" in entry:
        hold_for_colleagues(world, event, entry["colleagues"])
    Enrolment.objects.bulk_create(
        line_row(world, event, person, world.now - timedelta(days=5, hours=-number))
        for number, person in enumerate(waiting_people(world, event, entry))
    )


def hold_for_manager(world: World, event: Event, awaits: dict[str, str]) -> None:
    """A place held for somebody whose manager has not answered yet."""
    row = line_row(
        world,
        event,
        world.accounts[awaits["person"]],
        world.now - timedelta(days=1),
        Status.AWAITING_APPROVAL,
        needs_manager=True,
        manager_email=awaits["manager"],
        held_until=min(world.now + APPROVED_WITHIN, event.starts_at),
    )
    row.waitlisted_at = None
    row.save()
    event.places_taken += 1
    event.save(update_fields=["places_taken"])


def hold_for_colleagues(world: World, event: Event, booked: dict[str, Any]) -> None:
    """Places somebody booked for colleagues: one has not answered yet, the others have."""
    booker, asked_at = world.accounts[booked["by"]], world.now - timedelta(days=1)
    school = world.works_at[booker.pk]
    on_it = set(event.enrolments.values_list("person_id", flat=True))
    others = [
        person
        for person in world.people[:CROWD]
        if world.works_at.get(person.pk) == school and person.pk not in on_it
    ]
    answers = [(world.accounts[booked["asked"]], Status.OFFERED)]
    answers += [
        (person, Status(one)) for person, one in zip(others, booked["others"], strict=False)
    ]
    for person, status in answers:
        until = min(world.now + ANSWERED_WITHIN, event.starts_at)
        row = line_row(world, event, person, asked_at, status, booked_by=booker)
        row.waitlisted_at, row.name_given = None, person.name
        row.held_until = until if status == Status.OFFERED else None
        row.save()
        event.places_taken += row.holds_seat
    event.save(update_fields=["places_taken"])


def waiting_people(world: World, event: Event, entry: dict[str, Any]) -> list[User]:
    """So many people by chance who are not on the date, the one named second among them."""
    on_it = set(event.enrolments.values_list("person_id", flat=True))
    others = [person for person in world.people[:CROWD] if person.pk not in on_it]
    number = entry.get("waiting", 0)
    people = world.chance(ref_of(event.ref, "waiting")).sample(others, number)
    if "second" in entry:
        people[1] = world.accounts[entry["second"]]
    return people


def line_row(
    world: World,
    event: Event,
    person: User,
    asked_at: datetime,
    status: Status = Status.WAITING,
    **more: Any,
) -> Enrolment:
    """Somebody in line since a moment."""
    return Enrolment(
        ref=ref_of(event.ref, person.email),
        event=event,
        person=person,
        organisation=world.works_at.get(person.pk),
        area=world.works_in.get(person.pk),
        status=status,
        waitlisted_at=asked_at,
        created_at=asked_at,
        changed_at=asked_at,
        **more,
    )


def load_interests(world: World) -> None:
    """The people who want to hear of a course's next date."""
    for entry in read("coming")["interest"]:
        for email in entry["emails"]:
            Interest.objects.get_or_create(
                course=world.courses[entry["course"]],
                person=world.accounts[email],
                defaults={
                    "ref": ref_of("interest", entry["course"], email),
                    "created_at": world.now - timedelta(days=entry["days_ago"]),
                },
            )

"""Areas, terms, organisations and courses of the demonstration. What is there is left as it is."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import Area, Closure, Organisation, Term
from accounts.models.organisation_kind import OrganisationKind, Year, kind_called
from config.demo.content import read
from config.demo.school_year import spans
from config.demo.world import World
from training.courses.models import Course, CourseVersion
from training.events.models import Venue, VenueRoom
from training.events.rules.venue import venue_key

AS_THEY_ARE = {"areas", "prerequisites", "cpd_hours", "earlier"}


def load_areas(world: World) -> None:
    for position, entry in enumerate(read("areas")["area"], start=1):
        area, _ = Area.objects.get_or_create(
            code=entry["code"], defaults={**entry, "position": position}
        )
        world.areas[area.code] = area


def load_terms(world: World) -> None:
    """Each borough's terms and training days, none of them confirmed."""
    boroughs = [area for area in world.areas.values() if area.is_borough]
    known_terms = set(Term.objects.values_list("area_id", "academic_year", "name"))
    Term.objects.bulk_create(
        Term(
            area=area,
            academic_year=term.year,
            name=term.name,
            starts_date=term.starts,
            ends_date=term.ends,
        )
        for area in boroughs
        for term in world.year.terms
        if (area.pk, term.year, term.name) not in known_terms
    )
    known_closures = set(Closure.objects.values_list("area_id", "starts_date"))
    Closure.objects.bulk_create(
        Closure(area=area, kind=closure.name, starts_date=closure.starts, ends_date=closure.ends)
        for area in boroughs
        for closure in world.year.closures
        if (area.pk, closure.starts) not in known_closures
    )


def load_organisations(world: World) -> None:
    for number, entry in enumerate(read("organisations")["organisation"], start=1):
        key = {"urn": entry["urn"]} if "urn" in entry else {"name": entry["name"]}
        organisation, _ = Organisation.objects.get_or_create(
            **key, defaults=organisation_of(entry, world, number)
        )
        world.organisations[entry.get("urn") or entry["name"]] = organisation


def load_own_terms(world: World) -> None:
    """Terms of those whose year is their own."""
    own = [row for row in world.organisations.values() if row.facts.year == Year.OWN]
    known = set(Term.objects.values_list("organisation_id", "academic_year", "name"))
    Term.objects.bulk_create(
        Term(
            organisation=organisation,
            academic_year=term.year,
            name=term.name,
            starts_date=term.starts,
            ends_date=term.ends,
        )
        for organisation in own
        for term in spans("own_term", world.today)
        if (organisation.pk, term.year, term.name) not in known
    )


def load_venues(world: World) -> None:
    """Halls of all boroughs with their rooms; schools have theirs from the first visit on."""
    for entry in read("venues")["venue"]:
        values = {name: entry[name] for name in entry if name not in {"area", "room", "retired"}}
        venue, is_new = Venue.objects.get_or_create(
            key=venue_key(entry["name"], entry["postcode"]),
            defaults={
                **values,
                "area": world.areas[entry["area"]],
                "is_active": not entry.get("retired"),
            },
        )
        if is_new:
            VenueRoom.objects.bulk_create(
                VenueRoom(venue=venue, **room) for room in entry.get("room", [])
            )
        world.venues[venue.name] = venue


def organisation_of(entry: dict[str, Any], world: World, number: int) -> dict[str, Any]:
    values = {name: value for name, value in entry.items() if name not in {"mail", "area"}}
    values["kind"] = kind_called(values.get("kind", OrganisationKind.SCHOOL))
    return values | {
        "area": world.areas[entry["area"]],
        "postcode": f"ZZ99 {number % 10}ZZ",
        "office_email": f"office@{entry['mail']}.example",
        "dsl_mailbox": f"safeguarding@{entry['mail']}.example",
        "is_fictional": True,
    }


def load_courses(world: World) -> None:
    for entry in read("courses")["course"]:
        values = {name: value for name, value in entry.items() if name not in AS_THEY_ARE}
        content = {name: values.pop(name) for name in CourseVersion.CONTENT if name in values}
        content["cpd_hours"] = Decimal(entry.get("cpd_hours", "0"))
        versions = [content | entry["earlier"], content] if "earlier" in entry else [content]
        course, is_new = load_course(entry["slug"], values, versions, world.now)
        if is_new:
            course.areas.set([world.areas[code] for code in entry.get("areas", [])])
            before = [world.courses[slug] for slug in entry.get("prerequisites", [])]
            course.prerequisites.set(before)  # they stand before it in the file
        world.courses[course.slug] = course


def load_course(
    slug: str, values: dict[str, Any], versions: Sequence[dict[str, Any]], now: datetime
) -> tuple[Course, bool]:
    """A course with its versions, the newest last, and whether it is new."""
    course, is_new = Course.objects.get_or_create(slug=slug, defaults=values)
    if is_new:
        for number, content in enumerate(versions, start=1):
            course.current_version = CourseVersion.objects.create(
                course=course, number=number, created_at=now, **content
            )
        course.save(update_fields=["current_version"])
    return course, is_new

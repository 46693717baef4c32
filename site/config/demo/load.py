"""Puts the demonstration together, in one transaction. A second run adds what is not there yet."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from bookings.visits.options import INCIDENT_PHONE
from config.demo import (
    awkward,
    evaluations,
    events,
    framework,
    large,
    line_managers,
    pages,
    people,
    pictures,
    places,
    visits,
    waiting,
)
from config.demo.history import refresh_statistics
from config.demo.school_year import school_year
from config.demo.world import World
from core.clock import london_date
from core.models import Option
from training.enrolments.options import CONTACT


@transaction.atomic
def load(now: datetime, *, seed: int = 1, extra_people: int = 0, is_large: bool = False) -> World:
    """All of the demonstration, as seen from a moment; with years of dates when it is large."""
    today = london_date(now)
    world = World(now=now, today=today, year=school_year(today), seed=seed)
    load_who_and_what(world, extra_people)
    counted = world.year.counted_month(today)
    events.load_counted_trainings(world, counted)
    visits.load_counted_visits(world, counted)
    visits.load_today(world)
    visits.load_asked_for(world)
    events.load_coming_dates(world)
    waiting.load_interests(world)
    events.load_extra_dates(world)
    load_awkward(world)
    evaluations.load_evaluations(world)
    line_managers.load_managers(world)
    pictures.load_pictures()
    pages.load_pages(world)
    if is_large:
        large.load_large(world)
    refresh_statistics()
    return world


def load_who_and_what(world: World, extra_people: int) -> None:
    places.load_areas(world)
    places.load_terms(world)
    places.load_organisations(world)
    places.load_own_terms(world)
    places.load_venues(world)
    places.load_courses(world)
    framework.load_framework(world)
    people.load_accounts(world)
    people.load_contacts(world)
    people.load_facilitators(world)
    people.load_crowd(world, people.CROWD + extra_people)
    load_settings(world)


def load_settings(world: World) -> None:
    """What an office sets first: here a number that is kept for dramas, and a mailbox."""
    administrator = User.objects.get(email="administrator@vrp.example")
    chosen = {"changed_by": administrator, "changed_at": world.now}
    for spec, value in ((INCIDENT_PHONE, "0121 496 0999"), (CONTACT, "training@vrp.example")):
        Option.objects.get_or_create(key=spec.key, defaults={"value": value, **chosen})


def load_awkward(world: World) -> None:
    """What a tidy demonstration would hide."""
    counted = world.year.counted_month(world.today)
    awkward.load_awkward_visits(world, world.year.counted_month(counted))
    awkward.load_changed_facilitator(world)
    awkward.load_predecessor(world)
    awkward.load_training_day(world)
    awkward.load_two_addresses(world)
    awkward.load_expired_offer(world)
    awkward.load_clock_change(world, counted)

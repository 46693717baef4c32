"""Venues: added once, changed for what is to come, retired rather than deleted."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from core.changes.locks import transact
from core.models import Message
from tests.cast import make_event
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.event_change import set_capacity
from training.events.actions.event import schedule_event
from training.events.actions.venue import (
    change_room,
    change_venue,
    create_room,
    create_venue,
    delete_venue,
    follow_organisation,
    remove_room,
    school_venue_locked,
    set_venue_active,
)
from training.events.models import Event, Session, Venue, VenueRoom
from training.events.queries.venue import RoomDetails, VenueDetails, school_venues_behind
from training.events.rules.blocks import Block

pytestmark = pytest.mark.django_db


@pytest.fixture
def details(birmingham: Area) -> VenueDetails:
    return VenueDetails("Council House", "Victoria Square", "B1 1BB", birmingham)


@pytest.fixture
def hall(birmingham: Area) -> Venue:
    return VenueFactory(name="Old Hall", area=birmingham)


def held_at(venue: Venue, **values: object) -> Event:
    return EventFactory(area=venue.area, venue=venue, mode=Course.Mode.IN_PERSON, **values)


def open_at(
    venue: Venue | None, actor: User, now: datetime, *, capacity: int = 20, room: str = ""
) -> Event:
    course = Course.objects.filter(slug="in-person").first() or CourseFactory(
        slug="in-person", title="In person", minutes=60
    )
    starts_at = now + timedelta(days=20)
    return schedule_event(
        course,
        blocks=[Block(starts_at, starts_at + timedelta(hours=1), room)],
        capacity=capacity,
        area=Area.objects.get(code="330"),
        mode=Course.Mode.IN_PERSON,
        venue=venue,
        join_link="",
        actor=actor,
        now=now,
    )


def test_a_venue_is_added_with_what_is_known(
    details: VenueDetails, coordinator: User, now: datetime
) -> None:
    known = replace(details, easting=406_689, northing=286_822, step_free="yes", contact="Desk")
    venue = create_venue(known, actor=coordinator, now=now)
    assert venue.words == "Council House, Victoria Square, B1 1BB"
    assert venue.degrees == (52.47928, -1.90294)
    log = ModelLogEntry.objects.get(action="upstander.create_venue")
    assert (log.label, log.user_id) == (venue.ref, coordinator.pk)


@pytest.mark.parametrize("name", ["Council House", "council   HOUSE", "Council House\x00"])
@pytest.mark.parametrize("postcode", ["B1 1BB", "b11bb"])
def test_a_venue_is_added_once(
    details: VenueDetails, coordinator: User, now: datetime, name: str, postcode: str
) -> None:
    create_venue(details, actor=coordinator, now=now)
    with refused("venue_known", match="Council House, Victoria Square, B1 1BB"):
        create_venue(replace(details, name=name, postcode=postcode), actor=coordinator, now=now)
    assert Venue.objects.count() == 1


def test_the_database_has_the_last_word_on_two(
    details: VenueDetails, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_venue(details, actor=coordinator, now=now)
    monkeypatch.setattr("training.events.actions.venue._refuse_known", lambda *given, **more: None)
    with refused("venue_known"):
        create_venue(details, actor=coordinator, now=now)


@pytest.mark.parametrize(
    ("easting", "northing"), [(1, None), (None, 1), (700_001, 1), (1, 1_300_001), (-1, 1)]
)
def test_coordinates_come_in_pairs_on_the_grid(
    details: VenueDetails,
    coordinator: User,
    now: datetime,
    easting: int | None,
    northing: int | None,
) -> None:
    wrong = replace(details, easting=easting, northing=northing)
    with refused("coordinates"):
        create_venue(wrong, actor=coordinator, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        VenueFactory(area=details.area, easting=easting, northing=northing)


# Changing


def test_a_new_name_shows_on_coming_dates_and_writes_to_nobody(
    hall: Venue, details: VenueDetails, learner: User, coordinator: User, now: datetime
) -> None:
    event = held_at(hall)
    EnrolmentFactory(event=event, person=learner)
    change_venue(hall, details, actor=coordinator, now=now)
    event = Event.objects.get()
    assert event.where_words == "Council House, Victoria Square, B1 1BB"
    assert event.calendar_sequence == 0
    assert not Message.objects.exists()


def test_coming_dates_take_the_area_of_their_venue_and_past_ones_keep_theirs(
    hall: Venue, details: VenueDetails, walsall: Area, coordinator: User, now: datetime
) -> None:
    coming, past = held_at(hall), held_at(hall, starts_at=now - timedelta(days=30))
    change_venue(hall, replace(details, area=walsall), actor=coordinator, now=now)
    coming.refresh_from_db()
    past.refresh_from_db()
    assert (coming.area, past.area.code) == (walsall, "330")


def test_a_venue_does_not_take_the_name_of_another(
    hall: Venue, details: VenueDetails, coordinator: User, now: datetime
) -> None:
    create_venue(details, actor=coordinator, now=now)
    with refused("venue_known"):
        change_venue(hall, details, actor=coordinator, now=now)
    assert (
        change_venue(hall, replace(details, name="OLD HALL"), actor=coordinator, now=now).name
        == "OLD HALL"
    )


# Out of use


def test_a_retired_venue_keeps_its_dates_and_gets_no_new_ones(
    hall: Venue, learner: User, coordinator: User, now: datetime
) -> None:
    EnrolmentFactory(event=held_at(hall), person=learner)
    for _ in range(2):  # twice is success twice
        set_venue_active(hall, is_active=False, actor=coordinator, now=now)
    assert not Message.objects.exists()
    with refused("venue_retired", match="Old Hall is not used any more"):
        open_at(hall, coordinator, now)
    set_venue_active(hall, is_active=True, actor=coordinator, now=now)
    assert open_at(hall, coordinator, now).venue == hall
    assert ModelLogEntry.objects.filter(action="upstander.retire_venue").count() == 1


def test_a_venue_that_was_used_is_not_deleted(
    hall: Venue, coordinator: User, now: datetime
) -> None:
    event = held_at(hall, starts_at=now - timedelta(days=300))
    with refused("venue_in_use", match="Retire it instead"):
        delete_venue(hall, actor=coordinator, now=now)
    Event.objects.update(venue=None)
    Session.objects.filter(event=event).update(venue=hall)
    with refused("venue_in_use"):
        delete_venue(hall, actor=coordinator, now=now)


def test_one_that_never_was_is_deleted_with_its_rooms(
    hall: Venue, coordinator: User, now: datetime
) -> None:
    VenueRoomFactory(venue=hall)
    delete_venue(hall, actor=coordinator, now=now)
    assert not Venue.objects.exists()
    assert not VenueRoom.objects.exists()
    assert ModelLogEntry.objects.get(action="upstander.delete_venue").label == hall.ref


# Rooms


def test_a_date_in_a_room_offers_no_more_than_it_holds(
    hall: Venue, coordinator: User, now: datetime
) -> None:
    VenueRoomFactory(venue=hall, name="Long Room", capacity=30)
    with refused("room_size", match="Long Room at Old Hall holds 30 people"):
        open_at(hall, coordinator, now, capacity=31, room="long  room")
    assert not Event.objects.exists()
    event = open_at(hall, coordinator, now, capacity=30, room="LONG ROOM")
    assert event.sessions.get().where_words == f"Long Room, {hall.words}"
    with refused("room_size"):
        set_capacity(event, 31, actor=coordinator, now=now)
    assert set_capacity(event, 29, actor=coordinator, now=now).capacity == 29


def test_a_room_that_is_not_listed_stays_as_it_was_typed(
    hall: Venue, coordinator: User, now: datetime
) -> None:
    session = open_at(hall, coordinator, now, room="Behind the stage").sessions.get()
    assert (session.room, session.place) == (None, "Behind the stage")


def test_rooms_are_named_once_and_come_back(hall: Venue, coordinator: User, now: datetime) -> None:
    room = create_room(hall, RoomDetails("Gallery", 20), actor=coordinator, now=now)
    with refused("room_known"):
        create_room(hall, RoomDetails("gallery"), actor=coordinator, now=now)
    other = create_room(hall, RoomDetails("Cellar"), actor=coordinator, now=now)
    with refused("room_known"):
        change_room(other, RoomDetails("GALLERY"), actor=coordinator, now=now)
    open_at(hall, coordinator, now, room="Gallery")
    for one in (room, room, other):
        remove_room(one, actor=coordinator, now=now)
    assert [(row.name, row.is_active) for row in VenueRoom.objects.all()] == [("Gallery", False)]
    assert Session.objects.get().room_words == "Gallery"
    again = create_room(hall, RoomDetails("gallery", 25), actor=coordinator, now=now)
    assert (again.pk, again.name, again.capacity) == (room.pk, "gallery", 25)


# Schools

school_venue = transact(school_venue_locked)


def test_a_school_is_its_own_venue(school: Organisation) -> None:
    school.postcode, school.easting, school.northing = "B1 1BB", 406_689, 286_822
    school.save()
    venue = school_venue(school)
    assert venue == school_venue(school)
    assert (venue.name, venue.area, venue.organisation) == (school.name, school.area, school)
    assert venue.degrees == (52.47928, -1.90294)


def test_schools_of_one_name_and_postcode_are_two_venues(
    school: Organisation, other_school: Organisation
) -> None:
    Organisation.objects.update(name="St Mary's", postcode="B1 1BB")
    for one in (school, other_school):
        one.refresh_from_db()
    assert school_venue(school) != school_venue(other_school)


@pytest.mark.parametrize(("easting", "northing"), [(1, None), (800_000, 1)])
def test_a_schools_broken_coordinates_are_none(
    school: Organisation, easting: int, northing: int | None
) -> None:
    school.easting, school.northing = easting, northing
    assert school_venue(school).degrees is None


def test_what_the_office_typed_before_becomes_the_schools(
    school: Organisation, coordinator: User, now: datetime
) -> None:
    typed = VenueFactory(name=school.name, postcode="", area=school.area)
    assert school_venue(school) == typed
    typed.refresh_from_db()
    assert typed.organisation == school


def test_adding_a_schools_address_adds_the_school(
    school: Organisation, coordinator: User, now: datetime
) -> None:
    details = VenueDetails(school.name.upper(), "Typed", "", school.area, step_free="yes")
    venue = create_venue(details, actor=coordinator, now=now)
    assert (venue.organisation, venue.name, venue.step_free) == (school, school.name, "yes")
    with refused("venue_known"):
        create_venue(details, actor=coordinator, now=now)
    with refused("venue_in_use", match="organisation's own address"):
        delete_venue(venue, actor=coordinator, now=now)


def test_the_office_changes_of_a_schools_only_what_the_school_does_not_say(
    school: Organisation, details: VenueDetails, coordinator: User, now: datetime
) -> None:
    venue = school_venue(school)
    change_venue(venue, replace(details, step_free="no"), actor=coordinator, now=now)
    venue.refresh_from_db()
    assert (venue.name, venue.step_free) == (school.name, "no")


def test_a_schools_venue_follows_the_school(
    school: Organisation, walsall: Area, learner: User, now: datetime
) -> None:
    event = held_at(school_venue(school))
    EnrolmentFactory(event=event, person=learner)
    assert not school_venues_behind().exists()
    school.name, school.area, school.easting, school.northing = "Canal Academy", walsall, 1, 2
    school.save()
    [venue] = school_venues_behind()
    for _ in range(2):
        follow_organisation(venue, now)
    event.refresh_from_db()
    assert (event.where_words, event.area) == ("Canal Academy", walsall)
    assert not school_venues_behind().exists()
    assert not Message.objects.exists()


def test_a_date_online_has_no_venue(course: Course, hall: Venue, regional: Area) -> None:
    event = make_event(course, regional)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(venue=hall)

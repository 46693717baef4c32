"""What can happen to a venue. Every write goes through here."""

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.models import Organisation, User
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.events.models import Event, Venue, VenueRoom
from training.events.queries.venue import (
    RoomDetails,
    VenueDetails,
    duplicate_of,
    is_used,
    organisation_at,
    room_named,
)
from training.events.rules.national_grid import is_on_grid
from training.events.rules.venue import folded, venue_key

# What a school's venue says is what the school says.
COPIED = ("name", "address", "postcode", "area", "easting", "northing", "arrival_notes")


@transact
def create_venue(details: VenueDetails, *, actor: User, now: datetime) -> Venue:
    """Add a venue; one that is a school's address is the school's own.

    Refuses with venue_known, coordinates, other_area.
    """
    _refuse_coordinates(details)
    _refuse_known(details)
    organisation = organisation_at(details.name, details.postcode)
    if organisation:
        organisation = lock_resources(organisation)[organisation]
        _refuse_area(details, organisation)
        venue = school_venue_locked(organisation)
        for name, value in _own_fields(details).items():
            setattr(venue, name, value)
        venue.save(update_fields=[*_own_fields(details)])
    else:
        key = venue_key(details.name, details.postcode)
        venue = _insert(Venue(key=key, **_fields(details)), details)
    audit.record(venue, "create_venue", title=venue.ref, actor=actor, now=now)
    return venue


@transact
def change_venue(venue: Venue, details: VenueDetails, *, actor: User, now: datetime) -> Venue:
    """Say something else of a venue. Coming dates show it, and take its area; nobody is written to.

    Of a school's own venue only what the school itself does not say. Refuses with venue_known,
    coordinates.
    """
    venue = lock_resources(venue)[venue]
    if venue.organisation_id:
        fields = _own_fields(details)
    else:
        _refuse_coordinates(details)
        _refuse_known(details, beside=venue)
        fields = {**_fields(details), "key": venue_key(details.name, details.postcode)}
    for name, value in fields.items():
        setattr(venue, name, value)
    _save(venue, list(fields), details)
    _take_area_along(venue, now)
    audit.record(venue, "change_venue", title=venue.ref, actor=actor, now=now)
    return venue


@transact
def set_venue_active(venue: Venue, *, is_active: bool, actor: User, now: datetime) -> Venue:
    """Offer a venue for new dates, or no longer. What is planned there stays."""
    venue = lock_resources(venue)[venue]
    if venue.is_active != is_active:
        venue.is_active = is_active
        venue.save(update_fields=["is_active"])
        name = "restore_venue" if is_active else "retire_venue"
        audit.record(venue, name, title=venue.ref, actor=actor, now=now)
    return venue


@transact
def delete_venue(venue: Venue, *, actor: User, now: datetime) -> str:
    """Delete a venue that nothing was ever held at; its reference. Refuses with venue_in_use."""
    venue = lock_resources(venue)[venue]
    if venue.organisation_id:
        raise _in_use(f"{venue.name} is an organisation's own address, so it stays")
    if is_used(venue):
        raise _in_use(f"Dates are or were held at {venue.name}, and their records name it")
    ref = venue.ref
    try:
        with transaction.atomic():
            audit.record(venue, "delete_venue", title=ref, actor=actor, now=now)
            VenueRoom.objects.filter(venue=venue).delete()
            venue.delete()
    except (ProtectedError, IntegrityError) as error:
        raise _in_use(f"A date has just been opened at {venue.name}") from error
    return ref


def _in_use(words: str) -> Refusal:
    return Refusal(f"{words}. Retire it instead: it is no longer offered.", code="venue_in_use")


# Rooms


@transact
def create_room(venue: Venue, room: RoomDetails, *, actor: User, now: datetime) -> VenueRoom:
    """Add a room, or bring back one of that name. Refuses with room_known."""
    venue = lock_resources(venue)[venue]
    if room_named(venue, room.name):
        raise _room_known(venue, room.name)
    known = [row for row in venue.rooms.all() if folded(row.name) == folded(room.name)]
    row = known[0] if known else VenueRoom(venue=venue)
    for name, value in {**asdict(room), "is_active": True}.items():
        setattr(row, name, value)
    row.save()
    audit.record(venue, "change_rooms", title=venue.ref, actor=actor, now=now)
    return row


@transact
def change_room(row: VenueRoom, room: RoomDetails, *, actor: User, now: datetime) -> VenueRoom:
    """Say something else of a room. Refuses with room_known."""
    venue = lock_resources(row.venue)[row.venue]
    row = VenueRoom.objects.get(pk=row.pk)
    others = venue.rooms.exclude(pk=row.pk)
    if any(folded(other.name) == folded(room.name) for other in others):
        raise _room_known(venue, room.name)
    for name, value in asdict(room).items():
        setattr(row, name, value)
    row.save(update_fields=["name", "capacity", "step_free"])
    audit.record(venue, "change_rooms", title=venue.ref, actor=actor, now=now)
    return row


@transact
def remove_room(row: VenueRoom, *, actor: User, now: datetime) -> str:
    """Take a room off the list; one that was used is only retired. Twice is success twice."""
    venue = lock_resources(row.venue)[row.venue]
    found = VenueRoom.objects.filter(pk=row.pk).first()
    if found is None or not found.is_active:
        return row.ref
    if found.sessions.exists():
        found.is_active = False
        found.save(update_fields=["is_active"])
    else:
        found.delete()
    audit.record(venue, "change_rooms", title=venue.ref, actor=actor, now=now)
    return row.ref


def _room_known(venue: Venue, name: str) -> Refusal:
    return Refusal(f"{venue.name} has a room called {name} already.", code="room_known")


# Schools


def school_venue_locked(organisation: Organisation) -> Venue:
    """The venue that is an organisation's own address, made when it is first needed.

    The organisation is locked, or nobody else can be making one: the database refuses a second.
    """
    venue = Venue.objects.filter(organisation=organisation).first()
    if venue is None:
        plain = venue_key(organisation.name, organisation.postcode)
        # The office may have typed it before the school was here.
        venue = Venue.objects.filter(key=plain, organisation=None).first() or Venue()
        venue.organisation = organisation
        _copy(venue, organisation)
        venue.save()
    return venue


@transact
def follow_organisation(venue: Venue, now: datetime) -> Venue:
    """Let a school's venue say what the school says now. Safe twice; nobody is written to."""
    venue = lock_resources(venue)[venue]
    if venue.organisation:
        _copy(venue, venue.organisation)
        venue.save()
        _take_area_along(venue, now)
    return venue


def _copy(venue: Venue, organisation: Organisation) -> None:
    for name in COPIED:
        setattr(venue, name, getattr(organisation, name))
    if not _has_fitting_coordinates(venue.easting, venue.northing):
        venue.easting = venue.northing = None
    venue.key = f"{venue_key(venue.name, venue.postcode)}|{organisation.ref}"


# What every change shares


def _fields(details: VenueDetails) -> dict[str, object]:
    return {name: getattr(details, name) for name in VenueDetails.__dataclass_fields__}


def _own_fields(details: VenueDetails) -> dict[str, object]:
    return {name: value for name, value in _fields(details).items() if name not in COPIED}


def _has_fitting_coordinates(easting: int | None, northing: int | None) -> bool:
    if easting is None or northing is None:
        return easting is northing
    return is_on_grid(easting, northing)


def _refuse_coordinates(details: VenueDetails) -> None:
    if not _has_fitting_coordinates(details.easting, details.northing):
        raise Refusal(
            "Give easting and northing together, both in metres on the British National Grid, "
            "or neither.",
            code="coordinates",
        )


def _refuse_known(details: VenueDetails, beside: Venue | None = None) -> None:
    known = duplicate_of(details.name, details.postcode, beside)
    if known:
        raise _known(known)


def _refuse_area(details: VenueDetails, organisation: Organisation) -> None:
    """A school's venue is where the school is: nobody makes one of another borough by its name."""
    if organisation.area_id != details.area.pk:
        raise Refusal(
            f"{organisation.name} is in {organisation.area.name}: choose that area.",
            code="other_area",
        )


def _known(known: Venue) -> Refusal:
    state = "" if known.is_active else ", retired"
    return Refusal(
        f"There is a venue of that name and postcode already: {known.words}{state}.",
        code="venue_known",
    )


def _insert(venue: Venue, details: VenueDetails) -> Venue:
    _save(venue, None, details)
    return venue


def _save(venue: Venue, fields: list[str] | None, details: VenueDetails) -> None:
    """Write it; the database has the last word on two of one name and postcode."""
    try:
        # A savepoint: after a refused statement PostgreSQL answers nothing more in a transaction.
        with transaction.atomic():
            venue.save(update_fields=fields)
    except IntegrityError as error:
        known = duplicate_of(details.name, details.postcode, venue if venue.pk else None)
        if known is None:
            raise
        raise _known(known) from error


def _take_area_along(venue: Venue, now: datetime) -> None:
    """Coming dates at a venue are in its area; what was counted stays as it was."""
    coming = Event.objects.filter(venue=venue, ends_at__gt=now)
    coming.exclude(area=venue.area_id).update(area=venue.area_id)

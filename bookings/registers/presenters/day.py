"""A facilitator's day in words: where to be, whom to ask for, which register still waits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bookings.registers.models import Register
from bookings.visits.models import Booking, BookingGroup
from core.dates import time_words
from training.courses.models import Course
from training.events.models import Session, Venue


@dataclass(frozen=True)
class Host:
    """An organisation that is visited: how to get in, and whom to ask for."""

    name: str
    address: str
    room: str
    staff_in_room: str
    phone: str
    arrival_notes: str

    @property
    def tel(self) -> str:
        """The number as a telephone dials it; nothing when there is no number in it."""
        digits = re.sub(r"[^0-9+]", "", self.phone)
        return digits if re.fullmatch(r"\+?[0-9]{3,}", digits) else ""


@dataclass(frozen=True)
class SessionBrief:
    """One session as its facilitator needs to know it."""

    session: Session
    hosts: list[Host]
    groups: list[BookingGroup]
    with_whom: list[str]

    @property
    def title(self) -> str:
        names = " and ".join(host.name for host in self.hosts)
        course = self.session.event.course.title
        return f"{course}, {names}" if names else course

    @property
    def is_online(self) -> bool:
        """Whether there is a link instead of a place."""
        return self.session.event.mode == Course.Mode.ONLINE

    @property
    def venue(self) -> str:
        """The place of an event that is open to all, or the room agreed for a visit."""
        return self.session.own_place_words if self.hosts else self.session.where_words

    @property
    def site(self) -> Venue | None:
        """The venue of an event that is open to all: how to get in, and whom to ask for."""
        return None if self.hosts or self.is_online else self.session.site

    @property
    def where_words(self) -> str:
        if self.is_online:
            return "Online"
        rooms = [host.room for host in self.hosts[:1]]
        return self.venue or next(filter(None, rooms), "")

    @property
    def today_words(self) -> str:
        """When it is, for someone who knows the day."""
        session = self.session
        return f"{time_words(session.starts_at)} to {time_words(session.ends_at)}"

    @property
    def next_words(self) -> str:
        return f"Your next session is {self.title}."

    @property
    def expected(self) -> int:
        named: int = getattr(self.session, "named", 0)
        return sum(group.expected for group in self.groups) + named

    @property
    def needs_words(self) -> str:
        """How many of them have said what helps them; nothing for none."""
        needing: int = getattr(self.session, "needing", 0)
        return f"{needing} access need{'' if needing == 1 else 's'}" if needing else ""

    @property
    def register_state(self) -> str:
        """Open, closed, or nothing when nobody has begun."""
        register: Register | None = getattr(self.session, "register", None)
        return register.state if register else ""

    @property
    def is_settled(self) -> bool:
        """Whether its register is closed, or says that it did not go ahead."""
        return self.register_state in Register.SETTLED

    @property
    def tone(self) -> str:
        tones = {"": "warm", Register.State.CLOSED: "teal", Register.State.NOT_DELIVERED: "stone"}
        return tones.get(self.register_state, "warm")

    @property
    def register_words(self) -> str:
        if not self.register_state:
            return "Register not begun"
        if self.register_state == Register.State.NOT_DELIVERED:
            return Register.State.NOT_DELIVERED.label
        return f"Register {Register.State(self.register_state).label.lower()}"


@dataclass(frozen=True)
class Agenda:
    """What a facilitator has to do: today, what waits from before, what comes."""

    today: list[SessionBrief]
    waiting: list[SessionBrief]
    coming: list[SessionBrief]

    @property
    def next(self) -> SessionBrief | None:
        """The one thing to do next: today's first open one, else the oldest that waits."""
        for brief in (*self.today, *self.waiting):
            if not brief.is_settled:
                return brief
        return self.coming[0] if self.coming else None


def agenda_of(
    today: Iterable[Session], waiting: Iterable[Session], coming: Iterable[Session]
) -> Agenda:
    """A day from its sessions, each with what queries.day prefetches."""
    return Agenda(*([brief_of(one) for one in part] for part in (today, waiting, coming)))


def brief_of(session: Session) -> SessionBrief:
    """A session of an agenda."""
    groups = list(session.groups.all())
    names = [str(one.facilitator.user) for one in session.assignments.all()]
    return brief_with(session, groups, names)


def brief_with(
    session: Session, groups: Sequence[BookingGroup], with_whom: Sequence[str]
) -> SessionBrief:
    """A session whose groups and people are at hand already."""
    return SessionBrief(session, _hosts(groups), list(groups), list(with_whom))


def _hosts(groups: Iterable[BookingGroup]) -> list[Host]:
    """Each booking's organisation once, in the order of the groups."""
    bookings = {group.booking_id: group.booking for group in groups}
    return [_host(booking) for booking in bookings.values()]


def _host(booking: Booking) -> Host:
    organisation = booking.organisation
    return Host(
        name=organisation.name,
        address=", ".join(filter(None, [organisation.address, organisation.postcode])),
        room=booking.place,
        staff_in_room=booking.staff_in_room,
        phone=booking.contact_phone,
        arrival_notes=organisation.arrival_notes,
    )

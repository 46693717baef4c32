"""A facilitator's day: where to be, whom to ask for, which register still waits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from bookings.registers.models import Register
from bookings.registers.queries.register import UNSETTLED, RegisterSheet
from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import holding_on, sessions_of
from bookings.visits.models import Booking, BookingGroup
from core.clock import london_date
from core.dates import start_of_day, time_words
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Session

AHEAD = timedelta(days=14)


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
        """What, and for whom."""
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
        event = self.session.event
        return self.session.place or ("" if self.hosts else event.where_words)

    @property
    def where_words(self) -> str:
        """Where to be, in a line."""
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
        """What comes next, in a line."""
        return f"Your next session is {self.title}."

    @property
    def expected(self) -> int:
        """How many are to come."""
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
        """The tone of its state's badge."""
        tones = {"": "warm", Register.State.CLOSED: "teal", Register.State.NOT_DELIVERED: "stone"}
        return tones.get(self.register_state, "warm")

    @property
    def register_words(self) -> str:
        """How far its register is, in words."""
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
        for stop in (*self.today, *self.waiting):
            if not stop.is_settled:
                return stop
        return self.coming[0] if self.coming else None


def sessions_today(facilitator: Facilitator, now: datetime) -> QuerySet[Session]:
    """The facilitator's sessions that start today in London, in order of time."""
    day = london_date(now)
    return sessions_of(
        facilitator,
        starts_from=start_of_day(day),
        starts_before=start_of_day(day + timedelta(days=1)),
    )


def agenda_of(facilitator: Facilitator, now: datetime) -> Agenda:
    """Today, the registers that wait from before, and the next fourteen days, in three queries."""
    day = london_date(now)
    today, tomorrow = start_of_day(day), start_of_day(day + timedelta(days=1))
    rows = sessions_of(facilitator, starts_before=tomorrow + AHEAD).filter(
        UNSETTLED | Q(starts_at__gte=today)
    )
    stops = stops_of(rows)
    return Agenda(
        today=[one for one in stops if today <= one.session.starts_at < tomorrow],
        waiting=[one for one in stops if one.session.starts_at < today],
        coming=[one for one in stops if one.session.starts_at >= tomorrow],
    )


def stop_of(sheet: RegisterSheet) -> SessionBrief:
    """The session of a register."""
    return SessionBrief(
        session=sheet.session,
        hosts=_hosts(sheet.groups),
        groups=sheet.groups,
        with_whom=[str(one.facilitator.user) for one in holding_on(sheet.session)],
    )


def stops_of(sessions: QuerySet[Session]) -> list[SessionBrief]:
    """Sessions with all that those who deliver them need to know: read by nobody else."""
    confirmed = Q(event__enrolments__status=Enrolment.Status.CONFIRMED)
    needing = confirmed & ~Q(event__enrolments__access_needs="")
    groups = BookingGroup.objects.filter(booking__status__in=Booking.LIVE).order_by(
        "booking", "number"
    )
    holding = Assignment.objects.filter(state__in=Assignment.HOLDING).order_by("role", "pk")
    rows = (
        sessions.select_related("event__course", "event__area", "register")
        .annotate(
            named=Count("event__enrolments", filter=confirmed, distinct=True),
            needing=Count("event__enrolments", filter=needing, distinct=True),
        )
        .prefetch_related(
            Prefetch("groups", groups.select_related("booking__organisation")),
            Prefetch("assignments", holding.select_related("facilitator__user")),
        )
    )
    return [_stop(session) for session in rows]


def _stop(session: Session) -> SessionBrief:
    groups = list(session.groups.all())
    return SessionBrief(
        session=session,
        hosts=_hosts(groups),
        groups=groups,
        with_whom=[str(one.facilitator.user) for one in session.assignments.all()],
    )


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

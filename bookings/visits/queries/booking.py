"""Questions about bookings and what may be booked."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import Membership, Organisation, User
from bookings.rota.models import Assignment
from bookings.visits.models import Booking
from core.clock import london_date
from training.courses.models import Course
from training.events.models import Session
from training.events.queries.event import SESSION_PLACE

CONTACT_PHONE_KEPT = timedelta(days=30)
ORGANISATION_KINDS = (
    Course.Kind.PUPIL,
    Course.Kind.COMMUNITY,
    Course.Kind.PROFESSIONAL,
    Course.Kind.PROGRAMME,
)


def bookable_courses() -> QuerySet[Course]:
    """What organisations may book for their groups, by title."""
    rows = Course.objects.filter(
        route=Course.Route.BOOK, kind__in=ORGANISATION_KINDS, is_listed=True
    )
    return rows.select_related("current_version").order_by("search_key", "pk")


def bookings_of(organisations: Iterable[Organisation]) -> QuerySet[Booking]:
    """The bookings of organisations, the next wish or visit first."""
    return (
        Booking.objects.filter(organisation__in=list(organisations))
        .select_related("course", "organisation", "event")
        .order_by("preferred_date", "pk")
    )


def listed(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """What a school's list shows of bookings, and no more of what belongs to them."""
    # The price of it: any other field read of such a row is a query of its own.
    return bookings.only(
        *("reference", "status", "accepted_at", "preferred_date", "preferred_part"),
        *("course__title", "organisation__name", "organisation__kind"),
        *("event__starts_at", "event__ends_at", "event__status"),
    )


def booking_queue(statuses: Sequence[str]) -> QuerySet[Booking]:
    """What the office looks at, oldest wish first."""
    return (
        Booking.objects.filter(status__in=statuses)
        .select_related("course", "organisation__area", "event")
        .prefetch_related("groups")
        .order_by("preferred_date", "pk")
    )


def booking_counts(bookings: QuerySet[Booking]) -> dict[str, int]:
    """How many of some bookings stand where."""
    rows = bookings.order_by().values_list("status").annotate(number=Count("pk"))
    return dict(rows)


def contact_phones_due(now: datetime) -> QuerySet[Booking]:
    """Bookings whose number for the day nobody will call any more: 30 days after the visit.

    Where it never came to a date, the wished one counts, once the booking has ended.
    """
    moment = now - CONTACT_PHONE_KEPT
    dateless = Q(event__isnull=True, preferred_date__lt=london_date(moment))
    # A request that lives on still needs it: its wished day may have passed.
    is_over = Q(event__ends_at__lt=moment) | (dateless & ~Q(status__in=Booking.LIVE))
    return Booking.objects.filter(is_over).exclude(contact_phone="").order_by("pk")


def sessions_of_booking(booking: Booking) -> list[Session]:
    """The sessions of a booking's event in order, each with `holding`: who is assigned to it."""
    if booking.event_id is None:
        return []
    holding = (
        Assignment.objects.filter(state__in=Assignment.HOLDING)
        .select_related("facilitator__user")
        .order_by("role", "pk")
    )
    return list(
        Session.objects.filter(event=booking.event_id, state=Session.State.PLANNED)
        .select_related(*SESSION_PLACE)
        .prefetch_related(Prefetch("assignments", queryset=holding, to_attr="holding"), "groups")
        .order_by("number")
    )


def sessions_without_lead(booking: Booking) -> list[Session]:
    """The planned sessions that nobody leads yet."""
    led = Assignment.objects.filter(
        session__event=booking.event_id,
        state__in=Assignment.HOLDING,
        role=Assignment.Role.LEAD,
    )
    return list(
        Session.objects.filter(event=booking.event_id, state=Session.State.PLANNED)
        .exclude(pk__in=led.values("session"))
        .order_by("number")
    )


def may_book(user: User, organisation: Organisation) -> bool:
    """Whether the person books visits for the organisation, as things stand now."""
    return Membership.objects.filter(
        user=user,
        organisation=organisation,
        state=Membership.State.ACTIVE,
        role__in=Membership.BOOKING_ROLES,
    ).exists()


def oversized(course: Course, sizes: Sequence[int]) -> list[int]:
    """The places in the list of groups that are larger than the course's usual size."""
    return [place for place, size in enumerate(sizes) if size > course.group_max]


def bookings_of_session(session: Session) -> QuerySet[Booking]:
    """The bookings a session is reserved for: several of a joint visit, none of a date for all."""
    return Booking.objects.filter(event=session.event_id).order_by("pk")

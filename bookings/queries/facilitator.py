"""Questions about the people who deliver."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import StaffRole, User
from bookings.models import Facilitator
from core.dates import short_date_words


def facilitator_users() -> QuerySet[User]:
    """Everyone whose role is facilitator, by name; `facilitator` is there once it is set up."""
    return (
        User.objects.filter(staff_roles__role=StaffRole.Role.FACILITATOR, is_active=True)
        .select_related("facilitator")
        .prefetch_related("facilitator__areas", "facilitator__courses")
        .order_by("name", "pk")
    )


def working_facilitators() -> QuerySet[Facilitator]:
    """The facilitators who can be asked, by name."""
    return (
        Facilitator.objects.filter(is_active=True, user__is_active=True)
        .select_related("user")
        .prefetch_related("areas", "courses")
        .order_by("user__name", "pk")
    )


@dataclass(frozen=True)
class FacilitatorRow:
    """A line of the list: a person, and their record in words."""

    person: User
    areas: str
    courses: int
    state: str
    tone: str


def facilitator_rows(people: Iterable[User], today: date) -> list[FacilitatorRow]:
    """What the list says of each person. Their records are fetched with them."""
    return [_row(person, getattr(person, "facilitator", None), today) for person in people]


def _row(person: User, record: Facilitator | None, today: date) -> FacilitatorRow:
    if record is None:
        return FacilitatorRow(person, "", 0, "Not set up", "warm")
    areas = ", ".join(area.name for area in record.areas.all())
    lapsed = record.lapsed_check(today)
    state, tone = "Takes sessions", "teal"
    if not record.is_active:
        state, tone = "Takes none at the moment", "stone"
    elif lapsed:
        check, due = lapsed
        state, tone = f"{check.capitalize()} was due on {short_date_words(due)}", "rose"
    return FacilitatorRow(person, areas, len(record.courses.all()), state, tone)

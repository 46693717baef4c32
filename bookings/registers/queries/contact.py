"""What closed registers add up to: contacts, and who they were."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce, Lower

from accounts.queries.remit import WHOLE, Remit
from bookings.registers.models import Attendance, Headcount, Register, WalkIn
from training.courses.models import Course

PROFESSIONAL = str(Headcount.Participant.PROFESSIONAL)


@dataclass(frozen=True)
class ContactSum:
    """How many contacts one course had with one kind of people in one area."""

    participant: str
    area_id: int
    course_id: int
    contacts: int


def contacts(starts_from: datetime, starts_before: datetime, now: datetime) -> list[ContactSum]:
    """The contacts of the sessions that start in a span of time and have ended.

    From closed registers only, with what they copied when they were closed. One contact is one
    person present at one session (domain 5.3.1 to 5.3.4). Lessons led by student mentors and
    activities with partners are counted elsewhere.
    """
    counted = counted_in(starts_from, starts_before, now)
    sums: Counter[tuple[str, int, int]] = Counter()
    for part in (*headcount_contacts(counted), *named_contacts(counted)):
        sums[part.participant, part.area_id, part.course_id] += part.contacts
    return [ContactSum(*key, contacts=number) for key, number in sorted(sums.items())]


def headcount_contacts(counted: dict[str, Any]) -> list[ContactSum]:
    """What the groups add up to, in the area of each group's own organisation."""
    rows = (
        Headcount.objects.filter(**counted)
        .values_list(
            "participant",
            Coalesce("area", "register__delivered_area"),
            "register__session__event__course",
        )
        .annotate(contacts=Sum("number"))
        .order_by()
    )
    return [ContactSum(*row) for row in rows]


def named_contacts(counted: dict[str, Any]) -> list[ContactSum]:
    """Who came by name, with a place or without: professionals, where it was delivered."""
    rows = _summed(attendances(counted)).union(_summed(walk_ins(counted)), all=True)
    return [ContactSum(PROFESSIONAL, *row) for row in rows]


def different_professionals(
    starts_from: datetime, starts_before: datetime, now: datetime, remit: Remit = WHOLE
) -> int:
    """How many different people attended by name at least once (domain 5.3.5).

    People are told apart by their address, so that who has no account yet is one and no more.
    """
    counted = counted_in(starts_from, starts_before, now)
    here = remit.limit(attendances(counted), "register__delivered_area")
    accounts = here.order_by().values_list(Lower("enrolment__person__email"))
    others = remit.limit(walk_ins(counted), "register__delivered_area")
    return accounts.union(others.order_by().values_list("email")).count()


def attendances(counted: dict[str, Any]) -> QuerySet[Attendance]:
    return Attendance.objects.filter(value__in=Attendance.HERE, **counted)


def walk_ins(counted: dict[str, Any]) -> QuerySet[WalkIn]:
    """Who came without a place, was given none since, and is not on the list after all."""
    same = Attendance.objects.filter(
        register=OuterRef("register"),
        value__in=Attendance.HERE,
        enrolment__person__email__iexact=OuterRef("email"),
    )
    rows = WalkIn.objects.filter(value__in=Attendance.HERE, enrolment__isnull=True, **counted)
    return rows.filter(~Exists(same))


def counted_in(starts_from: datetime, starts_before: datetime, now: datetime) -> dict[str, Any]:
    """Which rows of registers count: nothing does before its session's end."""
    return {
        "register__state": Register.State.CLOSED,
        "register__counts_as": Course.Counts.REACH,
        "register__session__starts_at__gte": starts_from,
        "register__session__starts_at__lt": starts_before,
        "register__session__ends_at__lte": now,
    }


def _summed(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    where = rows.order_by().values_list(
        "register__delivered_area", "register__session__event__course"
    )
    summed: QuerySet[Any, Any] = where.annotate(contacts=Count("pk"))
    return summed

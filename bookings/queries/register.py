"""Registers: which sessions still need one, and what the closed ones add up to."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from bookings.models import Attendance, Headcount, Register
from training.models import Course


@dataclass(frozen=True)
class ContactSum:
    """How many contacts one course had with one kind of people in one area."""

    participant: str
    area_id: int
    course_id: int
    contacts: int


def contacts(starts_from: datetime, starts_before: datetime) -> list[ContactSum]:
    """The contacts of the sessions that start in a span of time, from closed registers only.

    One contact is one person present at one session (domain.md 5.3 rules 1 to 4). Lessons led by
    student mentors and activities with partners are counted elsewhere.
    """
    sums: Counter[tuple[str, int, int]] = Counter()
    for part in headcount_contacts(starts_from, starts_before):
        sums[part.participant, part.area_id, part.course_id] += part.contacts
    for part in attendance_contacts(starts_from, starts_before):
        sums[part.participant, part.area_id, part.course_id] += part.contacts
    return [ContactSum(*key, contacts=number) for key, number in sorted(sums.items())]


def headcount_contacts(starts_from: datetime, starts_before: datetime) -> list[ContactSum]:
    """What the groups add up to, in the area of each group's own organisation."""
    rows = (
        Headcount.objects.filter(**_counted(starts_from, starts_before))
        .values_list(
            "participant",
            Coalesce("area", "register__delivered_area"),
            "register__session__event__course",
        )
        .annotate(contacts=Sum("number"))
        .order_by()
    )
    return [ContactSum(*row) for row in rows]


def attendance_contacts(starts_from: datetime, starts_before: datetime) -> list[ContactSum]:
    """The people who came by name: professionals, where the session was delivered."""
    rows = (
        Attendance.objects.filter(value__in=Attendance.HERE, **_counted(starts_from, starts_before))
        .values_list("register__delivered_area", "register__session__event__course")
        .annotate(contacts=Count("pk"))
        .order_by()
    )
    professional = str(Headcount.Participant.PROFESSIONAL)
    return [ContactSum(professional, *row) for row in rows]


def _counted(starts_from: datetime, starts_before: datetime) -> dict[str, Any]:
    return {
        "register__state": Register.State.CLOSED,
        "register__session__starts_at__gte": starts_from,
        "register__session__starts_at__lt": starts_before,
        "register__session__event__course__counts_as": Course.Counts.REACH,
    }

"""What somebody's manager sees of them: places since they were named, and nothing before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import LineManager
from certificates.papers.models import Certificate
from training.enrolments.models import Enrolment


@dataclass(frozen=True)
class ManagedEnrolment:
    """An enrolment that a manager sees, and its last certificate."""

    enrolment: Enrolment
    certificate: Certificate | None


@dataclass(frozen=True)
class ManagerRecord:
    """What a manager sees of one person: coming dates, then what has been, latest first."""

    manager: LineManager
    enrolments: list[ManagedEnrolment]


def manager_records(managers: Sequence[LineManager], now: datetime) -> list[ManagerRecord]:
    """What each of these ties lets its manager see: nothing unless it is confirmed and lasts."""
    open_ones = [one for one in managers if one.state == LineManager.State.CONFIRMED]
    enrolments = _enrolments_of(open_ones)
    papers = _papers_of([row for rows in enrolments.values() for row in rows])
    return [
        ManagerRecord(
            one,
            [
                ManagedEnrolment(enrolment, papers.get(enrolment.pk))
                for enrolment in in_order(enrolments[one.person_id], now)
                if enrolment.created_at >= one.named_at and one in open_ones
            ],
        )
        for one in managers
    ]


def in_order(enrolments: Sequence[Enrolment], now: datetime) -> list[Enrolment]:
    """Those to come, the soonest first; then those that are over, the latest first."""
    coming = [row for row in enrolments if row.event.ends_at >= now]
    over = [row for row in reversed(enrolments) if row.event.ends_at < now]
    return [*coming, *over]


def _enrolments_of(managers: Sequence[LineManager]) -> dict[int, list[Enrolment]]:
    """What these people asked for or said yes to, by person, in the order of the dates.

    A place that somebody else holds for them is nobody's to see.
    """
    found: dict[int, list[Enrolment]] = defaultdict(list)
    if not managers:
        return found
    rows = Enrolment.objects.filter(
        person__in=[one.person_id for one in managers],
        status__in=Enrolment.ASKED_FOR,
        created_at__gte=min(one.named_at for one in managers),
    )
    for enrolment in rows.select_related("event__course").order_by("event__starts_at", "pk"):
        found[enrolment.person_id].append(enrolment)
    return found


def _papers_of(enrolments: Sequence[Enrolment]) -> dict[int | None, Certificate]:
    """The last certificate of each enrolment, by enrolment."""
    rows = Certificate.objects.filter(enrolment__in=enrolments).order_by("issued_at", "pk")
    return {paper.enrolment_id: paper for paper in rows} if enrolments else {}

"""Where two accounts of one person would stand in each other's way."""

from dataclasses import dataclass

from accounts.models import User
from training.enrolments.models import Enrolment
from training.events.models import Event

Status, Outcome = Enrolment.Status, Enrolment.Outcome


@dataclass(frozen=True)
class Clash:
    """Both accounts on one event: which place stays, and which ends."""

    event: Event
    stays: Enrolment
    ends: Enrolment

    @property
    def both_came(self) -> bool:
        """Whether registers say of both that they were there: one person cannot be two."""
        return self.stays.outcome in Enrolment.CAME and self.ends.outcome in Enrolment.CAME


def active_events_of(person: User) -> list[Event]:
    """The events a person holds a place on, or waits for, begun or not."""
    rows = Enrolment.objects.filter(person=person, status__in=Enrolment.ACTIVE)
    return list(Event.objects.filter(pk__in=rows.values("event")).order_by("pk"))


def clashes_of(keep: User, drop: User) -> list[Clash]:
    """Events both are on, in the order of time; the better place stays, else the first's own."""
    mine = _enrolments(keep)
    pairs = [(mine[key], other) for key, other in _enrolments(drop).items() if key in mine]
    clashes = []
    for own, other in pairs:
        stays, ends = (own, other) if _worth(own) <= _worth(other) else (other, own)
        clashes.append(Clash(own.event, stays, ends))
    return sorted(clashes, key=lambda clash: (clash.event.starts_at, clash.event.pk))


def _enrolments(person: User) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(Enrolment.OWN, person=person)
    return {row.event_id: row for row in rows.select_related("event__course").order_by("pk")}


def _worth(row: Enrolment) -> tuple[float, ...]:
    """The smaller, the better to have."""
    queued = row.waitlisted_at.timestamp() if row.waitlisted_at else 0.0
    waits = row.status == Status.WAITING
    return (
        row.outcome not in Enrolment.CAME,
        Enrolment.ACTIVE.index(Status(row.status)),
        not row.has_priority if waits else 0,
        queued if waits else 0,
    )

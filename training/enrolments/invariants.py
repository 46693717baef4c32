"""What must always be true of dates and places."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, NullIf

from core.changes.invariants import declare
from core.models import Message
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import access_needs_due
from training.events.models import Event, Session

FORGOTTEN_WITHIN = timedelta(days=1)  # the worker may have been at rest
Status = Enrolment.Status


@declare("places-taken-are-counted", "An event's places taken are those of its enrolments.")
def miscounted(now: datetime) -> Iterable[str]:
    holding = _count(Enrolment.objects.filter(event=OuterRef("pk"), status__in=Enrolment.HOLDING))
    return _refs(Event.objects.annotate(held=holding).exclude(places_taken=F("held")))


@declare("never-oversold", "No event has more places taken than it has places.")
def oversold(now: datetime) -> Iterable[str]:
    return _refs(Event.objects.filter(places_taken__gt=F("capacity")))


@declare("one-place-each", "Nobody has two places of their own on one event.")
def doubled(now: datetime) -> Iterable[str]:
    rows = Enrolment.objects.filter(Enrolment.OWN)
    twice = rows.order_by().values("event", "person").annotate(n=Count("pk")).filter(n__gt=1)
    return list(twice.values_list("event__ref", flat=True))


@declare("not-firm-has-an-end", "A place that is not firm is held until a moment.")
def held_for_ever(now: datetime) -> Iterable[str]:
    return _refs(
        Enrolment.objects.filter(status__in=Enrolment.PROVISIONAL, held_until__isnull=True)
    )


@declare("approval-is-somebodys", "A place that waits for approval says whose.")
def nobodys_approval(now: datetime) -> Iterable[str]:
    return _refs(
        Enrolment.objects.filter(
            status=Status.AWAITING_APPROVAL, needs_manager=False, needs_office=False
        )
    )


@declare("confirmed-is-firm", "A confirmed place waits for nobody's answer and has no end.")
def confirmed_in_doubt(now: datetime) -> Iterable[str]:
    doubt = Q(needs_manager=True) | Q(needs_office=True) | Q(held_until__isnull=False)
    return _refs(Enrolment.objects.filter(doubt, status=Status.CONFIRMED))


@declare(
    "no-place-lies-idle",
    "On an open date to come, no place is free while people wait who fit in.",
)
def idle_places(now: datetime) -> Iterable[str]:
    """Events with free places and a group on the waiting list that they are enough for."""
    # Whoever comes alone is a group of one, by their own ref.
    who = Coalesce(NullIf("group_ref", Value("")), "ref")
    parties = (
        Enrolment.objects.filter(event=OuterRef("pk"), status=Status.WAITING)
        .annotate(who=who)
        .order_by()
        .values("who")
        .annotate(people=Count("pk"))
        .order_by("people")
        .values("people")[:1]
    )
    events = Event.objects.filter(
        entry=Event.Entry.OPEN, status=Event.Status.SCHEDULED, starts_at__gt=now
    )
    smallest = Subquery(parties, output_field=IntegerField())
    return _refs(
        events.annotate(smallest=smallest).filter(
            smallest__lte=F("capacity") - F("places_taken"), places_taken__lt=F("capacity")
        )
    )


@declare("waiting-has-a-start", "Whoever waits has a place in the queue.")
def queued_never(now: datetime) -> Iterable[str]:
    return _refs(Enrolment.objects.filter(status=Status.WAITING, waitlisted_at__isnull=True))


@declare("event-spans-its-sessions", "An event begins and ends with its sessions, and has one.")
def out_of_step(now: datetime) -> Iterable[str]:
    planned = Q(sessions__state=Session.State.PLANNED)
    kept = Event.objects.annotate(
        first=Coalesce(Min("sessions__starts_at", filter=planned), Min("sessions__starts_at")),
        last=Coalesce(Max("sessions__ends_at", filter=planned), Max("sessions__ends_at")),
    )
    return _refs(kept.filter(Q(first__isnull=True) | ~Q(starts_at=F("first"), ends_at=F("last"))))


@declare("sessions-are-numbered", "An event's sessions are numbered from 1 without a gap.")
def gaps(now: datetime) -> Iterable[str]:
    numbered = Event.objects.annotate(
        many=Count("sessions"), least=Min("sessions__number"), most=Max("sessions__number")
    )
    return _refs(numbered.filter(many__gt=0).exclude(least=1, most=F("many")))


@declare("cancelled-event-is-empty", "A cancelled event has nobody on it and no planned session.")
def haunted(now: datetime) -> Iterable[str]:
    active = Enrolment.objects.filter(event=OuterRef("pk"), status__in=Enrolment.ACTIVE)
    planned = Session.objects.filter(event=OuterRef("pk"), state=Session.State.PLANNED)
    cancelled = Event.objects.filter(status=Event.Status.CANCELLED)
    return _refs(cancelled.filter(Exists(active) | Exists(planned)))


@declare("handed-on-has-a-successor", "A place handed on or moved says to which place.")
def handed_to_nobody(now: datetime) -> Iterable[str]:
    next_one = Enrolment.objects.filter(replaces=OuterRef("pk"))
    return _refs(Enrolment.objects.filter(~Exists(next_one), status__in=Enrolment.HANDED_ON))


@declare("successor-follows-an-end", "A firm place replaces only one that has ended.")
def replaced_too_soon(now: datetime) -> Iterable[str]:
    """Firm places whose person has kept the other, too. Until then they may, not to lose both."""
    firm = Enrolment.objects.filter(status=Status.CONFIRMED)
    return _refs(firm.filter(replaces__status__in=Enrolment.ACTIVE))


@declare(
    "successor-fits",
    "A colleague comes to the same event; who moves is the same person, elsewhere or in line.",
)
def misfits(now: datetime) -> Iterable[str]:
    """Successors of another event or another person than they should be.

    Somebody and their colleague may turn out to be one person, once accounts are merged.
    """
    colleague = Q(replaces__status=Status.SUBSTITUTED)
    mover = Q(replaces__status=Status.MOVED)
    same_event, same_person = Q(event=F("replaces__event")), Q(person=F("replaces__person"))
    # A date that gets smaller puts people in its line.
    never_in_line = Q(waitlisted_at__isnull=True)
    misled = mover & (~same_person | (same_event & never_in_line))
    return _refs(Enrolment.objects.filter((colleague & ~same_event) | misled))


@declare("outcome-needs-a-place", "Only a confirmed place has an outcome.")
def outcome_of_nothing(now: datetime) -> Iterable[str]:
    rows = Enrolment.objects.exclude(outcome=Enrolment.Outcome.NONE_YET)
    return _refs(rows.exclude(status=Status.CONFIRMED))


@declare(
    "confirmed-was-told",
    "Whoever has a confirmed place on a date to come has a message about it.",
)
def untold(now: datetime) -> Iterable[str]:
    """Confirmed places without a message. The demonstration's people were never written to."""
    message = Message.objects.filter(about=OuterRef("ref"))
    rows = Enrolment.objects.filter(status=Status.CONFIRMED, person__is_fictional=False)
    return _refs(rows.filter(~Exists(message), event__starts_at__gt=now))


@declare("access-needs-are-forgotten", "What people need on the day is not kept for ever.")
def needs_kept(now: datetime) -> Iterable[str]:
    """Enrolments that still say it a day after it should have been forgotten."""
    return _refs(access_needs_due(now - FORGOTTEN_WITHIN))


def _count(rows: QuerySet[Enrolment]) -> Coalesce:
    """How many rows a subquery finds; nought for none."""
    grouped = rows.order_by().values("event").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def _refs(rows: QuerySet[Event] | QuerySet[Enrolment]) -> list[str]:
    return list(rows.values_list("ref", flat=True))

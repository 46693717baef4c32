"""A date moves while somebody is put on it and on another: who delivers it is locked with it."""

import random
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Model

from accounts.models import Area, User
from bookings.rota.actions import event_move
from bookings.rota.actions.assignment import assign
from bookings.rota.actions.event_move import move_event
from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import holding_of_event
from core.changes.locks import Held, lock_resources
from core.clock import now as clock_now
from core.errors import BusyError, Refusal
from tests.cast import make_event
from tests.evidence import size
from tests.factories.venues import VenueFactory
from training.courses.models import Course
from training.events.models import Event, Venue
from training.events.rules.blocks import Block

MINUTES = timedelta(minutes=1)
ROUNDS = size(20, 100)
SLOW = 0.03  # seconds that a reading takes, so that others come in between


def at_venue(event: Event, venue: Venue) -> Event:
    Event.objects.filter(pk=event.pk).update(venue=venue, area=venue.area, mode="in_person")
    return Event.objects.get(pk=event.pk)


@pytest.mark.django_db
@pytest.mark.guard(
    "who delivers a date is locked with it, put on it a moment before or not",
    where="bookings/rota/actions/event_move.py",
)
def test_somebody_assigned_a_moment_before_is_locked_too(
    open_event: Event,
    facilitator: Facilitator,
    coordinator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock_now()
    session = open_event.sessions.get()
    seen: list[Held] = []

    def wait_and_lock(*rows: Model, then: Callable[[Held], Iterable[Model]] | None = None) -> Held:
        Assignment.objects.create(  # by somebody else
            session=session,
            facilitator=facilitator,
            role="lead",
            state="accepted",
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            changed_at=now,
        )
        seen.append(lock_resources(*rows, then=then))
        return seen[0]

    monkeypatch.setattr(event_move, "lock_resources", wait_and_lock)
    later = Block(session.starts_at + 60 * MINUTES, session.ends_at + 60 * MINUTES)
    move_event(
        open_event, [later], open_event.venue, open_event.join_link, actor=coordinator, now=now
    )

    assert seen[0][facilitator] == facilitator


class Round:
    """A date of 60 minutes and another that begins 15 minutes after the time it moves to."""

    def __init__(self, course: Course, here: Venue, there: Venue) -> None:
        self.moving = at_venue(make_event(course, here.area, minutes=60), here)
        start = self.moving.starts_at + 300 * MINUTES
        self.block = Block(start, start + 60 * MINUTES)
        other = make_event(course, there.area, starts_at=start + 75 * MINUTES, minutes=60)
        self.other = at_venue(other, there)

    def run(self, facilitator: Facilitator, actor: User) -> list[BaseException]:
        now, here = clock_now(), self.moving.venue
        acts: list[Callable[[], object]] = [
            lambda: move_event(self.moving, [self.block], here, "", actor=actor, now=now),
            lambda: assign(self.moving.sessions.get(), facilitator, actor=actor, now=now),
            lambda: self.assign_other(facilitator, actor),
        ]
        return at_once(acts)

    def assign_other(self, facilitator: Facilitator, actor: User) -> None:
        time.sleep(random.uniform(1, 3) * SLOW)  # noqa: S311 - while the date is on its way
        assign(self.other.sessions.get(), facilitator, actor=actor, now=clock_now())

    def gap(self, facilitator: Facilitator) -> timedelta | None:
        """What is left between the two sessions of the facilitator; nothing when there is one."""
        rows = Assignment.objects.filter(facilitator=facilitator, state="accepted")
        parts = list(rows.order_by("starts_at"))
        return parts[1].starts_at - parts[0].ends_at if len(parts) > 1 else None


def read_slowly(event: Event) -> list[Assignment]:
    found = holding_of_event(event)
    time.sleep(SLOW)
    return found


def at_once(acts: list[Callable[[], object]]) -> list[BaseException]:
    """Do all of them together, each over a connection of its own; what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - looked at by the test itself
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_move_assign_and_assign_at_once_leave_the_time_to_travel(
    course: Course,
    birmingham: Area,
    walsall: Area,
    facilitator: Facilitator,
    coordinator: User,
    record: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(event_move, "holding_of_event", read_slowly)
    facilitator.areas.set([birmingham, walsall])
    here, there = VenueFactory(area=birmingham), VenueFactory(area=walsall)
    gaps: list[timedelta | None] = []
    others: list[BaseException] = []
    for _ in range(ROUNDS):
        one = Round(course, here, there)
        others += [
            error
            for error in one.run(facilitator, coordinator)
            if not isinstance(error, (Refusal, BusyError))
        ]
        gaps.append(one.gap(facilitator))
        Assignment.objects.all().delete()
        Event.objects.all().update(status="cancelled")

    short = [gap for gap in gaps if gap is not None and gap < 30 * MINUTES]
    record("move_assign_assign", rounds=ROUNDS, short=len(short), both=len([g for g in gaps if g]))
    assert (short, others) == ([], [])
    assert any(gaps)  # else nothing was tried

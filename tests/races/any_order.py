"""Three dates, seven people, and everything that can happen to places, in any order.

A hypothesis state machine: each rule does one thing through an action, as a person, the office or
the worker would. A refusal is a fine answer; another error is not. After each step the rules of
`manage.py check_invariants` are asked, and three more that need to know what was there before.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.db import transaction
from django.db.models import QuerySet
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from accounts.models import Area
from bookings.rota.actions.event_move import move_event
from core import clock
from core.changes.invariants import RULES
from core.errors import Refusal
from tests.cast import NOW, make_event, make_person
from tests.factories.training import CourseFactory
from training.enrolments.actions.approval import (
    approve_enrolment,
    decline_enrolment,
    expire_approval,
)
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.event_cancel import cancel_and_offer_next, cancel_event
from training.enrolments.actions.event_change import Departure, set_capacity
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.reconfirmation import release_unconfirmed
from training.enrolments.actions.substitution import substitute
from training.enrolments.actions.waiting_list import (
    accept_offer,
    decline_offer,
    end_waiting,
    expire_offer,
    join_waiting_list,
    leave_waiting_list,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.queries.waiting_list import waiting_list
from training.events.models import Event
from training.events.rules.blocks import Block

tally: dict[str, int] = {}  # how often each thing was done, or refused, in all runs
PEOPLE, EVENTS = 7, 3
CAPACITIES = (2, 1, 2)
people = st.integers(0, PEOPLE - 1)
events = st.integers(0, EVENTS - 1)
mostly = st.sampled_from([True, True, False])
hours = st.sampled_from([1, 5, 25, 100])
Status = Enrolment.Status
Row = Enrolment


def active() -> QuerySet[Row]:
    """Everybody's places and places in line."""
    rows = Enrolment.objects.filter(status__in=Enrolment.ACTIVE)
    return rows.select_related("event", "person").order_by("pk")


class AnyOrder(RuleBasedStateMachine):
    """The machine. Everything it wrote is taken back when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.patch = mock.patch.object(clock, "database_now", self.read_clock)
        self.patch.start()
        # The actions take this for a test's own transaction, in which theirs may be.
        self.block = transaction.atomic()
        self.block._from_testcase = True
        self.block.__enter__()
        self.office = make_person("office@vrp.example", "Cora Whitfield", "coordinator")
        self.people = [make_person(f"p{n}@any.example", f"Person {n}") for n in range(PEOPLE)]
        area, _ = Area.objects.get_or_create(code=Area.REGIONAL, defaults={"name": "Regional"})
        free, asked = CourseFactory(), CourseFactory(manager_approval=True)
        self.events = [
            make_event(course, area, capacity=capacity, starts_at=NOW + timedelta(days=12 + day))
            for day, (course, capacity) in enumerate(
                zip((free, free, asked), CAPACITIES, strict=True)
            )
        ]
        self.done: dict[str, int] = {}
        self.seen: dict[int, str] = {}
        self.lines: dict[int, list[int]] = {}
        for event in range(EVENTS):  # so that each has a list from the beginning
            for person in range(CAPACITIES[event] + 2):
                self.enrol(person, event)
        for event in range(EVENTS - 1):  # and an offer to answer
            self.do(set_capacity, self.event(event), CAPACITIES[event] + 1, actor=self.office)

    def teardown(self) -> None:
        """Take everything back."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.patch.stop()
        tally.update({name: tally.get(name, 0) + number for name, number in self.done.items()})

    # Finding things.

    def read_clock(self) -> datetime:
        """What the database would say."""
        return self.now

    def event(self, number: int) -> Event:
        """A date as it is now."""
        return Event.objects.get(pk=self.events[number].pk)

    def row(self, number: int, event: int) -> Row | None:
        """One of the active rows of a date."""
        rows = active().filter(event=self.events[event])
        return rows[number % len(rows)] if rows else None

    def one_that_is(self, status: str, number: int) -> Row | None:
        """One of the rows of all dates that stand like this."""
        rows = active().filter(status=status)
        return rows[number % len(rows)] if rows else None

    def do(self, act: Callable[..., Any], *rows: Any, **more: Any) -> Any:
        """Act; None when it was refused."""
        name = act.__name__
        try:
            found = act(*rows, now=self.now, **more)
        except Refusal as refusal:
            if refusal.code == "forbidden_move":  # an action that did not look before it moved
                raise AssertionError(name) from refusal
            self.done[f"{name} refused"] = self.done.get(f"{name} refused", 0) + 1
            return None
        self.done[name] = self.done.get(name, 0) + 1
        return found

    # What people do.

    @rule(person=people, event=events)
    def enrol(self, person: int, event: int) -> None:
        """Take a place, or join the list of a full date."""
        who, date = self.people[person], self.event(event)
        act = join_waiting_list if date.is_full else enrol
        self.do(act, who, date, EnrolmentRequest(manager_email="boss@any.example"), actor=who)

    @rule(person=people, event=events)
    def cancel(self, person: int, event: int) -> None:
        """Give a place back, or leave the list."""
        row = self.row(person, event)
        if row is not None:
            act = leave_waiting_list if row.status == Status.WAITING else cancel_enrolment
            self.do(act, row, actor=row.person)

    @rule(person=people, says_yes=mostly)
    def answer(self, person: int, says_yes: bool) -> None:
        """Answer an offer."""
        row = self.one_that_is(Status.OFFERED, person)
        if row is not None:
            more = {"manager_email": "boss@any.example"} if says_yes else {}
            self.do(accept_offer if says_yes else decline_offer, row, actor=row.person, **more)

    @rule(person=people, says_yes=mostly, by=st.sampled_from(["manager", "office"]))
    def approve(self, person: int, says_yes: bool, by: str) -> None:
        """A manager or the office answers."""
        row = self.one_that_is(Status.AWAITING_APPROVAL, person)
        if row is not None:
            actor = self.office if by == "office" else None
            self.do(approve_enrolment if says_yes else decline_enrolment, row, by=by, actor=actor)

    @rule(person=people, event=events, to=events, to_waiting=st.booleans(), by_office=mostly)
    def move(self, person: int, event: int, to: int, to_waiting: bool, by_office: bool) -> None:
        """Move a place to another date: never without both."""
        row = self.row(person, event)
        if row is None:
            return
        actor = self.office if by_office else row.person
        self.do(move_enrolment, row, self.event(to), actor=actor, to_waiting=to_waiting)
        still = Enrolment.objects.filter(person=row.person, event__in=[row.event, self.events[to]])
        assert not row.holds_seat or still.filter(status__in=Enrolment.HOLDING).exists()

    @rule(person=people, event=events, colleague=people)
    def substitute(self, person: int, event: int, colleague: int) -> None:
        """A colleague comes instead."""
        row = self.row(person, event)
        if row is not None:
            self.do(substitute, row, self.people[colleague], named="Ade", actor=row.person)

    # What the office does.

    @rule(
        event=events, capacity=st.integers(1, 4), to=st.integers(0, EVENTS), sends=st.integers(0, 2)
    )
    def set_capacity(self, event: int, capacity: int, to: int, sends: int) -> None:
        """Make a date larger or smaller, sending some of its people elsewhere."""
        target = self.event(to) if to < EVENTS and to != event else None
        rows = Enrolment.objects.filter(event=self.events[event], status__in=Enrolment.HOLDING)
        moving = [
            Departure(row, target, to_waiting=number % 2 == 0)
            for number, row in enumerate(rows.select_related("person", "event")[:sends])
        ]
        self.do(set_capacity, self.event(event), capacity, moving=moving, actor=self.office)

    @rule(event=events, days=st.integers(-12, 20), asks_again=st.booleans())
    def move_event(self, event: int, days: int, asks_again: bool) -> None:
        """Move a date."""
        date = self.event(event)
        shift = timedelta(days=days)
        blocks = [Block(date.starts_at + shift, date.ends_at + shift)]
        self.do(move_event, date, blocks, date.venue, "", asks_again=asks_again, actor=self.office)

    @rule(event=events, to=st.integers(0, EVENTS), sure=st.integers(0, 3))
    def cancel_event(self, event: int, to: int, sure: int) -> None:
        """Cancel a date, and perhaps offer its people another. Not often: it is the end of it."""
        if sure:
            return
        if to < EVENTS:
            more = {"actor": self.office, "reason": "The room flooded."}
            self.do(cancel_and_offer_next, self.event(event), self.event(to), **more)
        else:
            self.do(cancel_event, self.event(event), actor=self.office, reason="The room flooded.")

    # What time and the worker do.

    @rule(by=hours)
    def wait(self, by: int) -> None:
        """Time goes by, and nobody does anything about it yet."""
        self.now += timedelta(hours=by)

    @rule(event=events)
    def work(self, event: int) -> None:
        """The worker comes round to the rows of a date."""
        for row in Enrolment.objects.filter(event=self.events[event]).select_related("event"):
            for act in (expire_offer, expire_approval, end_waiting, release_unconfirmed):
                self.do(act, row)

    # What must be so after each step.

    @invariant()
    def everything_holds(self) -> None:
        """Each rule that check_invariants has of dates and places."""
        found = [one for one in RULES if one.offenders.__module__.startswith("training")]
        broken = [one.name for one in found if list(one.offenders(self.now))]
        assert not broken, broken

    @invariant()
    def what_ended_stays_ended(self) -> None:
        """No row comes back to life."""
        now = dict(Enrolment.objects.values_list("pk", "status"))
        for pk, status in self.seen.items():
            assert status in Enrolment.ACTIVE or now[pk] == status
        self.seen = now

    @invariant()
    def the_list_goes_in_order(self) -> None:
        """Whoever was offered a place was ahead of all who still wait."""
        for event in self.events:
            before = self.lines.get(event.pk, [])
            line = list(waiting_list(event).values_list("pk", flat=True))
            offered = {pk for pk in before if self.seen[pk] == Status.OFFERED}
            stayed = [place for place, pk in enumerate(before) if pk in line]
            called = [place for place, pk in enumerate(before) if pk in offered]
            assert not called or not stayed or max(called) < min(stayed)
            self.lines[event.pk] = line

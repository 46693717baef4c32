"""lock_resources and transact: one lock call, in one order, in one transaction."""

from datetime import datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.changes.locks import Held, lock_resources, transact
from core.errors import BusyError
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.mark.guard("locked rows are read again")
def test_a_locked_row_is_read_again(open_event: Event) -> None:
    Event.objects.filter(pk=open_event.pk).update(places_taken=7)

    @transact
    def read() -> int:
        return lock_resources(open_event)[open_event].places_taken

    assert read() == 7


@pytest.mark.guard("one order of locks")
def test_rows_are_locked_in_the_order_of_their_rank(open_event: Event, learner: User) -> None:
    @transact
    def lock() -> datetime:
        return lock_resources(learner, open_event).now

    with CaptureQueriesContext(connection) as queries:
        lock()

    tables = [query["sql"] for query in queries if "SELECT" in query["sql"] and "_" in query["sql"]]
    event, person = (
        next(index for index, sql in enumerate(tables) if table in sql)
        for table in ("events_event", "accounts_user")
    )
    assert event < person


@pytest.mark.guard("one lock call, inside a transaction")
def test_a_second_lock_call_in_a_transaction_is_refused(open_event: Event, learner: User) -> None:
    @transact
    def lock_twice() -> None:
        lock_resources(open_event)
        lock_resources(learner)

    with pytest.raises(RuntimeError, match="already called"):
        lock_twice()


def test_a_lock_outside_a_transaction_is_refused(open_event: Event) -> None:
    with pytest.raises(RuntimeError, match="belongs inside"):
        lock_resources(open_event)


def test_an_inner_action_joins_the_outer_transaction(open_event: Event) -> None:
    @transact
    def inner() -> int:
        return lock_resources(open_event)[open_event].capacity

    @transact
    def outer() -> int:
        return inner()

    assert outer() == 50


def test_a_vanished_row_is_said_to_be_gone(learner: User) -> None:
    gone = User(pk=learner.pk + 1)

    @transact
    def lock() -> None:
        lock_resources(gone)

    with pytest.raises(ObjectDoesNotExist):
        lock()


def test_a_busy_database_is_tried_once_more(open_event: Event) -> None:
    tries = []

    @transact
    def busy_once() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("database is locked")
        return "done"

    assert busy_once() == "done"
    assert len(tries) == 2


def test_a_database_that_stays_busy_is_said_to_be_busy() -> None:
    @transact
    def always_busy() -> None:
        raise OperationalError("database is locked")

    with pytest.raises(BusyError):
        always_busy()


def test_another_failure_is_not_tried_again() -> None:
    tries = []

    @transact
    def broken() -> None:
        tries.append(1)
        raise OperationalError("disk full")

    with pytest.raises(OperationalError, match="disk full"):
        broken()
    assert len(tries) == 1


@pytest.mark.guard("rows that locked ones decide are read behind the lock")
def test_what_locked_rows_decide_is_asked_once_they_are_held(
    open_event: Event, learner: User
) -> None:
    Event.objects.filter(pk=open_event.pk).update(places_taken=7)
    seen = []

    @transact
    def lock() -> User:
        def more(held: Held) -> list[User]:
            seen.append(held[open_event].places_taken)
            return [learner]

        return lock_resources(open_event, then=more)[learner]

    assert (lock(), seen) == (learner, [7])


def test_what_is_locked_later_ranks_behind(open_event: Event, learner: User) -> None:
    @transact
    def lock() -> None:
        lock_resources(learner, then=lambda _: [open_event])

    with pytest.raises(RuntimeError, match="before"):
        lock()


@pytest.mark.guard("a row is locked with the one it belongs to now")
def test_a_row_that_belongs_to_another_now_is_refused(
    open_event: Event, learner: User, coordinator: User
) -> None:
    row = EnrolmentFactory(event=open_event, person=learner)
    stale = Enrolment.objects.get(pk=row.pk)
    Enrolment.objects.filter(pk=row.pk).update(person=coordinator)

    @transact
    def lock() -> None:
        lock_resources(stale.event, stale, learner)

    with refused("changed_meanwhile"):
        lock()

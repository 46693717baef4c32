"""The same new people made by two at once, in opposite orders."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from accounts.models import Organisation, User
from core.changes import locks
from tests.factories.training import EventFactory
from training.enrolments.actions.colleague import Colleague, ColleagueGroup, book_colleagues
from training.enrolments.actions.roster_import import import_roster
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.rules.roster_file import ImportRow
from training.events.models import Event

ROUNDS, PEOPLE = 5, 5


def by_file(event: Event, named: list[tuple[str, str]], actor: User, now: datetime) -> None:
    rows = [ImportRow(line, *one) for line, one in enumerate(named, start=2)]
    import_roster(event, rows, override="Agreed", actor=actor, now=now)


def by_booker(event: Event, named: list[tuple[str, str]], actor: User, now: datetime) -> None:
    request = EnrolmentRequest(Organisation.objects.get())
    group = ColleagueGroup([Colleague(*one) for one in named], request)
    book_colleagues(group, event, actor=actor, now=now)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", [by_file, by_booker])
def test_nobody_waits_for_each_other(
    door: Callable[..., None],
    now: datetime,
    school: Organisation,
    booker: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor is a transaction done over: the first try of each is the last."""
    tries: list[int] = []
    once = locks._once
    monkeypatch.setattr(locks, "_once", lambda *a: (tries.append(1), once(*a))[1])
    failures: list[BaseException] = []
    for number in range(ROUNDS):
        ready = threading.Barrier(2, timeout=20)
        named = [(f"New Person{n}", f"new{n}.{number}@work.example") for n in range(PEOPLE)]

        def run(event: Event, order: list[tuple[str, str]], ready: threading.Barrier) -> None:
            try:
                ready.wait()
                door(event, order, booker, now)
            except BaseException as error:  # noqa: BLE001 - reported by the test itself
                failures.append(error)
            finally:
                connection.close()

        dates = [EventFactory(area=school.area) for _ in range(2)]
        threads = [
            threading.Thread(target=run, args=(event, order, ready))
            for event, order in zip(dates, (named, named[::-1]), strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert failures == []
    assert len(tries) == 2 * ROUNDS

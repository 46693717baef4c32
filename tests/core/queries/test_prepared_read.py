"""Reads whose SQL is written once: they say what the queryset they were made of says."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.queries.prepared_read import PreparedRead, UnfitReadError
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db


def event_with_sessions(course: int, since: datetime, status: str) -> QuerySet[Event]:
    sessions = Prefetch("sessions", Session.objects.order_by("-number"))
    rows = Event.objects.filter(course=course, starts_at__gte=since, status=status)
    return rows.select_related("course", "area", "venue").prefetch_related(sessions).order_by("pk")


def test_it_says_what_its_queryset_says_of_each_key(open_event: Event, now: datetime) -> None:
    read = PreparedRead(event_with_sessions, int, datetime, str)
    scheduled, later = str(Event.Status.SCHEDULED), open_event.starts_at + timedelta(hours=1)

    for keys in (
        (open_event.course_id, now, scheduled),
        (open_event.course_id, later, scheduled),
        (0, now, scheduled),
        (open_event.course_id, now, "draft"),
        (open_event.course_id, open_event.starts_at, scheduled),
    ):
        found, wanted = read.rows(*keys), list(event_with_sessions(*keys))
        assert found == wanted
        for row, same in zip(found, wanted, strict=True):
            assert vars(row).keys() == vars(same).keys()
            assert (row.course.title, row.area, row.venue) == (
                same.course.title,
                same.area,
                same.venue,
            )
            assert list(row.sessions.all()) == list(same.sessions.all())


def test_it_writes_its_sql_once_and_asks_each_time(learner: User) -> None:
    asked: list[object] = []

    def build(key: int) -> QuerySet[User]:
        asked.append(key)
        return User.objects.filter(pk=key)

    read = PreparedRead(build)
    with CaptureQueriesContext(connection) as captured:
        assert read.rows(learner.pk) == [learner]
        User.objects.filter(pk=learner.pk).update(name="Amina R.")
        assert [row.name for row in read.rows(learner.pk)] == ["Amina R."]

    assert len(asked) == 1
    assert len(captured) == 3


def test_a_read_whose_key_is_changed_on_its_way_is_refused() -> None:
    read = PreparedRead(lambda key: User.objects.filter(email=Lower("name"), name=key.upper()), str)

    with pytest.raises(UnfitReadError):
        read.rows("Amina")


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_with_a_connection_of_its_own(learner: User) -> None:
    read = PreparedRead(lambda key: User.objects.filter(pk=key))
    read.rows(learner.pk)
    seen: list[str] = []

    def note(execute: Any, sql: str, *args: Any) -> Any:
        seen.append(sql)
        return execute(sql, *args)

    def ask() -> None:
        with connection.execute_wrapper(note):
            read.rows(learner.pk)
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()

    assert len(seen) == 1

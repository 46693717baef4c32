"""Two editors, or an editor and the office, at the very same moment."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from accounts.models import Area, User
from core.errors import Refusal
from tests.cast import make_event
from training.courses.actions.course import update_course
from training.courses.models import Course, CourseVersion
from training.events.actions.event import schedule_event
from training.events.models import Event, Session
from training.events.rules.blocks import Block

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5
DAY = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all of them together, each with a connection of its own; the codes of what was refused."""
    ready = threading.Barrier(len(acts), timeout=20)
    refused: list[str] = []
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            ready.wait()
            act()
        except Refusal as refusal:
            refused.append(refusal.code)
        except BaseException as error:  # noqa: BLE001 - reported by the test itself
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    return refused


def editing(
    course: Course, actor: User, now: datetime, hours: int, *, is_confirmed: bool
) -> Callable[[], CourseVersion]:
    """An editor who has the course open, and sends it with other hours."""
    opened = Course.objects.select_related("current_version").get(pk=course.pk)
    content = {**opened.current_version.content, "cpd_hours": Decimal(hours)}
    seen = opened.current_version.digest
    return lambda: update_course(
        opened,
        content,
        seen=seen,
        is_confirmed=is_confirmed,
        save=opened.save,
        actor=actor,
        now=now,
    )


def test_two_who_make_the_next_version_make_one_and_one_is_told(
    course: Course, regional: Area, coordinator: User, lead: User, now: datetime
) -> None:
    for number in range(1, ROUNDS + 1):
        course.refresh_from_db()
        make_event(course, regional)
        first = editing(course, coordinator, now, 2 * number + 10, is_confirmed=True)
        second = editing(course, lead, now, 2 * number + 11, is_confirmed=True)

        assert at_once(first, second) == ["version_stale"]

        course.refresh_from_db()
        assert course.current_version.number == course.versions.count() == number + 1


def test_a_version_is_not_changed_under_a_date_that_is_being_opened(
    course: Course, regional: Area, coordinator: User, now: datetime
) -> None:
    def opening() -> Event:
        return schedule_event(
            course,
            blocks=[Block(DAY, DAY + timedelta(hours=3))],
            capacity=20,
            area=regional,
            mode=Course.Mode.ONLINE,
            venue="",
            join_link="",
            actor=coordinator,
            now=now,
        )

    for hours in range(3, 3 + ROUNDS):
        Session.objects.all().delete()
        Event.objects.all().delete()
        course.refresh_from_db()
        said = course.current_version.cpd_hours

        edit = editing(course, coordinator, now, hours, is_confirmed=False)
        refused = at_once(edit, opening)

        # Whichever was first: the date runs what is taught, and nothing changed under it.
        event = Event.objects.select_related("course_version").get()
        version = event.course_version
        assert version.cpd_hours == (said if refused else hours)
        assert refused in ([], ["version_unconfirmed"])

"""An edit of a course, and the versions that events ran or will run."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from tests.cast import make_event
from tests.factories.framework import make_framework, map_course
from tests.refusals import refused
from training.courses.actions.course import create_course, update_course
from training.courses.models import Course, CourseVersion
from training.events.models import Event

pytestmark = pytest.mark.django_db
LONGER: dict[str, Any] = {"outcomes": ["Lead"], "cpd_hours": Decimal(6), "refresh_months": 24}


def edit(
    course: Course,
    actor: User,
    now: datetime,
    *,
    seen: str | None = None,
    is_confirmed: bool = False,
    **changed: Any,
) -> CourseVersion:
    """What an editor does who opened the course as it is here."""
    return update_course(
        course,
        {**course.current_version.content, **changed},
        seen=course.current_version.digest if seen is None else seen,
        is_confirmed=is_confirmed,
        save=course.save,
        actor=actor,
        now=now,
    )


def test_a_new_course_has_a_first_version(now: datetime) -> None:
    course = Course(slug="new", title="New", kind="pupil_workshop", workstream="sport")

    create_course(course, {"minutes": 45}, save=course.save, now=now)

    course.refresh_from_db()
    assert (course.current_version.number, course.current_version.minutes) == (1, 45)
    assert course.current_version.course == course


def test_what_no_event_runs_is_changed_in_place(
    course: Course, coordinator: User, now: datetime
) -> None:
    version = edit(course, coordinator, now, **LONGER)

    assert list(course.versions.all()) == [version]
    version.refresh_from_db()
    assert {name: version.content[name] for name in LONGER} == LONGER


@pytest.mark.guard("versions freeze")
@pytest.mark.parametrize("status", Event.Status.values)
def test_what_an_event_runs_stays_whatever_became_of_the_event(
    course: Course, open_event: Event, coordinator: User, status: str, now: datetime
) -> None:
    Event.objects.update(status=status)
    before = course.current_version.content
    with refused("version_unconfirmed", match="This makes version 2"):
        edit(course, coordinator, now, **LONGER)
    assert course.versions.count() == 1

    second = edit(course, coordinator, now, is_confirmed=True, **LONGER)

    course.refresh_from_db()
    assert course.current_version == second
    assert (second.number, second.created_at) == (2, now)
    open_event.refresh_from_db()
    assert (open_event.course_version.number, open_event.course_version.content) == (1, before)
    entry = ModelLogEntry.objects.get(action="upstander.make_version")
    assert (entry.label, entry.user, entry.data["number"]) == (course.slug, coordinator, 2)


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        (0, "This makes version 2. What ran version 1 keeps it."),
        (1, "This makes version 2. 1 date planned so far keeps version 1."),
        (4, "This makes version 2. 4 dates planned so far keep version 1."),
    ],
)
def test_it_says_what_would_happen_before_it_does(
    course: Course, regional: Area, coordinator: User, now: datetime, planned: int, words: str
) -> None:
    make_event(course, regional, starts_at=now.replace(month=3))
    cancelled = make_event(course, regional)
    Event.objects.filter(pk=cancelled.pk).update(status=Event.Status.CANCELLED)
    for _ in range(planned):
        make_event(course, regional)

    with refused("version_unconfirmed", match=f"^{words}$"):
        edit(course, coordinator, now, **LONGER)


def test_the_next_version_is_evidence_of_the_same(
    course: Course, open_event: Event, coordinator: User, now: datetime
) -> None:
    parts = make_framework()
    map_course(course, parts, "D1.1", 1)
    map_course(course, parts, "D1.2", 2)

    second = edit(course, coordinator, now, is_confirmed=True, **LONGER)

    for version in (open_event.course_version, second):
        mapped = version.competencies.order_by("competency__code")
        assert [(row.competency.code, row.max_level.rank) for row in mapped] == [
            ("D1.1", 1), ("D1.2", 2),
        ]  # fmt: skip


def test_other_fields_make_no_version(
    course: Course, open_event: Event, coordinator: User, now: datetime
) -> None:
    course.title = "Another title"

    edit(course, coordinator, now)

    course.refresh_from_db()
    assert (course.title, course.versions.count()) == ("Another title", 1)


def test_two_editors_make_two_versions_one_after_the_other(
    course: Course, open_event: Event, coordinator: User, lead: User, now: datetime
) -> None:
    other = Course.objects.get(pk=course.pk)
    seen = other.current_version.digest
    edit(course, coordinator, now, is_confirmed=True, **LONGER)

    words = "Version 2 says now: outcomes: “Lead”; length in minutes: 180; CPD hours: 6; "
    with refused("version_stale", match=words):
        edit(other, lead, now, is_confirmed=True, minutes=240)

    assert course.versions.count() == 2
    # The form has the version of now, and the words of before: sent again, they go on top.
    assert other.current_version.number == 2
    seen = other.current_version.digest
    third = edit(other, lead, now, seen=seen, minutes=240)
    assert (third.number, third.minutes) == (2, 240)  # no event runs it yet


def test_what_an_editor_left_alone_stays_as_another_made_it(
    course: Course, open_event: Event, coordinator: User, lead: User, now: datetime
) -> None:
    other = Course.objects.get(pk=course.pk)
    typed, seen = other.current_version.content, other.current_version.digest
    edit(course, coordinator, now, is_confirmed=True, **LONGER)
    other.title = "Another title"

    kept = update_course(
        other, typed, seen=seen, is_confirmed=False, save=other.save, actor=lead, now=now
    )

    course.refresh_from_db()
    assert (course.title, course.current_version) == ("Another title", kept)
    assert (kept.number, kept.cpd_hours) == (2, 6)


def test_an_event_made_between_the_look_and_the_save_asks_first(
    course: Course, regional: Area, coordinator: User, now: datetime
) -> None:
    opened = Course.objects.get(pk=course.pk)
    seen = opened.current_version.digest
    make_event(course, regional)

    with refused("version_unconfirmed"):
        edit(opened, coordinator, now, seen=seen, **LONGER)


def test_a_version_that_runs_is_never_deleted(course: Course, open_event: Event) -> None:
    with pytest.raises(ProtectedError):
        open_event.course_version.delete()


@pytest.mark.parametrize("wrong", [{"number": 1}, {"number": 0}, {"breaks_minutes": 60}])
def test_the_database_refuses_what_makes_no_version(
    course: Course, now: datetime, wrong: dict[str, int]
) -> None:
    values = {"number": 2, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseVersion.objects.create(course=course, created_at=now, **values)

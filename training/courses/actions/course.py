"""What editors change of a course. What an event ran, or will run, stays as it is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.courses.models import Course, CourseCompetency, CourseVersion
from training.courses.queries.course_own import own_difference_words, own_digest
from training.courses.queries.course_version import use_of
from training.courses.rules.course_version import (
    difference_words,
    digest_of,
    next_version_words,
)


class VersionUnconfirmedError(Refusal):
    """The change makes another version, and nobody has said yes to that. The words say what."""


class VersionStaleError(Refusal):
    """Somebody else changed what the course says since this editor opened it."""


@transact
def create_course(
    course: Course, content: Mapping[str, Any], *, save: Callable[[], object], now: datetime
) -> Course:
    """Keep a new course, which `save` writes, with its first version."""
    save()
    course.current_version = CourseVersion.objects.create(course=course, created_at=now, **content)
    course.save(update_fields=["current_version"])
    return course


@transact
def update_course(
    course: Course,
    content: Mapping[str, Any],
    *,
    seen: str,
    own_seen: str = "",
    is_confirmed: bool,
    save: Callable[[], object],
    actor: User,
    now: datetime,
) -> CourseVersion:
    """Keep what an editor typed: the course's own fields, which `save` writes, and its version.

    `content` makes the next version when an event runs the one there is, and changes that
    otherwise. `seen` is the digest of the version the editor began with: what they left alone
    stays, whoever changed it. `own_seen` is that of the course's own fields, where an editor began
    with a page of them. Raises VersionUnconfirmedError, VersionStaleError; then `course` has the
    version of now.
    """
    fresh = lock_resources(course)[course]
    current = fresh.current_version
    # Read before the lock, and `save` writes every field.
    course.current_version = current
    is_typed = digest_of(content) not in (seen, current.digest)
    stale = []
    if is_typed and current.digest != seen:
        differing = difference_words(current.content, content)
        stale.append(f"Version {current.number} says now: {differing}.")
    if own_seen and own_seen != own_digest(fresh):
        stale.append(f"The course says now: {own_difference_words(fresh, course)}.")
    if stale:
        raise VersionStaleError(_stale_words(stale))
    if is_typed:
        use = use_of(current, now)
        if not use.is_frozen:
            _write(current, content)
        elif is_confirmed:
            course.current_version = _next_version(current, content, now=now)
            number = course.current_version.number
            record(course, "make_version", title=course.slug, actor=actor, now=now, number=number)
        else:
            raise VersionUnconfirmedError(next_version_words(current.number, use.planned))
    save()
    return course.current_version


def _write(version: CourseVersion, content: Mapping[str, Any]) -> None:
    for name, value in content.items():
        setattr(version, name, value)
    version.save(update_fields=list(content))


def _next_version(
    current: CourseVersion, content: Mapping[str, Any], *, now: datetime
) -> CourseVersion:
    """The version after this one, evidence of the same until somebody maps it anew."""
    version = CourseVersion.objects.create(
        course=current.course, number=current.number + 1, created_at=now, **content
    )
    mapped = list(current.competencies.all())
    for row in mapped:
        row.pk, row.course_version = None, version
    CourseCompetency.objects.bulk_create(mapped)
    return version


def _stale_words(stale: Sequence[str]) -> str:
    return (
        f"Somebody else changed this course while you were editing. {' '.join(stale)} "
        "What you typed is still here: save again to put it in place of that."
    )

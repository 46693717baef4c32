"""Rows by the thousand, in a handful of statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from wagtail.models import Locale, Page

from accounts.models import Area
from tests.factories.training import ASKED, CourseFactory, EventFactory
from training.courses.models import Course, CourseVersion
from training.events.models import Event, Session

BATCH = 500


def make_many_courses(first: int, last: int) -> list[Course]:
    """Courses for professionals, pupils and parents in turn."""
    kinds = (Course.Kind.PROFESSIONAL, Course.Kind.PUPIL, Course.Kind.COMMUNITY)
    rows = [
        CourseFactory.build(
            slug=f"many-{number}", title=f"Safety number {number:04d}", kind=kinds[number % 3]
        )
        for number in range(first, last)
    ]
    versions = [row.current_version for row in rows]
    for row in rows:
        row.current_version = None
    Course.objects.bulk_create(rows, BATCH)
    for row, version in zip(rows, versions, strict=True):
        version.course, version.created_at = row, ASKED
    CourseVersion.objects.bulk_create(versions, BATCH)
    newest = CourseVersion.objects.filter(course=OuterRef("pk"))
    Course.objects.filter(current_version=None).update(
        current_version=Subquery(newest.values("pk")[:1])
    )
    for row, version in zip(rows, versions, strict=True):
        row.current_version = version
    return rows


def make_many_events(course: Course, area: Area, first: int, last: int, now: datetime) -> None:
    """Open dates of one session each, from an hour from now on, ten minutes apart."""
    rows = [
        EventFactory.build(
            course=course, area=area, starts_at=now + timedelta(hours=1, minutes=10 * number)
        )
        for number in range(first, last)
    ]
    Event.objects.bulk_create(rows, BATCH)
    parts = [
        Session(event=row, number=1, starts_at=row.starts_at, ends_at=row.ends_at) for row in rows
    ]
    Session.objects.bulk_create(parts, BATCH)


def make_many_pages(parent: Page, model: type[Page], values: Sequence[dict[str, Any]]) -> None:
    """Published pages below another: what every page has first, then what this kind adds."""
    kind, locale = ContentType.objects.get_for_model(model), Locale.objects.get()
    there = parent.numchild
    tree = {"depth": parent.depth + 1, "locale": locale, "content_type": kind, "live": True}
    plain = [
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, there + number),
            slug=(slug := f"{model.__name__.lower()}-{there + number}"),
            url_path=f"{parent.url_path}{slug}/",
            title=(title := fields.get("title", f"Safety page {there + number:04d}")),
            draft_title=title,
            **tree,
        )
        for number, fields in enumerate(values, 1)
    ]
    made = Page.objects.bulk_create(plain, BATCH)
    rows = [model(page_ptr=page, **fields) for page, fields in zip(made, values, strict=True)]
    model._base_manager.none()._batched_insert(rows, model._meta.local_concrete_fields, BATCH)
    parent.numchild = there + len(rows)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)

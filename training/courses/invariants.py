"""What must always be true of courses and their versions."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Max, Min, Q, QuerySet

from core.changes.invariants import declare
from core.search.key_field import stale_keys
from training.courses.models import Course


@declare("course-teaches-its-newest-version", "A course teaches a version of its own, the newest.")
def not_newest(now: datetime) -> Iterable[str]:
    """Courses without a version, too."""
    rows = Course.objects.annotate(newest=Max("versions__number"))
    own = Q(current_version__course=F("pk"), current_version__number=F("newest"))
    return _slugs(rows.exclude(own))


@declare("course-is-found-by-its-title", "A course is found and sorted by the title that it has.")
def unfindable(now: datetime) -> Iterable[str]:
    return stale_keys(Course, "slug")


@declare("versions-are-numbered", "A course's versions are numbered from 1 without a gap.")
def gaps(now: datetime) -> Iterable[str]:
    numbered = Course.objects.annotate(
        many=Count("versions"), least=Min("versions__number"), most=Max("versions__number")
    )
    return _slugs(numbered.filter(many__gt=0).exclude(least=1, most=F("many")))


def _slugs(rows: QuerySet[Course]) -> list[str]:
    return list(rows.order_by("slug").values_list("slug", flat=True))

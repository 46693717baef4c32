"""Which courses there are."""

from django.db.models import QuerySet

from training.courses.models import Course


def schedulable_courses() -> QuerySet[Course]:
    """Courses on which people enrol by name, by title: the office opens dates of them."""
    rows = Course.objects.filter(kind=Course.Kind.PROFESSIONAL, route=Course.Route.BOOK)
    return rows.order_by("search_key", "pk")

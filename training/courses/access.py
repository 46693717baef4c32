"""Which courses a person may see. Anything else is a 404, as if it did not exist."""

from django.shortcuts import get_object_or_404

from accounts.access import is_office
from training.courses.models import Course


def interesting_course_for(slug: str) -> Course:
    """A listed course on which people enrol by name, whoever asks. Raises Http404."""
    courses = Course.objects.filter(kind=Course.Kind.PROFESSIONAL, route=Course.Route.BOOK)
    return get_object_or_404(courses.filter(is_listed=True), slug=slug)


def schedulable_course_for(user: object, slug: str) -> Course:
    """A course on which people enrol by name, for the office to set a date. Raises Http404."""
    courses = Course.objects.filter(kind=Course.Kind.PROFESSIONAL)
    courses = courses.select_related("current_version")
    return get_object_or_404(courses if is_office(user) else courses.none(), slug=slug)

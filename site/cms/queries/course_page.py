"""Tells the screens of training where the page of a course is."""

from wagtail.models import Site

from cms.models import CoursePage
from cms.models.breadcrumbs import address_in
from core.web.ttl_cache import TtlCache
from training.courses.models import Course
from training.courses.queries.course_page import found_by

_addresses: TtlCache[str] = TtlCache("course-addresses")


@found_by
def address_of(course: Course) -> str:
    """The address of the course's page, read every few seconds; empty when visitors find none."""
    return _addresses.get(course.pk, lambda: read(course))


def read(course: Course) -> str:
    """The address as it is now."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return ""
    pages = CoursePage.objects.live().public().descendant_of(site.root_page)
    page = pages.filter(course=course, course__is_listed=True).only("url_path").first()
    return address_in(site, page) if page else ""

"""Pages, one file for each family. They read what other apps hold and write none of it."""

from cms.models.course import CourseIndexPage, CoursePage
from cms.models.home import HomePage
from cms.models.standard import StandardPage

__all__ = ["CourseIndexPage", "CoursePage", "HomePage", "StandardPage"]

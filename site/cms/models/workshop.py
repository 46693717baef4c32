"""What schools may ask for: the editors' words, and workshops read from the catalogue."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from accounts.access import is_booker
from bookings.visits.presenters.booking import by_audience
from bookings.visits.queries.booking import bookable_courses
from cms.blocks import BodyBlock
from cms.blocks.fields import StreamField
from cms.models.reading import ReadingPage, searched
from cms.presenters import catalogue
from cms.rules import course_search
from training.courses.presenters.catalogue import CourseFilters, traits_of

ASKED = ("stage", "theme")


class WorkshopIndexPage(ReadingPage):
    """Every workshop that can be asked for, by key stage and theme."""

    body = StreamField(
        BodyBlock(),
        verbose_name="below the workshops",
        blank=True,
        help_text="What happens when a school asks, and what people ask us first.",
    )

    content_panels = [*ReadingPage.content_panels, FieldPanel("body")]
    search_fields = [*ReadingPage.search_fields, *searched("body")]

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "cms/workshop_index.html"
    page_description = "Lists what schools may ask for, at /workshops/. There is one."

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Other screens lead to this address."""
        self.slug = "workshops"
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        filters = CourseFilters.read(request.GET, ()).only(ASKED)
        labels = catalogue.labels_with(())
        typed = course_search.typed(request.GET, bookable_courses(), course_search.COURSE_FIELDS)
        rows = [
            catalogue.CatalogueRow(
                course, traits_of(course, areas=(), places=()), typed.has(course)
            )
            for course in bookable_courses()
        ]
        found = catalogue.fitting(rows, filters)
        return context | {
            "typed": typed,
            "audiences": by_audience(found),
            "found": len(found),
            "total": len(rows),
            "facets": catalogue.catalogue_facets(rows, filters, labels, ASKED),
            "active": catalogue.catalogue_active(rows, filters, labels, request.path, typed.text),
            "words_alone": catalogue.words_alone(rows, filters, request.path, typed.text),
            "is_booker": is_booker(request.user),
        }

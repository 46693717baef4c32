"""The catalogue: one page for each course, and the page that lists them."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet
from wagtail.search import index

from accounts.models import Area
from cms.blocks import FEATURES, PictureBlock
from cms.blocks.fields import RichTextField, StreamField
from cms.models.base import BasePage
from cms.models.breadcrumbs import address_in, breadcrumbs_of
from cms.models.reading import PROMOTE_PANELS, searched
from cms.presenters import catalogue
from cms.rules import course_search
from core import clock
from core.queries.prepared_read import PreparedRead
from core.web.gone import GoneError
from core.web.paging import page_of
from core.web.ttl_cache import TtlCache
from training.courses.models import Course
from training.courses.presenters.audience import audience_of, order_of
from training.courses.presenters.catalogue import CourseFilters, traits_of
from training.courses.presenters.course import (
    cancelling_of,
    card_line,
    facts_of,
    needs_of,
    parents_of,
)
from training.courses.queries.competency import evidenced_by
from training.courses.queries.openness import openness_of
from training.events.queries.event import areas_with_seats, listed, open_events

DATES_SHOWN = 6
SHOWN = 60  # courses on one page of the catalogue
_pictures: TtlCache[SafeString] = TtlCache("course-pictures")
_surroundings: TtlCache[dict[str, Any]] = TtlCache("course-surroundings")


class CourseIndexPage(BasePage, Page):
    """Everything that is taught, grouped by whom it is for."""

    introduction = models.TextField(max_length=400)
    enquiry_page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where people go who want a course that is not booked here.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("enquiry_page"),
    ]
    promote_panels = PROMOTE_PANELS
    search_fields = [*Page.search_fields, *searched("introduction")]

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.CoursePage"]
    max_count = 1
    template = "cms/course_index.html"
    page_description = "Lists every course by whom it is for. There is one."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The courses that the address asks for, by audience, and the filters with their counts."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        areas = [(area.code, area.name) for area in Area.objects.all() if area.is_borough]
        filters = CourseFilters.read(request.GET, dict(areas))
        typed = course_search.typed(request.GET, self.pages_listed(), course_search.PAGE_FIELDS)
        rows, labels = self.listed(typed), catalogue.labels_with(areas)
        found = catalogue.fitting(rows, filters)
        shown = page_of(found, request.GET.get("page"), SHOWN)
        return context | {
            "groups": by_audience(shown),
            "shown": shown,
            # What was understood of the address: the pager's links drop the rest.
            "query": QueryDict(urlencode([*catalogue.typed_pairs(typed.text), *filters.pairs()])),
            "typed": typed,
            "found": len(found),
            "total": len(rows),
            "facets": catalogue.catalogue_facets(rows, filters, labels),
            "active": catalogue.catalogue_active(rows, filters, labels, request.path, typed.text),
            "words_alone": catalogue.words_alone(rows, filters, request.path, typed.text),
        }

    def listed(self, typed: course_search.SearchQuery) -> list[catalogue.CatalogueRow]:
        """The pages of all listed courses in their order, with what filters ask of them."""
        places = areas_with_seats(clock.now())
        return [
            catalogue.CatalogueRow(
                page,
                traits_of(
                    page.course,
                    areas=[area.code for area in page.course.areas.all()],
                    places=places.get(page.course_id, ()),
                ),
                typed.has(page),
            )
            for page in self.course_pages()
        ]

    def course_pages(self) -> list["CoursePage"]:
        """The published pages of listed courses, by audience and then by title."""
        rows = self.pages_listed().prefetch_related("course__areas")
        return sorted(rows, key=lambda page: order_of(page.course))

    def pages_listed(self) -> PageQuerySet["CoursePage"]:
        """The published pages of listed courses, by title."""
        pages = CoursePage.objects.child_of(self).live().filter(course__is_listed=True)
        return pages.select_related("course__current_version").order_by("course__search_key", "pk")


def by_audience(pages: Iterable["CoursePage"]) -> list[dict[str, Any]]:
    """Each audience that has one of these pages, in the order given."""
    return [
        {"audience": audience, "pages": list(group)}
        for audience, group in groupby(pages, lambda page: audience_of(page.course))
    ]


class CoursePage(BasePage, Page):
    """What an editor adds to a course. The facts are the course's own and stand in one place."""

    read_with = ("course__current_version",)

    course = models.OneToOneField(Course, models.PROTECT, related_name="page")
    introduction = RichTextField(
        features=FEATURES, blank=True, help_text="Shown first, before what people will learn."
    )
    picture = StreamField(
        [("picture", PictureBlock())],
        max_num=1,
        blank=True,
        help_text="One picture, shown above what people will learn.",
    )
    extra = RichTextField(
        "anything else", features=FEATURES, blank=True, help_text="Shown after who it is for."
    )

    content_panels = [
        FieldPanel("course"),
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("extra"),
    ]
    promote_panels = PROMOTE_PANELS
    search_fields = [
        *Page.search_fields,
        *searched("introduction", "extra"),
        index.RelatedFields(
            "course",
            searched("summary", "aims", "audience"),
        ),
    ]

    parent_page_types = ["cms.CourseIndexPage"]
    subpage_types: list[str] = []
    template = "cms/course.html"
    page_description = "One course: its facts come from the catalogue, its story from you."

    @property
    def comes_to_you(self) -> bool:
        """Whether an organisation may ask for it for its own staff, besides the open dates."""
        course = self.course
        return (
            course.is_for_professionals
            and course.is_for_organisations
            and course.mode != Course.Mode.ONLINE
            and not course.gate
        )

    def is_previewable(self) -> bool:
        """There is nothing to show before a course is chosen and the page is saved."""
        return self.course_id is not None

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """The address is the course's, so that other screens can link to it."""
        if self.course_id:
            self.slug = self.course.slug
        super().full_clean(*args, **kwargs)

    @property
    def meta(self) -> str:
        """What its card says at the foot."""
        return card_line(self.course)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The office lists a course, editors publish its page: either may be first.
        if not self.course.is_listed:
            raise self.gone(request)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def gone(self, request: HttpRequest) -> GoneError:
        parent, site = self.get_parent(), Site.find_for_request(request)
        courses_url = address_in(site, parent) if site and parent.live else "/"
        context = {"title": self.course.title, "courses_url": courses_url}
        return GoneError("cms/course_gone.html", context)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The course, its facts and its next dates."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        course, events = self.course, self.next_events()
        return context | {
            **_surroundings.get(course.pk, lambda: surroundings_of(course)),
            "picture": _pictures.get(self.picture_key(), self.draw_picture),
            "course": course,
            "audience": audience_of(course),
            "facts": facts_of(course),
            "needs": needs_of(course),
            "parents": parents_of(course),
            "cancelling": cancelling_of(course),
            "events": events,
            "has_places": any(event.places_left for event in events),
            "contact": self.contact_address(request),
            "breadcrumbs": breadcrumbs_of(self, request),
        }

    def contact_address(self, request: HttpRequest) -> str:
        """Where someone asks about a course that is not booked here; empty for other courses."""
        if self.course.route != Course.Route.ENQUIRE:
            return ""
        index_page: CourseIndexPage = self.get_parent().specific
        page = index_page.enquiry_page
        site = Site.find_for_request(request)
        return address_in(site, page) if site and page and page.live else ""

    def picture_key(self) -> str:
        """What is drawn, not whose: an editor looks at a picture before it is saved."""
        return sha256(repr(list(self.picture.raw_data)).encode()).hexdigest()

    def draw_picture(self) -> SafeString:
        """The picture with all its sizes; drawing it takes a tenth of the page's time."""
        return format_html_join("", "{}", ((block.render(),) for block in self.picture))

    def next_events(self) -> list[Any]:
        """Its next dates; a course that people cannot enrol on has none to show."""
        if not self.course.is_for_professionals:
            return []
        return NEXT_EVENTS.rows(clock.now(), self.course_id)


NEXT_EVENTS = PreparedRead(
    lambda now, course: listed(open_events(now).filter(course=course))[:DATES_SHOWN], datetime, int
)


def surroundings_of(course: Course) -> dict[str, Any]:
    """What other tables tell of a course; the office changes it once in a while."""
    return {
        "evidence": evidenced_by(course.current_version),
        "areas": [area.name for area in course.areas.all()],
        "openness": openness_of(course),
    }

"""Blocks that list what the site holds: courses, dates, resources. They read it as it is now."""

from typing import Any

from django.apps import apps
from wagtail import blocks

from cms.rules.resource_kind import ResourceKind
from core import clock
from training.courses.models import Course
from training.courses.presenters.audience import audience_of
from training.courses.presenters.course import card_line
from training.events.queries.event import open_events

ALL_WORKSTREAMS = [("", "All workstreams"), *Course.Workstream.choices]
ALL_KINDS = [("", "All kinds"), *ResourceKind.choices]


class CourseCardsBlock(blocks.StructBlock):
    """Courses as cards, in the order chosen."""

    title = blocks.CharBlock(max_length=80)
    courses = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="cms.CoursePage"), min_num=1, max_num=6
    )

    class Meta:
        icon = "list-ul"
        label = "Course cards"
        description = "Courses that you choose, each as a card"
        template = "cms/blocks/course_cards.html"
        preview_template = "cms/blocks/previews/course_cards.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        chosen = [page.pk for page in value.get("courses", []) if page]
        courses = Course.objects.filter(page__pk__in=chosen, page__live=True, is_listed=True)
        by_page = {
            course.page.pk: course for course in courses.select_related("page", "current_version")
        }
        found = [by_page[pk] for pk in chosen if pk in by_page]
        context["cards"] = [
            {
                "page": course.page,
                "course": course,
                "meta": card_line(course),
                "audience": audience_of(course),
            }
            for course in found
        ]
        return context


class UpcomingDatesBlock(blocks.StructBlock):
    """The next open dates, all or of one workstream."""

    title = blocks.CharBlock(max_length=80, default="Next dates")
    workstream = blocks.ChoiceBlock(choices=ALL_WORKSTREAMS, required=False)
    how_many = blocks.IntegerBlock(min_value=1, max_value=10, default=4)

    class Meta:
        icon = "date"
        label = "Upcoming dates"
        description = "The next open dates, kept up to date by themselves"
        template = "cms/blocks/upcoming_dates.html"
        preview_value = {"title": "Next dates", "workstream": "", "how_many": 4}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        events = open_events(clock.now())
        if value.get("workstream"):
            events = events.filter(course__workstream=value["workstream"])
        context["events"] = list(events[: value.get("how_many") or 4])
        return context


class ResourceListBlock(blocks.StructBlock):
    """The newest resources, of a kind and a workstream or of all."""

    title = blocks.CharBlock(max_length=80, default="Resources")
    kind = blocks.ChoiceBlock(choices=ALL_KINDS, required=False)
    workstream = blocks.ChoiceBlock(choices=ALL_WORKSTREAMS, required=False)
    how_many = blocks.IntegerBlock(min_value=1, max_value=10, default=4)

    class Meta:
        icon = "folder-open-inverse"
        label = "Resource list"
        description = "The newest resources, kept up to date by themselves"
        template = "cms/blocks/resource_list.html"
        preview_value = {"title": "Resources", "kind": "", "workstream": "", "how_many": 4}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        wanted = {name: value[name] for name in ("kind", "workstream") if value.get(name)}
        # By name: the pages' own module is built from these blocks.
        pages = apps.get_model("cms", "ResourcePage").objects.live().public().filter(**wanted)
        newest = pages.order_by("-published_on", "pk")
        context["resources"] = list(newest[: value.get("how_many") or 4])
        return context

"""News of the team's work, newest first."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PageQuerySet
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.blocks.fields import StreamField
from cms.models.reading import ReadingPage, searched
from cms.presenters.link_filters import LinkFilters, link_facets
from core.choices import hold_choices
from core.web.paging import page_of
from training.courses.models import Course

OTHERS_SHOWN = 4
NEWS_A_PAGE = 10


class NewsIndexPage(ReadingPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count = 1
    template = "cms/news_index.html"
    page_description = "Lists the news, newest first, with a feed. There is one."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        filters = LinkFilters.read(request.GET).only(["workstream"])
        rows = narrowed(published_news().child_of(self), filters)
        return context | {
            "filters": link_facets(filters, {"workstream": "Workstream"}),
            "page_of_news": page_of(rows, request.GET.get("page"), NEWS_A_PAGE),
        }


@hold_choices
class NewsPage(ReadingPage):
    date = models.DateField("the day it is dated")
    workstream = models.CharField(max_length=20, choices=Course.Workstream, blank=True)
    body = StreamField(BodyBlock())

    content_panels = [
        *ReadingPage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("workstream")]),
        FieldPanel("body"),
    ]
    search_fields = [
        *ReadingPage.search_fields,
        *searched("body"),
        index.FilterField("date"),
        index.FilterField("workstream"),
    ]

    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/news.html"
    page_description = "A piece of news: what happened, and what it means for readers."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        others = published_news().sibling_of(self, inclusive=False)
        return context | {"others": list(others[:OTHERS_SHOWN])}


def published_news() -> "PageQuerySet[NewsPage]":
    """News that anyone may read, newest first."""
    return NewsPage.objects.live().public().order_by("-date", "-pk")


def narrowed(rows: "PageQuerySet[Any]", filters: LinkFilters) -> "PageQuerySet[Any]":
    return rows.filter(**dict(filters.pairs()))

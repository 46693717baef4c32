"""What every page that is read has: an introduction, a day to look at it again, a way back up."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page
from wagtail.search import index

from cms.models.base import BasePage
from cms.models.breadcrumbs import breadcrumbs_of

# Wagtail's own also asks whether the page is in menus; here the menus are a setting.
PROMOTE_PANELS = [
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
        "For search engines and for sharing",
    ),
]


def searched(*fields: str) -> list[index.SearchField]:
    """Fields whose words a search finds."""
    return [index.SearchField(name) for name in fields]


class ReadingPage(BasePage, Page):
    """A page with an introduction under its title."""

    introduction = models.TextField(
        "what the page says, in a sentence or two",
        max_length=400,
        help_text="Shown under the title, in lists of pages and when somebody shares the page.",
    )
    review_by = models.DateField(
        "look at it again by",
        null=True,
        blank=True,
        help_text="From the day after, the CMS's first screen lists the page as due for review.",
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels = PROMOTE_PANELS
    settings_panels = [PublishingPanel(), FieldPanel("review_by")]
    search_fields = [*Page.search_fields, *searched("introduction")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"breadcrumbs": breadcrumbs_of(self, request)}

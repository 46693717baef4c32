"""A page to read."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.trail import trail_of


class StandardPage(Page):
    """Help, contact, the statements the law asks for: anything that is only read."""

    class Footer(models.TextChoices):
        NONE = "", "Not in the footer"
        HELP = "help", "Help"
        ABOUT = "about", "About this site"

    introduction = models.TextField("what the page says, in a sentence or two", max_length=400)
    body = StreamField(BodyBlock())
    footer = models.CharField(
        "column of the footer", max_length=10, choices=Footer, default=Footer.NONE, blank=True
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("footer")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard.html"
    page_description = "A page to read: help, contact, statements."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The links above it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"trail": trail_of(self, request)}

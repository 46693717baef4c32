"""Toolkits, films, guides and evaluations: what people take away and use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.blocks.fields import StreamField
from cms.models.news import narrowed
from cms.models.reading import ReadingPage, searched
from cms.presenters.link_filters import LinkFilters, link_facets
from cms.rules.resource_kind import ResourceKind
from core.choices import hold_choices
from core.web.paging import page_of
from training.courses.models import Course

RESOURCES_A_PAGE = 20


class ResourceIndexPage(ReadingPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ResourcePage"]
    max_count = 1
    template = "cms/resource_index.html"
    page_description = "Lists the resources, with filters by kind and workstream. There is one."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        filters = LinkFilters.read(request.GET)
        pages = ResourcePage.objects.child_of(self).live().public()
        rows = narrowed(pages.order_by("-published_on", "pk"), filters)
        return context | {
            "filters": link_facets(filters, {"kind": "Kind", "workstream": "Theme"}),
            "is_narrowed": bool(filters),
            "page_of_resources": page_of(rows, request.GET.get("page"), RESOURCES_A_PAGE),
        }


@hold_choices
class ResourcePage(ReadingPage):
    """One resource. A film is a link: nothing of anyone else's is put into our pages."""

    kind = models.CharField(max_length=12, choices=ResourceKind)
    workstream = models.CharField("theme", max_length=20, choices=Course.Workstream)
    published_on = models.DateField("published on")
    made_by = models.CharField(max_length=120, help_text="Who made it.")
    size = models.CharField(
        "how long it is", max_length=40, blank=True, help_text="12 pages, or 6 minutes."
    )
    access_note = models.CharField(
        "captions, transcript, formats",
        max_length=200,
        blank=True,
        help_text="Say whether a film has captions and a transcript; a film must say so.",
    )
    link = models.URLField("address", blank=True, help_text="Where it is, when it is elsewhere.")
    document = models.ForeignKey(
        "wagtaildocs.Document", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *ReadingPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("workstream")]),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("made_by")]),
        FieldRowPanel([FieldPanel("size"), FieldPanel("access_note")]),
        MultiFieldPanel([FieldPanel("link"), FieldPanel("document")], "Where it is"),
        FieldPanel("body"),
    ]
    search_fields = [
        *ReadingPage.search_fields,
        *searched("made_by", "body"),
        index.FilterField("kind"),
        index.FilterField("workstream"),
        index.FilterField("published_on"),
    ]

    parent_page_types = ["cms.ResourceIndexPage"]
    subpage_types: list[str] = []
    template = "cms/resource.html"
    page_description = "A toolkit, film, guide or evaluation, with where to find it."

    def clean(self) -> None:
        """A film says how people who cannot hear or see it take part."""
        super().clean()
        if self.kind == ResourceKind.FILM and not self.access_note:
            raise ValidationError({"access_note": "Say whether it has captions and a transcript."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        document = self.document
        address = document.url if document else self.link
        return context | {"address": address, "document": document}

"""A page to read."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.admin.panels import FieldPanel

from cms.blocks import BodyBlock
from cms.blocks.fields import StreamField
from cms.models.reading import ReadingPage, searched
from cms.presenters.contents import with_contents


class StandardPage(ReadingPage):
    """About us, the statements the law asks for: anything that is only read."""

    body = StreamField(BodyBlock())

    content_panels = [*ReadingPage.content_panels, FieldPanel("body")]
    search_fields = [*ReadingPage.search_fields, *searched("body")]

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard.html"
    page_description = "A page to read: about us, privacy, cookies, accessibility."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        body = render_to_string("cms/_body.html", {"blocks": self.body})
        return context | {"told": with_contents(body)}

"""A page to read."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.models.reading import ReadingPage


class StandardPage(ReadingPage):
    """About us, the statements the law asks for: anything that is only read."""

    body = StreamField(BodyBlock())

    content_panels = [*ReadingPage.content_panels, FieldPanel("body")]
    search_fields = [*ReadingPage.search_fields, index.SearchField("body")]

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard.html"
    page_description = "A page to read: about us, privacy, cookies, accessibility."

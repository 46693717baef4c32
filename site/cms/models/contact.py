"""How to reach the team, and who does what in it."""

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.blocks import SMALL_FEATURES, BodyBlock
from cms.blocks.fields import StreamField
from cms.models.reading import ReadingPage, searched
from core.models.email_address import CleanEmailField


class ContactPage(ReadingPage):
    email = CleanEmailField("e-mail address")
    phone = models.CharField("telephone", max_length=20, blank=True)
    hours = models.CharField("when it is answered", max_length=120, blank=True)
    post = models.CharField("postal address", max_length=250, blank=True)
    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *ReadingPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("email"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("hours")]),
                FieldPanel("post"),
            ],
            "How to reach us",
        ),
        FieldPanel("body"),
    ]
    search_fields = [*ReadingPage.search_fields, *searched("body")]

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "cms/contact.html"
    page_description = "How to reach the team. There is one."

    @property
    def dial(self) -> str:
        """The telephone number as a link dials it."""
        return self.phone.replace(" ", "")


class RoleBlock(blocks.StructBlock):
    """A role of the team, not a person's life."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=[*SMALL_FEATURES, "ul"])
    ask = blocks.CharBlock(
        label="Ask them about", max_length=200, required=False, help_text="Dates, a certificate."
    )

    class Meta:
        icon = "user"
        label = "Role"
        description = "What someone in this role does, and what to ask them"
        template = "cms/blocks/role.html"
        preview_value = {
            "title": "Facilitator",
            "text": "<p>Leads sessions in schools and other places where young people are.</p>",
            "ask": "What happens on the day",
        }


class PeoplePage(ReadingPage):
    """Who does what: roles, not biographies."""

    roles = StreamField([("role", RoleBlock())], min_num=1)
    body = StreamField(BodyBlock(), verbose_name="below the roles", blank=True)

    content_panels = [*ReadingPage.content_panels, FieldPanel("roles"), FieldPanel("body")]
    search_fields = [*ReadingPage.search_fields, *searched("roles", "body")]

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: list[str] = []
    template = "cms/people.html"
    page_description = "The roles of the team and what to ask each; no biographies."

"""Work of partners and of those the partnership pays: listed here, not booked here."""

from typing import Any

from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from cms.blocks import SMALL_FEATURES, BodyBlock
from cms.blocks.fields import StreamField
from cms.models.reading import ReadingPage, searched
from training.courses.models import Course

Workstream = Course.Workstream


class ProjectBlock(blocks.StructBlock):
    """One project: what it is, for whom, and how people come to it."""

    title = blocks.CharBlock(max_length=100)
    workstream = blocks.ChoiceBlock(choices=Workstream.choices)
    text = blocks.RichTextBlock(features=SMALL_FEATURES)
    for_whom = blocks.CharBlock(max_length=200, required=False)
    how = blocks.CharBlock(
        label="How people come to it", max_length=200, help_text="By referral, through a hospital."
    )
    link = blocks.URLBlock(required=False)

    class Meta:
        icon = "group"
        label = "Project"
        description = "A commissioned or partner project that is not booked here"
        template = "cms/blocks/project.html"
        preview_value = {
            "title": "Step Together",
            "workstream": "education",
            "text": "<p>Trusted adults along the ways that children walk home.</p>",
            "for_whom": "Pupils on their way to and from school",
            "how": "Routes are chosen with schools and councils.",
        }


class PartnerWorkPage(ReadingPage):
    """Commissioned and partner projects by workstream."""

    projects = StreamField([("project", ProjectBlock())], min_num=1)
    body = StreamField(BodyBlock(), verbose_name="below the projects", blank=True)

    content_panels = [*ReadingPage.content_panels, FieldPanel("projects"), FieldPanel("body")]
    search_fields = [*ReadingPage.search_fields, *searched("projects", "body")]

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "cms/partner_work.html"
    page_description = "Projects of partners, by workstream. Listed, not booked. There is one."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"groups": self.groups()}

    def groups(self) -> list[dict[str, Any]]:
        """Each workstream that has a project, in the house's order."""
        found: dict[str, list[Any]] = {}
        for project in self.projects:
            found.setdefault(project.value["workstream"], []).append(project)
        return [
            {"key": stream.value, "title": stream.label, "projects": found[stream.value]}
            for stream in Workstream
            if stream.value in found
        ]

"""The page for someone who is worried about someone. It is read, and never a form."""

from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from accounts.models import Area
from cms.blocks import BodyBlock
from cms.blocks.fields import StreamField
from cms.models.reading import ReadingPage, searched
from core import clock
from core.clock import london_date

HOW = (
    "<p>One row for the front door of each council: the team that takes a call from anyone. A "
    "number is shown until the end of the day by which you promise to check it again. After that, "
    "or without a day, the page says to ring 101 or to speak to a safeguarding lead instead.</p>"
)
a_number = RegexValidator(r"^\+?[0-9][0-9 ]{2,18}$", "Enter a telephone number: digits and spaces.")


class WorriedPage(ReadingPage):
    """Whom to tell, now: emergency numbers first, then the front door of each council."""

    body = StreamField(
        BodyBlock(), verbose_name="what to do first", help_text="999, 101 and Crimestoppers."
    )
    doors_title = models.CharField(
        "heading of the numbers", max_length=80, default="The front door of your council"
    )
    more = StreamField(BodyBlock(), verbose_name="what helps afterwards", blank=True)

    content_panels = [
        *ReadingPage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                HelpPanel(HOW),
                FieldPanel("doors_title"),
                InlinePanel("front_doors", label="Council"),
            ],
            "Councils' front doors",
        ),
        FieldPanel("more"),
    ]
    search_fields = [*ReadingPage.search_fields, *searched("body", "more")]

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "cms/worried.html"
    page_description = "Whom to tell when someone may be at risk. There is one, and it has no form."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        today = london_date(clock.now())
        return context | {"doors": [door.shown_on(today) for door in self.doors()]}

    def doors(self) -> list["FrontDoor"]:
        """The rows in the editors' order, those of a preview included."""
        rows: list[FrontDoor] = list(self.front_doors.all())
        names = dict(Area.objects.values_list("pk", "name"))
        for row in rows:
            row.area_name = names.get(row.area_id, "")
        return rows


class FrontDoor(Orderable):
    """The number of one council's front door, and until when we vouch for it."""

    page = ParentalKey(WorriedPage, related_name="front_doors")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        limit_choices_to=~models.Q(code__in=[Area.REGIONAL, Area.OUTSIDE]),
    )
    number = models.CharField(max_length=20, blank=True, validators=[a_number])
    hours = models.CharField(
        max_length=160,
        blank=True,
        help_text="Monday to Friday, 9am to 5pm; other numbers at night.",
    )
    link = models.URLField("the council's page", blank=True)
    owner = models.CharField(
        "who checks it", max_length=120, blank=True, help_text="A role of our team. Not shown."
    )
    review_by = models.DateField(
        "check it again by", null=True, blank=True, help_text="The last day the number is shown."
    )

    panels = [
        FieldRowPanel([FieldPanel("area"), FieldPanel("number")]),
        FieldPanel("hours"),
        FieldPanel("link"),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("review_by")]),
    ]

    area_name: str = ""  # set by doors(): the rows of a preview come from no query to join

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "area"], name="front_door_once_an_area")
        ]

    def __str__(self) -> str:
        return f"Front door {self.sort_order}"

    def is_open_on(self, today: date) -> bool:
        """Whether the number may be shown: there is one, and its day has not passed."""
        return bool(self.number and self.review_by and self.review_by >= today)

    def shown_on(self, today: date) -> dict[str, str]:
        """What the page may say of it."""
        shown = {"area": self.area_name, "link": self.link}
        if self.is_open_on(today):
            dial = self.number.replace(" ", "")
            return shown | {"number": self.number, "dial": dial, "hours": self.hours}
        return shown

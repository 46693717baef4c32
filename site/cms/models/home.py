"""The front door."""

from datetime import datetime
from itertools import accumulate
from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.blocks import DoorBlock, PictureBlock
from cms.blocks.fields import StreamField
from cms.models.base import BasePage, page_of_type
from cms.models.breadcrumbs import PAGES_ABOVE
from cms.models.reading import PROMOTE_PANELS, searched
from cms.presenters.reach_figures import Figures, figures_of
from cms.presenters.year_plan import EXAMPLE, draw
from core import clock
from core.clock import london_date
from core.dates import add_months
from core.queries.prepared_read import PreparedRead
from core.web.ttl_cache import TtlCache
from reports.queries.reach import reach
from training.events.queries.event import listed, open_events

DATES_SHOWN = 4
_reach: TtlCache[Figures | None] = TtlCache("reach", seconds=60)  # of a month that is over
ROUTED = ("pk", "content_type", "url_path", "depth", "title", "live")


class HomePage(BasePage, Page):
    """What brings you here, the next dates, the year, and whom we reached."""

    hero_title = models.CharField("first words", max_length=80)
    hero_lead = models.TextField("what we do, in a sentence", max_length=300)
    doors = StreamField([("door", DoorBlock())], min_num=1, max_num=4)
    picture = StreamField(
        [("picture", PictureBlock())],
        max_num=1,
        blank=True,
        help_text="One picture, shown beside the heading of the year.",
    )
    plan_title = models.CharField("heading of the year", max_length=80)
    plan_lead = models.TextField("why a year", max_length=300)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_lead")], "First words"),
        FieldPanel("doors"),
        MultiFieldPanel(
            [FieldPanel("plan_title"), FieldPanel("plan_lead"), FieldPanel("picture")], "A year"
        ),
    ]
    promote_panels = PROMOTE_PANELS
    search_fields = [*Page.search_fields, *searched("hero_lead")]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.CourseIndexPage",
        "cms.WorkshopIndexPage",
        "cms.ProgrammeIndexPage",
        "cms.PartnerWorkPage",
        "cms.ResourceIndexPage",
        "cms.NewsIndexPage",
        "cms.WorriedPage",
        "cms.ContactPage",
        "cms.PeoplePage",
        "cms.StandardPage",
    ]
    max_count = 1
    template = "cms/home.html"
    page_description = "The front page. There is one."

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A page below, with those above it, in two reads; Wagtail's own way reads two a level.

        What stands at no address of ours is left to Wagtail.
        """
        paths = list(accumulate(path_components, "{}{}/".format, initial=self.url_path))[1:]
        found = Page.objects.filter(url_path__in=paths).order_by("depth")
        # Plain rows: making a Page takes as long as reading it, and those above are only links.
        rows = list(found.values_list(*ROUTED, named=True))
        if paths and rows and rows[-1].url_path == paths[-1]:
            page = page_of_type(rows[-1].pk, rows[-1].content_type)
            if page:
                setattr(request, PAGES_ABOVE, [self, *rows[:-1]])  # for the breadcrumbs
                return page.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        now = clock.now()
        return context | {
            "events": self.next_events(now),
            "plan": draw(EXAMPLE),
            "reach": self.last_month(now),
        }

    def next_events(self, now: datetime) -> list[Any]:
        return NEXT_EVENTS.rows(now)

    def last_month(self, now: datetime) -> Figures | None:
        """Whom the last whole month reached, when anything of it has been confirmed."""
        month = add_months(london_date(now), -1)
        return _reach.get(str(month), lambda: figures_of(reach(month, now)))


NEXT_EVENTS = PreparedRead(lambda now: listed(open_events(now))[:DATES_SHOWN], datetime)

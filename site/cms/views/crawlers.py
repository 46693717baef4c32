"""What search engines are told: which addresses there are, and which areas are private."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Page, Site

from cms.models import CoursePage
from cms.models.breadcrumbs import address_in
from core import clock
from core.policy import access
from core.web.page_cache import cacheable
from training.events.queries.event import open_events

# Together below the 50,000 addresses that a sitemap may hold (sitemaps.org).
MOST_PAGES = 40_000
MOST_DATES = 2_000
SCREENS = ("events:event_list", "visits:workshop_list", "courses:framework_detail")
PRIVATE = (
    *("/accounts/", "/bookings/", "/cms/", "/my/", "/registers/", "/reports/", "/search/"),
    *("/team/", "/today/", "/verify/"),
)


class Place(NamedTuple):
    """One address of the sitemap, and the day it last changed where that is known."""

    url: str
    changed_date: date | None = None


@access("public")
@cacheable
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, screen and date."""
    site = Site.find_for_request(request)
    pages = pages_of(site) if site else []
    known = {place.url for place in pages}
    screens = [Place(settings.BASE_URL + reverse(name)) for name in SCREENS]
    places = [*pages, *(place for place in screens if place.url not in known), *dates()]
    return render(
        request, "sitemap.xml", {"places": places}, content_type="application/xml; charset=utf-8"
    )


def pages_of(site: Site) -> list[Place]:
    """The published pages that anyone may read."""
    hidden = CoursePage.objects.filter(course__is_listed=False).values("pk")
    pages = Page.objects.descendant_of(site.root_page, inclusive=True).live().public()
    found = pages.exclude(pk__in=hidden).order_by("path")[:MOST_PAGES]
    return [
        Place(
            settings.BASE_URL + address_in(site, page),
            page.last_published_at and clock.london_date(page.last_published_at),
        )
        for page in found
    ]


def dates() -> list[Place]:
    """The dates anyone may enrol on."""
    refs = open_events(clock.now()).values_list("ref", flat=True)[:MOST_DATES]
    return [
        Place(settings.BASE_URL + reverse("enrolments:event_detail", args=[ref])) for ref in refs
    ]


@access("public")
@cacheable
def robots(request: HttpRequest) -> HttpResponse:
    """Which areas are not for search engines: those one signs in to, and answers to searches."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {prefix}" for prefix in PRIVATE),
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

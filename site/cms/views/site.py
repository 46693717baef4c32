"""What the CMS serves besides its pages."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail import views as wagtail_views
from wagtail.models import Site

from cms.models import NewsIndexPage
from cms.models.breadcrumbs import address_in
from cms.models.news import published_news
from cms.presenters.attention import broken_concern
from cms.queries import site_search
from cms.queries.broken_links import broken
from cms.rules import course_search
from core import clock
from core.dates import start_of_day
from core.files import feed_writer
from core.policy import access
from core.web.navigation import Link
from core.web.page_cache import cacheable
from core.web.ttl_cache import TtlCache

NEWS_IN_FEED = 30
_sites: TtlCache[Site | None] = TtlCache("sites")


@access("public")
@cacheable
def news_feed(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    index = site and NewsIndexPage.objects.descendant_of(site.root_page).live().first()
    if not site or not index:
        raise Http404
    channel = feed_writer.FeedChannel(
        title=f"{settings.WAGTAIL_SITE_NAME}: {index.title}",
        link=settings.BASE_URL + address_in(site, index),
        description=index.introduction,
        feed_url=settings.BASE_URL + request.path,
    )
    items = (
        feed_writer.FeedItem(
            title=page.title,
            link=settings.BASE_URL + address_in(site, page),
            description=page.introduction,
            published_at=start_of_day(page.date),
            categories=[page.get_workstream_display()] if page.workstream else [],
        )
        for page in published_news().child_of(index)[:NEWS_IN_FEED]
    )
    return HttpResponse(feed_writer.feed(channel, items), content_type=feed_writer.CONTENT_TYPE)


@access("public")
@cacheable
def search(request: HttpRequest) -> HttpResponse:
    """Search the whole site. Of a text without end the beginning is enough."""
    text, is_cut = course_search.text_in(request.GET)
    site = _sites.get(request.get_host(), lambda: site_of(request))
    context = {
        "text": text,
        "most": course_search.MOST_LETTERS if is_cut else None,
        "answer": site_search.search(site, text, clock.now()) if site and text else None,
        "links": [Link("Home", "/")],
    }
    return render(request, "cms/search.html", context)


@access("public")
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page by Wagtail's own view, which reads the site and its front page at each request."""
    site = _sites.get(request.get_host(), lambda: site_of(request))
    request._wagtail_site = site  # type: ignore[attr-defined]  # where Wagtail keeps it itself
    # Hooks, restrictions and redirects of a page hold here too.
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def site_of(request: HttpRequest) -> Site | None:
    """The site of a request with its front page as what it is."""
    site: Site | None = Site.find_for_request(request)
    if site:
        site.root_page = site.root_page.specific
    return site


def page_or(screen: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The published page at this address; a screen of ours until editors have made one."""

    @access("public")
    @wraps(screen)
    def view(request: HttpRequest) -> HttpResponse:
        try:
            response = page(request, request.path.lstrip("/"))
        except Http404:
            return screen(request)
        return response

    return view


@access("editors")
def broken_links(request: HttpRequest) -> HttpResponse:
    """Published pages with a link that leads nowhere."""
    rows = [broken_concern(link) for link in broken()]
    return render(request, "cms/admin/broken_links.html", {"rows": rows})

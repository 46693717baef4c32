"""Which page stands at an address: found in two queries, however deep it stands.

Wagtail reads every page on the way twice. Here one query names them all, by which the links above
a page are known too, and a second reads the page itself.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from core.web.navigation import Link
from core.web.ttl_cache import TtlCache

MOST_DEEP = 20
LIVE = 3  # where a row of rows_at says so, its address taken off
_sites: TtlCache[Site | None] = TtlCache("sites")


def site_of(request: HttpRequest) -> Site | None:
    """The request's site, with its front page as what it is; read every few seconds."""
    return _sites.get(request.get_host(), lambda: read_site(request))


def read_site(request: HttpRequest) -> Site | None:
    """The request's site as it is now."""
    site: Site | None = Site.find_for_request(request)
    if site:
        site.root_page = site.root_page.specific
    return site


class RoutedPage(Page):
    """A page of ours: it knows what stands above it, and asks little to find out who may see it."""

    read_with: Sequence[str] = ()  # relations that its template always needs
    above: list[Link] | None = None

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        """What Wagtail finds; one short question where no page of the site is private."""
        if not PageViewRestriction.objects.exists():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()


def page_below(front: Page, names: Sequence[str]) -> RouteResult:
    """The published page at these names below the front page. Raises Http404."""
    if len(names) > MOST_DEEP:
        raise Http404
    if not names:
        return RouteResult(read_page(front.pk, front.content_type_id, []))
    ends = [front.url_path]
    for name in names:
        ends.append(f"{ends[-1]}{name}/")
    rows = {end: row for end, *row in rows_at(front, names, ends)}
    if ends[-1] not in rows:
        raise Http404
    above = [
        Link(rows[end][0], "/" + end.removeprefix(front.url_path))
        for end in ends[1:-1]
        if end in rows and rows[end][LIVE]
    ]
    _, pk, kind, _ = rows[ends[-1]]
    return RouteResult(read_page(pk, kind, [Link("Home", "/"), *above]))


def rows_at(front: Page, names: Sequence[str], ends: Sequence[str]) -> Any:
    """The pages on the way, published or not; names are indexed, addresses are not."""
    found = Page.objects.filter(slug__in=set(names), url_path__in=ends, depth__gt=front.depth)
    return found.values_list("url_path", "title", "pk", "content_type_id", "live")


def read_page(pk: int, content_type_id: int, above: list[Link]) -> Any:
    """The published page as what it is, told what stands above it. Raises Http404."""
    kind: Any = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    page = kind.objects.select_related(*getattr(kind, "read_with", ())).filter(pk=pk).first()
    if page is None or not page.live:
        raise Http404
    page.above = above
    return page

"""What all our pages have: a short way to ask who may see them."""

from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from core.queries.prepared_read import PreparedRead
from core.web.gone import GoneError, mark_gone
from core.web.ttl_cache import TtlCache

_root_paths: TtlCache[Any] = TtlCache("site-root-paths")


class BasePage:
    """Stands before Wagtail's Page among the bases of a page."""

    read_with: tuple[str, ...] = ()  # what its screen shows of other tables, read with it

    def route(self: Any, request: HttpRequest, path_components: list[str]) -> Any:
        """Wagtail's answer; of a page that was public and is not any more, that it is gone."""
        try:
            return super().route(request, path_components)  # type: ignore[misc]
        except Http404:
            if not (path_components or self.live) and self.first_published_at:
                # Wagtail takes whatever is raised here for an address it does not know.
                mark_gone(request, self.gone(request))
            raise

    def _get_site_root_paths(self: Any, request: HttpRequest | None = None) -> Any:
        """Where each site begins, of some seconds ago.

        Wagtail asks its cache, which is the database, once for each row of its lists of pages.
        """
        return _root_paths.get("all", Site.get_site_root_paths)

    def gone(self: Any, request: HttpRequest) -> GoneError:
        """What to say of the page once it is taken down."""
        return GoneError()

    def get_view_restrictions(self: Any) -> QuerySet[PageViewRestriction]:
        """Wagtail's answer in one read: it reads every page above first, to follow aliases."""
        if self.alias_of_id:
            found: QuerySet[PageViewRestriction] = Page.get_view_restrictions(self)
            return found
        # Each step of a path names a page above: treebeard's materialised path.
        ends = range(Page.steplen, len(self.path) + 1, Page.steplen)
        paths = [self.path[:end] for end in ends]
        restrictions: QuerySet[PageViewRestriction] = PageViewRestriction.objects.all()
        return restrictions.filter(page__path__in=paths)


def page_of_type(key: int, content_type: int) -> Any:
    """A page as its own type with what it is read with; None when it is gone, or not ours."""
    model: Any = ContentType.objects.get_for_id(content_type).model_class()
    if model is None or not issubclass(model, BasePage):
        return None
    return next(iter(_read_of(model).rows(key)), None)


@cache
def _read_of(model: Any) -> PreparedRead[Any]:
    return PreparedRead(lambda key: model.objects.select_related(*model.read_with).filter(pk=key))

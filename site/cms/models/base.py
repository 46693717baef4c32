"""What all our pages have: a short way to ask who may see them."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction


class BasePage:
    """Stands before Wagtail's Page among the bases of a page."""

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

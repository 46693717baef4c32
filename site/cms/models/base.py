"""What all our pages have: a short way to ask who may see them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction


class BasePage:
    """Stands before Wagtail's Page among the bases of a page."""

    read_with: tuple[str, ...] = ()  # what its screen shows of other tables, read with it

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
    return model.objects.select_related(*model.read_with).filter(pk=key).first()

"""Links between pages that lead nowhere.

Wagtail keeps an index of what names what, but forgets a page when it is deleted. So the report
also reads the words of every published page; the first screen only asks the index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex

Q = r'\\?"'  # a quotation mark, as it is or inside JSON
TAG = re.compile(rf"<a\b[^>]*?\blinktype={Q}page{Q}[^>]*>")
NUMBER = re.compile(rf"\bid={Q}(\d+){Q}")


@dataclass(frozen=True)
class Broken:
    """A published page with a link that leads nowhere, and why it does."""

    page: Page
    why: str

    @property
    def address(self) -> str:
        """Where it is put right."""
        return editing(self.page.pk)


def editing(page_id: int) -> str:
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def hidden_targets() -> list[Page]:
    """Published pages that lead to a page which is there but not published."""
    kind = ContentType.objects.get_for_model(Page)
    hidden = {str(pk) for pk in Page.objects.not_live().values_list("pk", flat=True)}
    links = ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind)
    pairs = links.values_list("object_id", "to_object_id")
    sources = {source for source, target in pairs if target in hidden}
    return list(Page.objects.live().filter(pk__in=sources).order_by("title", "pk"))


def broken() -> list[Broken]:
    """Every published page with a link to a page that is hidden or gone."""
    found = [Broken(page, "Leads to a page that is not published.") for page in hidden_targets()]
    known = set(Page.objects.values_list("pk", flat=True))
    pages = Page.objects.live().order_by("title", "pk").specific().iterator()
    lost = [page for page in pages if set(named_in(page)) - known]
    return found + [Broken(page, "Leads to a page that was deleted.") for page in lost]


def named_in(page: Page) -> Iterator[int]:
    """The numbers of the pages that a page's words link to."""
    for field in page._meta.get_fields():
        if isinstance(field, (StreamField, RichTextField)):
            for tag in TAG.findall(field.value_to_string(page) or ""):
                number = NUMBER.search(tag)
                if number:
                    yield int(number.group(1))

"""Links between pages that lead nowhere.

Wagtail keeps an index of what names what, but forgets a page when it is deleted, and never knew an
address that was typed by hand. So the report also reads the words of every published page; the
first screen only asks the index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import URLField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, ReferenceIndex

from cms.queries.typed_links import Places, path_of, typed_in

Q = r'\\?"'  # a quotation mark, as it is or inside JSON
TAG = re.compile(rf"<a\b[^>]*?\blinktype={Q}page{Q}[^>]*>")
NUMBER = re.compile(rf"\bid={Q}(\d+){Q}")


@dataclass(frozen=True)
class Broken:
    """A published page with a link that leads to a page not published, unless it is said else."""

    page: Page
    is_deleted: bool = False
    path: str = ""  # typed by hand, and nothing is there


def hidden_targets() -> list[Page]:
    """Published pages that lead to a page which is there but not published."""
    kind = ContentType.objects.get_for_model(Page)
    # The index keeps numbers as text.
    hidden = {str(pk) for pk in Page.objects.not_live().values_list("pk", flat=True)}
    links = ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind)
    pairs = links.values_list("object_id", "to_object_id")
    sources = {source for source, target in pairs if target in hidden}
    return list(Page.objects.live().filter(pk__in=sources).order_by("title", "pk"))


def broken() -> list[Broken]:
    """Every published page with a link that leads to nothing, and what it is."""
    found = [Broken(page) for page in hidden_targets()]
    known, places = set(Page.objects.values_list("pk", flat=True)), Places()
    for page in Page.objects.live().order_by("title", "pk").specific().iterator():
        if set(named_in(page)) - known:
            found.append(Broken(page, is_deleted=True))
        lost = sorted({path for path in typed_on(page) if not places.leads_somewhere(path)})
        found += [Broken(page, path=path) for path in lost]
    return found


def typed_on(page: Page) -> Iterator[str]:
    """The paths of our own that were typed by hand into a page."""
    for field in page._meta.get_fields():
        if isinstance(field, (StreamField, RichTextField)):
            yield from typed_in(field.value_to_string(page) or "")
        elif isinstance(field, URLField):
            path = path_of(field.value_from_object(page) or "")
            if path:
                yield path


def named_in(page: Page) -> Iterator[int]:
    """The numbers of the pages that a page's words link to."""
    for field in page._meta.get_fields():
        if isinstance(field, (StreamField, RichTextField)):
            for tag in TAG.findall(field.value_to_string(page) or ""):
                number = NUMBER.search(tag)
                if number:
                    yield int(number.group(1))

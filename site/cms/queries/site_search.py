"""What the whole site has about some words: courses, dates, news, resources and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.models import Page, Site

from cms.models import CoursePage
from cms.models.breadcrumbs import address_in
from cms.presenters.search_result import (
    SCREENS,
    SHOWN,
    Result,
    ResultGroup,
    course_result,
    event_result,
    group_of,
)
from cms.rules import course_search
from core.search.fuzzy import fuzzy_search, query_words, words_of
from training.events.queries.event import open_events

VENUE = ("venue__name", "venue__address", "venue__postcode")
DATE_FIELDS = ("course__title", "area__name", *VENUE, "course__summary")
PAGE_FIELDS = ("title", "search_description")
KINDS = {"newspage": "News", "resourcepage": "Resources"}
PAGES = "Pages"


@dataclass(frozen=True)
class Answer:
    """All that was found, and whether it only comes close."""

    groups: tuple[ResultGroup, ...]
    is_close: bool

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def search(site: Site, text: str, now: datetime) -> Answer:
    """Everything public that has these words, by kind."""
    # What comes close is looked for only when nothing is what was asked for.
    for is_close in (False, True):
        by_kind = {
            "Courses": found_courses(site, text, is_close),
            "Dates": found_dates(text, now, is_close),
        }
        for kind, result in found_pages(site, text, is_close):
            by_kind.setdefault(kind, []).append(result)
        groups = [group_of(title, results) for title, results in by_kind.items() if results]
        if groups:
            return Answer(tuple(groups), is_close)
    return Answer((), is_close=True)


def found_courses(site: Site, text: str, is_close: bool) -> list[Any]:
    """Pages of listed courses, by what they are called, aim at and lead to."""
    pages = CoursePage.objects.live().public().descendant_of(site.root_page)
    pages = pages.filter(course__is_listed=True).select_related("course__current_version")
    pages = pages.order_by("course__search_key", "pk")
    found = fuzzy_search(pages, course_search.PAGE_FIELDS, text, (is_close,))
    return [course_result(page, address_in(site, page)) for page in found.rows]


def found_dates(text: str, now: datetime, is_close: bool) -> list[Any]:
    """Dates open to all, by their course, area and venue."""
    found = fuzzy_search(open_events(now), DATE_FIELDS, text, (is_close,))
    return [event_result(event) for event in sorted(found.rows, key=lambda one: one.starts_at)]


def found_pages(site: Site, text: str, is_close: bool) -> list[tuple[str, Result]]:
    """Pages that editors wrote, and screens, each with its kind."""
    public = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    others = public.not_exact_type(CoursePage)  # courses are a group of their own
    named = fuzzy_search(others.order_by("path"), PAGE_FIELDS, text, (is_close,)).rows
    if is_close:  # the index has no word with a typo: those are looked for in the titles
        return page_results(site, named)
    screens = [
        (PAGES, Result(title, reverse(name), words))
        for name, title, words, about in SCREENS
        if begins(text, f"{title} {words} {about}")
    ]
    words = " ".join(query_words(text))  # SQLite's index reads signs as commands
    indexed = list(others.search(words, operator="and")[:SHOWN]) if words else []
    pages = page_results(site, [*indexed, *named])
    known = {result.url for _, result in pages}
    return [*(one for one in screens if one[1].url not in known), *pages]


def begins(text: str, words: str) -> bool:
    """Whether every word of a text begins one of these words."""
    there, asked = words_of(words), words_of(text)
    return bool(asked) and all(any(word.startswith(one) for word in there) for one in asked)


def page_results(site: Site, rows: Iterable[Page]) -> list[tuple[str, Result]]:
    """Each page once, with its kind; what those that are shown say, unless it is for search."""
    by_kind: dict[str, list[Page]] = {}
    for page in {page.pk: page for page in rows}.values():
        by_kind.setdefault(KINDS.get(page.cached_content_type.model, PAGES), []).append(page)
    silent = [
        page.pk
        for pages in by_kind.values()
        for page in pages[:SHOWN]
        if not page.search_description
    ]
    told = {page.pk: page for page in Page.objects.filter(pk__in=silent).specific()}
    return [
        (kind, Result(page.title, address_in(site, page), text_of(told.get(page.pk, page))))
        for kind, pages in by_kind.items()
        for page in pages
    ]


def text_of(page: Page) -> str:
    """What a page is about, as far as that was read."""
    return page.search_description or str(getattr(page, "introduction", ""))

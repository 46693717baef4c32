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
    public = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    courses, courses_close = found_courses(site, text)
    dates, dates_close = found_dates(text, now)
    pages, pages_close = found_pages(site, public, text)
    closeness = [(courses, courses_close), (dates, dates_close), (pages, pages_close)]
    # What comes close is left out when something is what was asked for.
    has_exact = any(results and not is_close for results, is_close in closeness)
    kept = [[] if has_exact and is_close else results for results, is_close in closeness]
    by_kind = {"Courses": kept[0], "Dates": kept[1]}
    for kind, result in kept[2]:
        by_kind.setdefault(kind, []).append(result)
    return Answer(
        tuple(group_of(title, results) for title, results in by_kind.items() if results),
        is_close=not has_exact,
    )


def found_courses(site: Site, text: str) -> tuple[list[Any], bool]:
    """Pages of listed courses, by what they are called, aim at and lead to."""
    pages = CoursePage.objects.live().public().descendant_of(site.root_page)
    pages = pages.filter(course__is_listed=True).select_related("course__current_version")
    found = fuzzy_search(
        pages.order_by("course__search_key", "pk"), course_search.PAGE_FIELDS, text
    )
    results = [course_result(page, address_in(site, page)) for page in found.rows]
    return results, found.is_close


def found_dates(text: str, now: datetime) -> tuple[list[Any], bool]:
    """Dates open to all, by their course, area and venue."""
    found = fuzzy_search(open_events(now), DATE_FIELDS, text)
    rows = sorted(found.rows, key=lambda event: event.starts_at)
    return [event_result(event) for event in rows], found.is_close


def found_pages(site: Site, public: Any, text: str) -> tuple[list[Any], bool]:
    """Pages that editors wrote, and screens, each with its kind."""
    screens = [
        (PAGES, Result(title, reverse(name), words))
        for name, title, words, about in SCREENS
        if begins(text, f"{title} {words} {about}")
    ]
    others = public.not_exact_type(CoursePage)  # courses are a group of their own
    words = " ".join(query_words(text))  # SQLite's index reads signs as commands
    indexed = list(others.search(words, operator="and")[:SHOWN]) if words else []
    # The index has all that pages say, but no word with a typo: those are looked for in the titles.
    named = fuzzy_search(others.order_by("path"), PAGE_FIELDS, text)
    is_close = named.is_close and not indexed and not screens
    rows = indexed if named.is_close and not is_close else [*indexed, *named.rows]
    pages = page_results(site, rows)
    known = {result.url for _, result in pages}
    return [*(one for one in screens if one[1].url not in known), *pages], is_close


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

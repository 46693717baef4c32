"""The dates, for everyone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.dates import month_bounds, month_words
from core.policy import access
from core.web.navigation import Link
from core.web.page_cache import cacheable
from core.web.paging import page_of
from training.events.models import Event
from training.events.presenters import event_month
from training.events.presenters.event_filters import event_counter, event_facets
from training.events.presenters.event_list import months_of
from training.events.presenters.event_month import MonthParameter
from training.events.queries.event import (
    MOST_IN_A_MONTH,
    listed,
    nearest_parts,
    open_events,
    open_events_within,
    sessions_within,
)
from training.events.queries.event_filters import YES, EventFilters, read
from training.events.queries.filter_group import FilterGroup, groups_of, known
from training.events.rules import date_range
from training.events.rules.date_range import Span


@access("public")
@cacheable
def event_list(request: HttpRequest) -> HttpResponse:
    """Dates anyone may enrol on: as a list by month, or one month as a grid."""
    now = clock.now()
    asked = event_month.month_asked(request.GET.get("month", ""), clock.london_date(now))
    wanted = read(request.GET)
    if request.GET.get("view") == "month":
        return _month(request, wanted, asked, now)
    span = date_range.read(request.GET, clock.london_date(now))
    return _list(request, wanted, asked, span, now)


def _list(
    request: HttpRequest, wanted: EventFilters, asked: MonthParameter, span: Span, now: datetime
) -> HttpResponse:
    events = open_events(now).filter(span.condition())
    if asked.was_asked:
        starts_at, ends_at = month_bounds(asked.first)
        events = events.filter(starts_at__gte=starts_at, starts_at__lt=ends_at)
    groups = groups_of(events)
    wanted = known(wanted, groups)
    count = event_counter(groups)(wanted)  # the groups know it: the list is not counted again
    page = page_of(listed(events.filter(wanted.condition())), request.GET.get("page"), count=count)
    keep = {"month": asked.text} if asked.was_asked else {}
    context = _around(wanted, groups, asked, now, keep | span.pairs())
    context |= {"page": page, "months": months_of(page), "span": span}
    context["hidden"] = {**keep, **dict(wanted.pairs())}
    if span.is_refused:
        context["limits"] = date_range.limit_words(clock.london_date(now))
    return render(request, "training/events/event_list.html", context)


def _month(
    request: HttpRequest, wanted: EventFilters, asked: MonthParameter, now: datetime
) -> HttpResponse:
    starts_at, ends_at = month_bounds(asked.first)
    groups = groups_of(open_events_within(starts_at, ends_at))
    wanted = known(wanted, groups)
    # A month with nothing in it asks no further query.
    has_any = event_counter(groups)(wanted)
    sessions = sessions_within(starts_at, ends_at, wanted) if has_any else []
    has_coming = any(not session.event.has_started(now) for session in sessions)
    before, after = (
        month and Link(f"{month:%b %Y}", _grid_address(month, wanted))
        for month in event_month.neighbours(asked.first, clock.london_date(now))
    )
    context = {
        **_around(wanted, groups, asked, now, _grid(asked.text)),
        "weeks": event_month.weeks_of(asked.first, sessions, now),
        "days": event_month.DAYS,
        "has_parts": bool(sessions),
        "nearest": None if has_coming else _nearest(asked, wanted, now),
        "shown": len(sessions) if len(sessions) == MOST_IN_A_MONTH else None,
        "before": before,
        "after": after,
    }
    return render(request, "training/events/event_month.html", context)


def _nearest(asked: MonthParameter, wanted: EventFilters, now: datetime) -> dict[str, Link | None]:
    """From a month with nothing to come: the last month before it that had dates, and the next."""
    found = {}
    parts = nearest_parts(*month_bounds(asked.first), wanted, now)
    for name, part in zip(("before", "after"), parts, strict=True):
        month = event_month.month_of(part, clock.london_date(now))
        found[name] = Link(month_words(month), _grid_address(month, wanted)) if month else None
    return found


def _grid(month: str) -> dict[str, str]:
    return {"view": "month", "month": month}


def _grid_address(month: date, wanted: EventFilters) -> str:
    return wanted.address(reverse("events:event_list"), [*_grid(f"{month:%Y-%m}").items()])


def _around(
    wanted: EventFilters,
    groups: list[FilterGroup],
    asked: MonthParameter,
    now: datetime,
    keep: Mapping[str, str],
) -> dict[str, Any]:
    """What both ways of looking share: the filter, the way to the other, the feed."""
    path, feed = reverse("events:event_list"), wanted.address(reverse("events:event_feed"))
    kept = [*keep.items()]
    only_month = {"month": asked.text} if asked.was_asked else {}
    with_places = wanted.choose("places", *([] if wanted.places else [YES]))
    return {
        "month": asked,
        "limits": event_month.limit_words(clock.london_date(now)) if asked.is_refused else "",
        "wanted": wanted,
        "facets": event_facets(groups, wanted, path, keep),
        "places_url": with_places.address(path, kept),
        "clear_url": EventFilters().address(path, kept if "view" in keep else []),
        "all_url": path,
        "list_url": wanted.address(path, [*only_month.items()]),
        "month_url": wanted.address(path, [("view", "month"), *only_month.items()]),
        "feed_url": feed,
        # Telephones and calendar programs subscribe to this scheme; a file from https is saved.
        "subscribe_url": f"webcal://{urlsplit(settings.BASE_URL).netloc}{feed}",
        "canonical": f"{settings.BASE_URL}{wanted.address(path, kept)}",
    }


def address_of(event: Event) -> str:
    return f"{settings.BASE_URL}{reverse('enrolments:event_detail', args=[event.ref])}"


def calendar_file(document: str, name: str) -> HttpResponse:
    """A calendar document to save. The name is the server's own: letters, digits and dashes."""
    response = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

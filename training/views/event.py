"""The dates, for everyone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import me
from accounts.models import User
from core import clock, ics
from core.context import Link
from core.dates import month_bounds, month_words, start_of_day
from core.page_cache import keepable
from core.paging import page_of
from core.policy import access
from training import calendar_entries, date_filter, date_list, date_month, date_span
from training.access import open_event_for
from training.course_pages import course_page
from training.date_filter import DateFilter, Group
from training.date_month import Asked
from training.date_span import Span
from training.models import Event
from training.queries.colleague import booked_on
from training.queries.date_filter import groups_of, known
from training.queries.eligibility import openness_of
from training.queries.enrolment import organisations_of, standing_of
from training.queries.event import (
    MOST_IN_A_MONTH,
    listed,
    nearest_parts,
    open_events,
    open_events_within,
    sessions_of,
    sessions_within,
)
from training.queries.series import next_in_series

INDENTATION = re.compile(rb"\n\s+")


@access("public")
@keepable
def event_list(request: HttpRequest) -> HttpResponse:
    """Dates anyone may enrol on: as a list by month, or one month as a grid."""
    now = clock.now()
    asked = date_month.month_asked(request.GET.get("month", ""), clock.london_date(now))
    wanted = date_filter.read(request.GET)
    if request.GET.get("view") == "month":
        return _month(request, wanted, asked, now)
    span = date_span.read(request.GET, clock.london_date(now))
    return _list(request, wanted, asked, span, now)


def _list(
    request: HttpRequest, wanted: DateFilter, asked: Asked, span: Span, now: datetime
) -> HttpResponse:
    events = open_events(now).filter(span.condition())
    if asked.was_asked:
        starts_at, ends_at = month_bounds(asked.first)
        events = events.filter(starts_at__gte=starts_at, starts_at__lt=ends_at)
    groups = groups_of(events)
    wanted = known(wanted, groups)
    dates = date_filter.count(groups, wanted)
    page = page_of(listed(events.filter(wanted.condition())), request.GET.get("page"), count=dates)
    keep = {"month": asked.text} if asked.was_asked else {}
    context = _around(wanted, groups, asked, now, keep | span.pairs())
    context |= {"page": page, "months": date_list.months_of(page), "span": span}
    context["hidden"] = {**keep, **wanted.pairs()}
    if span.is_refused:
        context["limits"] = date_span.limit_words(clock.london_date(now))
    return _tight(render(request, "training/event_list.html", context))


def _month(request: HttpRequest, wanted: DateFilter, asked: Asked, now: datetime) -> HttpResponse:
    starts_at, ends_at = month_bounds(asked.first)
    groups = groups_of(open_events_within(starts_at, ends_at))
    wanted = known(wanted, groups)
    has_any = date_filter.count(groups, wanted)
    sessions = sessions_within(starts_at, ends_at, wanted) if has_any else []
    has_coming = any(not session.event.has_started(now) for session in sessions)
    before, after = (
        month and Link(f"{month:%b %Y}", _grid_address(month, wanted))
        for month in date_month.neighbours(asked.first, clock.london_date(now))
    )
    context = {
        **_around(wanted, groups, asked, now, _grid(asked.text)),
        "weeks": date_month.weeks_of(asked.first, sessions, now),
        "days": date_month.DAYS,
        "has_parts": bool(sessions),
        "nearest": None if has_coming else _nearest(asked, wanted, now),
        "shown": len(sessions) if len(sessions) == MOST_IN_A_MONTH else None,
        "before": before,
        "after": after,
    }
    return _tight(render(request, "training/event_month.html", context))


def _nearest(asked: Asked, wanted: DateFilter, now: datetime) -> dict[str, Link | None]:
    """From a month with nothing to come: the last month before it that had dates, and the next."""
    found = {}
    parts = nearest_parts(*month_bounds(asked.first), wanted, now)
    for name, part in zip(("before", "after"), parts, strict=True):
        month = date_month.month_of(part, clock.london_date(now))
        found[name] = Link(month_words(month), _grid_address(month, wanted)) if month else None
    return found


def _tight(response: HttpResponse) -> HttpResponse:
    """The page without its indentation: a fifth of what a phone would load. It has no <pre>."""
    response.content = INDENTATION.sub(b"\n", response.content)
    return response


def _grid(month: str) -> dict[str, str]:
    return {"view": "month", "month": month}


def _grid_address(month: date, wanted: DateFilter) -> str:
    return wanted.address(reverse("training:event_list"), _grid(f"{month:%Y-%m}"))


def _around(
    wanted: DateFilter, groups: list[Group], asked: Asked, now: datetime, keep: Mapping[str, str]
) -> dict[str, Any]:
    """What both ways of looking share: the filter, the way to the other, the feed."""
    path, feed = reverse("training:event_list"), wanted.address(reverse("training:event_feed"))
    only_month = {"month": asked.text} if asked.was_asked else {}
    with_places = replace(wanted, places=not wanted.places)
    return {
        "month": asked,
        "limits": date_month.limit_words(clock.london_date(now)) if asked.is_refused else "",
        "wanted": wanted,
        "facets": date_filter.facets_of(groups, wanted, path, keep),
        "places_url": with_places.address(path, keep),
        "clear_url": DateFilter().address(path, keep if "view" in keep else {}),
        "all_url": path,
        "list_url": wanted.address(path, only_month),
        "month_url": wanted.address(path, {"view": "month", **only_month}),
        "feed_url": feed,
        "subscribe_url": f"webcal://{urlsplit(settings.BASE_URL).netloc}{feed}",
        "canonical": f"{settings.BASE_URL}{wanted.address(path, keep)}",
    }


@access("public")
@keepable
def event_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One date: what, when, where, and how to get a place."""
    event = open_event_for(request.user, ref)
    brings_for = organisations_of(request.user) if isinstance(request.user, User) else []
    context = {
        "event": event,
        "course": event.course,
        "course_url": course_page(event.course),
        "sessions": sessions_of(event),
        "standing": standing_of(request.user, event, clock.now()),
        "openness": openness_of(event.course),
        "next_in_series": next_in_series(event, clock.now()),
        "may_bring": bool(brings_for),
        "booked": booked_on(event, me(request)) if brings_for else [],
        "canonical": _address_of(event),
        "links": [Link("Home", "/"), Link("Dates", reverse("training:event_list"))],
    }
    return render(request, "training/event_detail.html", context)


@access("public")
@keepable
def event_calendar(request: HttpRequest, ref: str) -> HttpResponse:
    """The date as a calendar file."""
    event = open_event_for(request.user, ref)
    sessions = sessions_of(event)
    stamped_at = start_of_day(
        clock.london_date(clock.now())
    )  # the same all day: an unchanged file is not sent twice
    entries = calendar_entries.of_event(
        event, sessions, url=_address_of(event), stamped_at=stamped_at
    )
    return calendar_file(ics.document(entries, method="PUBLISH"), f"date-{event.ref}.ics")


def _address_of(event: Event) -> str:
    return f"{settings.BASE_URL}{reverse('training:event_detail', args=[event.ref])}"


def calendar_file(document: str, name: str) -> HttpResponse:
    """A calendar document to save. The name is the server's own: letters, digits and dashes."""
    response = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""Calendars of dates to subscribe to, one for each filter."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from core import clock
from core.dates import start_of_day
from core.policy import access
from training.events.presenters.event_feed import MOST, SHOWN_AFTER, feed
from training.events.queries.event import feed_rows
from training.events.queries.event_filters import read
from training.events.queries.filter_group import known

NAME = "Upstander training dates"


@access("public")
def event_feed(request: HttpRequest) -> HttpResponseBase:
    """Open dates as a calendar feed. An unchanged feed is answered with 304."""
    now = clock.now()
    wanted = known(read(request.GET))
    rows = feed_rows(now - SHOWN_AFTER, wanted, MOST)
    document = feed(
        rows,
        name=NAME,
        base_url=settings.BASE_URL,
        # The same all day, so that an unchanged feed keeps its ETag.
        stamped_at=start_of_day(clock.london_date(now)),
    ).encode()
    response = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="dates.ics"'
    # Programs ask on the hour, many at once: a proxy may answer for us for some seconds.
    response.headers["Cache-Control"] = "public, max-age=10"
    etag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response

"""A person's own calendar: the page about its address, and the feed itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import feed_for, me
from accounts.actions.feed_token import make_feed_token, note_feed_use, revoke_feed_token
from accounts.queries.feed_token import calendar_token
from core import clock
from core.changes.submission import posted, render_form, submit
from core.dates import start_of_day
from core.forms import KeyedForm
from core.policy import access
from core.web.navigation import Link
from core.web.rate_limits import within_limit
from training.enrolments.presenters.calendar_feed import feed
from training.enrolments.queries.calendar import calendar_enrolments

READS_AN_HOUR = 60
AN_HOUR = 3600


@access("signed_in")
def calendar_detail(request: HttpRequest) -> HttpResponse:
    """What the address is for; a new one is shown once, here, and never again."""
    person = me(request)
    form = KeyedForm(posted(request))
    made: list[str] = []

    def act() -> str:
        made.append(make_feed_token(person, now=clock.now()))
        return person.ref

    done = submit(request, form, act)
    if done and not made:  # the same press again: what it made was shown then
        messages.info(request, "The address was shown once. Make a new one if you lost it.")
        return redirect("enrolments:calendar_detail")
    context = {
        "address": _address(made[0]) if made else "",
        "token": calendar_token(person),
        "links": [Link("My learning", reverse("people:my_home"))],
    }
    if done:
        form = KeyedForm()
        return render(
            request, "training/enrolments/calendar_detail.html", {**context, "form": form}
        )
    return render_form(request, "training/enrolments/calendar_detail.html", form, context)


@access("signed_in")
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """Let the address stop working, after a page that says what that means."""
    person = me(request)
    form = KeyedForm(posted(request))

    def act() -> str:
        return revoke_feed_token(person, now=clock.now()).ref

    if submit(request, form, act):
        messages.success(request, "The address does not work any more.")
        return redirect("enrolments:calendar_detail")
    context = {"links": [Link("Your calendar", reverse("enrolments:calendar_detail"))]}
    return render_form(request, "training/enrolments/calendar_revoke.html", form, context)


@access("public")
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The places of whoever holds the key: calendar programs cannot sign in."""
    row, now = feed_for(token), clock.now()
    # By key and not by address: one calendar service asks for thousands of people.
    if not within_limit("feed", row.digest, most=READS_AN_HOUR, seconds=AN_HOUR):
        return HttpResponse("Try again later.", status=429, headers={"Retry-After": "600"})
    document = feed(
        calendar_enrolments(row.user, now),
        base_url=settings.BASE_URL,
        stamped_at=start_of_day(clock.london_date(now)),
    )
    note_feed_use(row, now=now)
    response = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="my-training.ics"'
    # The address is the key: no proxy keeps it, no search engine, and no site is told of it.
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _address(token: str) -> str:
    return f"{settings.BASE_URL}{reverse('enrolments:calendar_feed', args=[token])}"

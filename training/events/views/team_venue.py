"""The office keeps the venues and their rooms."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from core import clock
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.policy import access
from core.text import clean_text
from core.web.navigation import Link
from core.web.paging import page_of
from training.events.access import room_for, team_areas, team_events, team_venues, venue_for
from training.events.actions import venue as actions
from training.events.forms.venue import RoomEditForm, VenueEditForm
from training.events.models import Venue
from training.events.presenters.team_event_list import team_event_rows
from training.events.presenters.venue import room_rows, venue_rows, venue_url
from training.events.queries.venue import (
    MOST_LETTERS,
    coming_events_at,
    duplicate_of,
    rooms_of,
    venues_found,
)
from training.events.rules.venue import place_words

SHOWN = 10  # coming dates on a venue's page


@access("office")
def team_venue_list(request: HttpRequest) -> HttpResponse:
    """The venues in use, or the retired ones, that have some words."""
    text = clean_text(request.GET.get("q", ""))[:MOST_LETTERS]
    retired = request.GET.get("show") == "retired"
    found = venues_found(team_venues(request.user), text, retired=retired)
    page = page_of(found, request.GET.get("page"))
    here = reverse("events:team_venue_list")
    context = {
        "page": page,
        "rows": venue_rows(page),
        "text": text,
        "retired": retired,
        "shows": [
            Link("In use", here, current=not retired),
            Link("Retired", f"{here}?show=retired", current=retired),
        ],
    }
    return render(request, "training/events/team_venue_list.html", context)


@access("office")
def team_venue_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """A venue with its rooms and what is to be held there."""
    venue, now = venue_for(request.user, ref), clock.now()
    coming = team_events(request.user, coming_events_at(venue, now))
    context = {
        "venue": venue,
        "address": place_words(venue.address, venue.postcode),
        "rooms": room_rows(venue, rooms_of(venue)),
        "number": coming.count(),
        "events": team_event_rows(list(coming[:SHOWN]), {}, now),
        "links": _links(),
    }
    return render(request, "training/events/team_venue_detail.html", context)


@access("office")
def team_venue_create(request: HttpRequest) -> HttpResponse:
    """Add a venue, and go back to the date it was wanted for."""
    data = request.POST if request.method == "POST" else None
    form = VenueEditForm(data, areas=team_areas(request.user))

    def act() -> str:
        return actions.create_venue(form.details, actor=me(request), now=clock.now()).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The venue is added.")
        return redirect(_way_back(request.GET.get("back", ""), done.ref))
    return _render(request, "team_venue_create.html", form, None)


def _way_back(back: str, ref: str) -> str:
    """The date that asked for a venue, with it chosen; without one, the venue's own page."""
    # An address of our own office and nothing else: it came with a link.
    if not back.startswith("/team/events/"):
        return reverse("events:team_venue_detail", args=[ref])
    parts = urlsplit(back)
    query = f"{parts.query}&" if parts.query else ""
    return f"{parts.path}?{query}{urlencode({'venue': ref})}"


@access("office")
def team_venue_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Say something else of a venue."""
    venue = venue_for(request.user, ref)
    data = request.POST if request.method == "POST" else None
    form = VenueEditForm(data, areas=team_areas(request.user), venue=venue)

    def act() -> str:
        return actions.change_venue(venue, form.details, actor=me(request), now=clock.now()).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The venue is changed. Coming dates show it from now on.")
        return redirect(venue_url(venue))
    return _render(request, "team_venue_edit.html", form, venue)


@access("office")
def team_venue_retire(request: HttpRequest, ref: str) -> HttpResponse:
    """No longer offer a venue for new dates, or offer it again."""
    venue = venue_for(request.user, ref)
    wanted = not venue.is_active

    def act() -> str:
        return actions.set_venue_active(
            venue, is_active=wanted, actor=me(request), now=clock.now()
        ).ref

    said = "is offered for new dates again" if wanted else "is no longer offered for new dates"
    return _confirm(request, "team_venue_retire.html", venue, act, f"{venue.name} {said}.")


@access("office")
def team_venue_delete(request: HttpRequest, ref: str) -> HttpResponse:
    """Delete a venue that nothing was ever held at."""
    venue = venue_for(request.user, ref)

    def act() -> str:
        return actions.delete_venue(venue, actor=me(request), now=clock.now())

    there = reverse("events:team_venue_list")
    return _confirm(
        request, "team_venue_delete.html", venue, act, f"{venue.name} is deleted.", there
    )


@access("office")
def team_room_create(request: HttpRequest, ref: str) -> HttpResponse:
    venue = venue_for(request.user, ref)
    form = RoomEditForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return actions.create_room(venue, form.details, actor=me(request), now=clock.now()).ref

    return _save_room(request, venue, form, act)


@access("office")
def team_room_edit(request: HttpRequest, ref: str, room_ref: str) -> HttpResponse:
    room = room_for(request.user, ref, room_ref)
    known = {"name": room.name, "capacity": room.capacity, "step_free": room.step_free}
    form = RoomEditForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> str:
        return actions.change_room(room, form.details, actor=me(request), now=clock.now()).ref

    return _save_room(request, room.venue, form, act, room_ref)


def _save_room(
    request: HttpRequest,
    venue: Venue,
    form: RoomEditForm,
    act: Callable[[], str],
    room_ref: str = "",
) -> HttpResponse:
    if form.is_bound and submit(request, form, act):
        messages.success(request, f"The rooms of {venue.name} are changed.")
        return redirect(venue_url(venue))
    context = {"venue": venue, "room_ref": room_ref, "links": _links(venue)}
    return render_form(request, "training/events/team_room_edit.html", form, context)


@access("office")
def team_room_remove(request: HttpRequest, ref: str, room_ref: str) -> HttpResponse:
    """Take a room off its venue's list."""
    room = room_for(request.user, ref, room_ref)

    def act() -> str:
        return actions.remove_room(room, actor=me(request), now=clock.now())

    said = f"{room.name} is no longer offered."
    return _confirm(request, "team_room_remove.html", room.venue, act, said, room=room)


def _confirm(
    request: HttpRequest,
    template: str,
    venue: Venue,
    act: Callable[[], str],
    said: str,
    there: str = "",
    **more: Any,
) -> HttpResponse:
    """A question with one button."""
    form = KeyedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit(request, form, act):
        messages.success(request, said)
        return redirect(there or venue_url(venue))
    context = {"venue": venue, "links": _links(venue), **more}
    return render_form(request, f"training/events/{template}", form, context)


def _links(venue: Venue | None = None) -> list[Link]:
    """The way back."""
    there = [Link(venue.name, venue_url(venue))] if venue else []
    return [Link("Venues", reverse("events:team_venue_list")), *there]


def _render(
    request: HttpRequest, template: str, form: VenueEditForm, venue: Venue | None
) -> HttpResponse:
    """The form; when such a venue is there already, with the way to it."""
    known = None
    if form.was_refused and (not venue or not venue.organisation_id):
        found = duplicate_of(form.details.name, form.details.postcode, venue)
        opens = found and team_venues(request.user).filter(pk=found.pk).exists()
        known = Link(found.name, venue_url(found)) if found and opens else None
    context = {"venue": venue, "known": known, "links": _links(venue)}
    return render_form(request, f"training/events/{template}", form, context)

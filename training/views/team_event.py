"""The dates, for the office: reserved ones too, and who is on them."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import User
from accounts.queries import areas
from core import clock
from core.context import Link
from core.paging import page_of
from core.policy import access
from core.submission import render_form, submit
from training.access import schedulable_course_for, team_event_for
from training.actions.event import schedule_event
from training.date_states import date_lines, over_words
from training.forms.event import EventCourseForm, EventCreateForm
from training.models import Event
from training.queries.course import schedulable_courses
from training.queries.enrolment import roster
from training.queries.event import came_to, coming_events, past_events, sessions_of
from training.queries.minimum import is_short
from training.queries.roster_import import imports_of
from training.roster_lines import counted_parts, part_called, roster_lines


@access("office")
def team_event_list(request: HttpRequest) -> HttpResponse:
    """Coming dates, or past ones."""
    past, now = request.GET.get("when") == "past", clock.now()
    events = past_events if past else coming_events
    here = reverse("training:team_event_list")
    other = Link("Coming dates", here) if past else Link("Past dates", f"{here}?when=past")
    page = page_of(events(now), request.GET.get("page"))
    shown = list(page)
    context = {
        "page": page,
        "lines": date_lines(shown, came_to(shown) if past else {}, now),
        "past": past,
        "other": other,
    }
    return render(request, "training/team_event_list.html", context)


@access("office")
def team_event_create(request: HttpRequest) -> HttpResponse:
    """Open a date: first the course, then when, where and for how many."""
    if "course" not in request.GET:
        return ask_for_course(request)
    course = schedulable_course_for(request.user, request.GET["course"])
    form = EventCreateForm(
        request.POST if request.method == "POST" else None,
        course=course,
        areas=areas(),
        today=clock.today(),
    )

    def act() -> str:
        actor = cast(User, request.user)
        return schedule_event(course, actor=actor, now=clock.now(), **form.answers).ref

    done = submit(request, form, act) if request.method == "POST" else None
    if done:
        messages.success(request, "The date is in the list and open for enrolment.")
        return redirect("training:team_event_detail", ref=done.ref)
    return render_form(request, "training/team_event_create.html", form, {"course": course})


def ask_for_course(request: HttpRequest) -> HttpResponse:
    """The first question, whose answer is in the address of the second page."""
    form = EventCourseForm(courses=list(schedulable_courses()))
    return render(request, "training/team_event_course.html", {"form": form})


@access("office")
def team_event_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One date with its sessions and everyone on it."""
    event, now = team_event_for(request.user, ref), clock.now()
    people, part = list(roster(event)), part_called(request.GET.get("state", ""))
    is_coming = event.is_open and not event.has_started(now)
    context = {
        "event": event,
        "course": event.course,
        "sessions": sessions_of(event),
        "reserved_for": list(event.reserved_for.all()),
        "has_people": bool(people),
        "parts": counted_parts(event, people, part),
        "lines": roster_lines(event, people, part, now),
        "over": _over_words(event, now),
        "may_cancel": is_coming,
        "is_short": is_short(event, now),
        "may_add": is_coming,
        "imports": imports_of(event),
        "links": [Link("Dates", reverse("training:team_event_list"))],
    }
    return render(request, "training/team_event_detail.html", context)


def _over_words(event: Event, now: datetime) -> str:
    """How a date went, once it is over."""
    if event.ends_at > now or event.status != Event.Status.SCHEDULED:
        return ""
    return over_words(event.places_taken, came_to([event]).get(event.pk, 0))

"""The office opens one date of a course."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from training.courses.access import schedulable_course_for
from training.courses.queries.course import schedulable_courses
from training.events.access import team_areas, team_venues
from training.events.actions.event import schedule_event
from training.events.forms.event import EventCourseForm, EventCreateForm
from training.events.forms.venue import FIND
from training.events.queries.venue import venue_choices


@access("office")
def team_event_create(request: HttpRequest) -> HttpResponse:
    """Open a date: first the course, then when, where and for how many."""
    if "course" not in request.GET:
        return course_question(request, "training/events/team_event_course.html")
    course = schedulable_course_for(request.user, request.GET["course"])
    form = EventCreateForm(
        request.POST if request.method == "POST" else None,
        course=course,
        areas=team_areas(request.user),
        today=clock.today(),
        **venue_question(request),
    )
    if is_finding(request):
        form.keep_unjudged()
        context = {"course": course, "form": form}
        return render(request, "training/events/team_event_create.html", context)

    def act() -> str:
        return schedule_event(course, actor=me(request), now=clock.now(), **form.answers).ref

    done = submit(request, form, act) if request.method == "POST" else None
    if done:
        messages.success(request, "The date is in the list and open for enrolment.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    return render_form(request, "training/events/team_event_create.html", form, {"course": course})


def is_finding(request: HttpRequest) -> bool:
    """Whether the button was pressed that only looks for venues."""
    return FIND in request.POST


def venue_question(request: HttpRequest) -> dict[str, Any]:
    """What a form needs to ask for a venue: the list, and where one is added."""
    chosen = request.GET.get("venue", "")
    words = request.POST.get("venue_words", "")
    asked = [request.POST.get("venue", ""), chosen]
    return {
        "venues": venue_choices(team_venues(request.user), words, asked),
        "add_url": add_venue_url(request),
        "chosen": chosen,
    }


def add_venue_url(request: HttpRequest) -> str:
    """Where a venue is added, and the way back from there."""
    query = urlencode({"back": request.get_full_path()})
    return f"{reverse('events:team_venue_create')}?{query}"


def course_question(request: HttpRequest, template: str) -> HttpResponse:
    """The first question, whose answer is in the address of the second page."""
    form = EventCourseForm(courses=list(schedulable_courses()))
    return render(request, template, {"form": form})

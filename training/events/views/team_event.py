"""The office opens one date of a course."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import me
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from training.courses.access import schedulable_course_for
from training.courses.queries.course import schedulable_courses
from training.events.access import team_areas
from training.events.actions.event import schedule_event
from training.events.forms.event import EventCourseForm, EventCreateForm


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
    )

    def act() -> str:
        return schedule_event(course, actor=me(request), now=clock.now(), **form.answers).ref

    done = submit(request, form, act) if request.method == "POST" else None
    if done:
        messages.success(request, "The date is in the list and open for enrolment.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    return render_form(request, "training/events/team_event_create.html", form, {"course": course})


def course_question(request: HttpRequest, template: str) -> HttpResponse:
    """The first question, whose answer is in the address of the second page."""
    form = EventCourseForm(courses=list(schedulable_courses()))
    return render(request, template, {"form": form})

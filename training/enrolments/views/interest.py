"""A course without a date: asking to hear of the next one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.forms import KeyedForm
from core.policy import access
from training.courses.access import interesting_course_for
from training.enrolments.access import interest_for
from training.enrolments.actions.interest import register_interest, withdraw_interest
from training.enrolments.queries.interest import interest_of
from training.events.queries.event import next_event_with_seats


@access("signed_in")
def interest_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be told when a course has a date with places."""
    course, person = interesting_course_for(slug), me(request)
    form = KeyedForm(posted(request))

    def act() -> str:
        return register_interest(person, course, actor=person, now=clock.now()).ref

    if submit(request, form, act):
        messages.success(request, "We write to you once there is a date with places.")
        return redirect("enrolments:interest_create", slug=course.slug)
    context = {
        "course": course,
        "interest": interest_of(person, course),
        "event": next_event_with_seats(course, clock.now()),
    }
    return render_form(request, "training/enrolments/interest_create.html", form, context)


@access("signed_in")
def interest_withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    interest = interest_for(request.user, ref)
    form = KeyedForm(posted(request))

    def act() -> str:
        return withdraw_interest(interest, actor=me(request), now=clock.now()).ref

    if submit(request, form, act):
        messages.success(request, "We do not write to you about this course.")
        return redirect("enrolments:interest_create", slug=interest.course.slug)
    context = {"course": interest.course}
    return render_form(request, "training/enrolments/interest_withdraw.html", form, context)

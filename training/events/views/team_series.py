"""The office opens a year of dates by a rule, after looking at each of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me
from accounts.queries.area import areas
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from training.courses.access import schedulable_course_for
from training.events.actions.series import create_series, series_changed
from training.events.forms.series import SeriesCreateForm, digest_of
from training.events.queries.series import planned_events
from training.events.rules.recurrence import words_of
from training.events.views.team_event import course_question, is_finding, venue_question


@access("whole_office")
def team_series_create(request: HttpRequest) -> HttpResponse:
    """Describe a series, look at its dates, open them."""
    if "course" not in request.GET:
        return course_question(request, "training/events/team_series_course.html")
    course = schedulable_course_for(request.user, request.GET["course"])
    form = SeriesCreateForm(
        request.POST if request.method == "POST" else None,
        course=course,
        areas=areas(),
        today=clock.today(),
        **venue_question(request),
    )
    if is_finding(request):
        form.keep_unjudged()
    judged = form.is_bound and not is_finding(request)
    planned = planned_events(form.wanted) if judged and form.is_valid() else []
    open_dates = [one for one in planned if not one.why_not]

    def act() -> str:
        if not form.has_seen(planned):
            raise series_changed()
        blocks = [one.blocks for one in open_dates]
        return create_series(
            form.wanted, blocks, **form.details, actor=me(request), now=clock.now()
        ).ref

    # The first button only shows the dates; the second, below them, opens them.
    done = submit(request, form, act) if judged and "create" in request.POST else None
    if done:
        messages.success(request, "The dates are in the list and open for enrolment.")
        return redirect("enrolments:team_series_detail", ref=done.ref)
    context = {
        "course": course,
        "planned": planned,
        "number": len(open_dates),
        "seen": digest_of(planned) if planned else "",
        "rule": words_of(form.wanted.rule) if planned else "",
    }
    return render_form(request, "training/events/team_series_create.html", form, context)

"""What the office does with a place for someone, each time with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import me, seen_people
from accounts.actions.person import OtherNameError
from core import clock
from core.changes.submission import posted, render_form, submit
from core.email_addresses import same_address
from core.forms import KeyedForm
from core.policy import access
from training.courses.access import schedulable_course_for
from training.courses.queries.course import schedulable_courses
from training.enrolments.access import team_enrolment_for, visible_to
from training.enrolments.actions.enrolment import cancel_enrolment
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.reissue import reissue_offer
from training.enrolments.actions.substitution import substitute_named
from training.enrolments.emails.undelivered import failed_offers
from training.enrolments.forms.move import (
    OtherCourseForm,
    TeamEnrolmentCancelForm,
    TeamEnrolmentMoveForm,
)
from training.enrolments.forms.overlap import ask_about_both
from training.enrolments.forms.substitution import TeamSubstitutionForm
from training.enrolments.presenters.overlap import office_words
from training.enrolments.queries.event_change import events_of
from training.enrolments.queries.overlap import overlapping, overlapping_by_address
from training.enrolments.views.move import MOST_DATES
from training.enrolments.views.team_roster import about_place
from training.events.access import team_events


@access("office")
def team_enrolment_cancel(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    enrolment = team_enrolment_for(request.user, ref, place)
    form = TeamEnrolmentCancelForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        cancel_enrolment(enrolment, actor=me(request), now=clock.now(), reason=reason)
        return enrolment.event.ref

    if done := submit(request, form, act):
        messages.success(request, f"The place of {enrolment.person.name} is cancelled.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    context = about_place(enrolment)
    return render_form(request, "training/enrolments/team_enrolment_cancel.html", form, context)


@access("office")
def team_enrolment_move(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    """Move someone to another date, of any course."""
    enrolment = team_enrolment_for(request.user, ref, place)
    event, now = enrolment.event, clock.now()
    slug = request.GET.get("course", "")
    course = schedulable_course_for(request.user, slug) if slug else event.course
    others = events_of(course, now).exclude(pk=event.pk)
    form = TeamEnrolmentMoveForm(
        posted(request), events=list(team_events(request.user, others)[:MOST_DATES])
    )

    if form.is_bound and (chosen := form.event_sent):
        also = list(overlapping(enrolment.person, chosen, beside=[enrolment.pk]))
        ask_about_both(form, office_words(visible_to(request.user, also)))

    def act() -> str:
        reason, wait = form.cleaned_data["reason"], form.to_waiting
        moved = move_enrolment(
            enrolment, form.event, actor=me(request), now=now, reason=reason, to_waiting=wait
        )
        return moved.event.ref

    if done := submit(request, form, act):
        messages.success(request, f"{enrolment.person.name} is on this date now, and is told.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    courses = OtherCourseForm(courses=list(schedulable_courses()), chosen=course)
    context = {**about_place(enrolment), "courses": courses, "course": course}
    return render_form(request, "training/enrolments/team_enrolment_move.html", form, context)


@access("office")
def team_enrolment_substitute(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    enrolment = team_enrolment_for(request.user, ref, place)
    form = TeamSubstitutionForm(posted(request), course=enrolment.event.course)
    if form.is_bound:
        address = same_address(form.data.get("email", ""))
        also = overlapping_by_address(enrolment.event, [address]).get(address, [])
        ask_about_both(form, office_words(visible_to(request.user, also)))

    def act() -> str:
        try:
            substitute_named(
                enrolment,
                **form.answers,
                actor=me(request),
                now=clock.now(),
                meant=form.meant_refs,
            )
        except OtherNameError as error:
            form.ask_about(error.person, seen=seen_people(request.user, [error.person]))
            raise
        return enrolment.event.ref

    if done := submit(request, form, act):
        messages.success(request, "The colleague has the place. Both are told.")
        return redirect("enrolments:team_event_detail", ref=done.ref)
    context = about_place(enrolment)
    return render_form(request, "training/enrolments/team_enrolment_substitute.html", form, context)


@access("office")
def team_enrolment_reissue(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    """Make an offer anew whose mail could not leave."""
    enrolment = team_enrolment_for(request.user, ref, place)
    form = KeyedForm(posted(request))

    def act() -> str:
        return reissue_offer(enrolment, actor=me(request), now=clock.now()).ref

    if submit(request, form, act):
        messages.success(request, f"The offer to {enrolment.person.name} is on its way.")
        return redirect("enrolments:team_event_detail", ref=ref)
    is_stuck = bool(failed_offers(enrolment))
    context = {**about_place(enrolment), "is_stuck": is_stuck}
    return render_form(request, "training/enrolments/team_enrolment_reissue.html", form, context)

"""People, for the office: found by name or address, each with what is theirs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import (
    has_second_factor,
    is_staff_member,
    may_change_roles,
    may_limit_roles,
    me,
    office_remit,
    people_remit,
)
from accounts.actions.person import name_person
from accounts.models import StaffRole, User
from accounts.queries.remit import Remit
from certificates.papers.queries.certificate import (
    certificates_of,
    papers_missing,
    printing_obstacles,
)
from core import clock
from core.changes.submission import INVALID, render_form, submit
from core.policy import access
from core.web.navigation import Link
from core.web.paging import page_of
from people.access import (
    is_office_of,
    memberships_for_team,
    people_for_team,
    person_for_office,
    person_for_team,
)
from people.forms.person import PeopleSearchForm, PersonNameForm
from people.presenters.certificate import missing_lines
from people.presenters.person import EnrolmentRow, found_lines, paper_lines, place_line, role_lines
from people.queries.person import held_roles
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import enrolments_of, past_enrolments_of

MOST_PAST = 25


@access("people")
def team_people_list(request: HttpRequest) -> HttpResponse:
    """Look somebody up. Without a search there is no list."""
    form = PeopleSearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = page_of(people_for_team(request.user, words), request.GET.get("page"))
    context = {"form": form, "words": words, "page": page, "rows": found_lines(page)}
    status = INVALID if form.errors else 200
    return render(request, "people/team_people_list.html", context, status=status)


@access("people")
def team_people_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One person: where they work, what they may do, what they take part in and have."""
    person, user, now = person_for_team(request.user, ref), me(request), clock.now()
    office, people = office_remit(user), people_remit(user)
    is_office = is_office_of(user, person)
    roles = role_lines(person, held_roles().filter(user=person))
    past = past_enrolments_of(person, now)[:MOST_PAST]
    missing = list(papers_missing(now).filter(person=person))
    context = {
        "person": person,
        "is_office": is_office,
        "is_me": person == user,
        "may_merge": office.is_whole and person.is_active and not is_staff_member(person),
        "changes_roles": may_change_roles(user) and person != user,
        "limits_roles": may_limit_roles(user) and person != user,
        "memberships": memberships_for_team(user, person),
        "roles": roles,
        "may_grant": len(roles) < len(StaffRole.Role),
        "needs_second_factor": is_staff_member(person),
        "has_second_factor": has_second_factor(person),
        "coming": [with_event(row, office, people) for row in enrolments_of(person, now)],
        "past": [with_event(row, office, people) for row in past],
        "papers": paper_lines(person, certificates_of(person), office=is_office),
        "missing": missing_lines(missing, printing_obstacles(missing), office=is_office),
        "links": [Link("People", reverse("people:team_people_list"))],
    }
    return render(request, "people/team_people_detail.html", context)


@access("office")
def team_people_name(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_for_office(request.user, ref)
    form = PersonNameForm(
        request.POST if request.method == "POST" else None, initial={"name": person.name}
    )

    def act() -> str:
        name, title = form.cleaned_data["name"], person.job_title
        return name_person(
            person, name=name, job_title=title, actor=me(request), now=clock.now()
        ).ref

    done = submit(request, form, act) if form.is_bound else None
    if done:
        messages.success(request, "The name is corrected. Certificates keep the name they have.")
        return redirect("people:team_people_detail", ref=person.ref)
    context = {"person": person, "links": breadcrumbs_to(person)}
    return render_form(request, "people/team_people_name.html", form, context)


def breadcrumbs_to(person: User) -> list[Link]:
    """The way back from a page about one person."""
    return [
        Link("People", reverse("people:team_people_list")),
        Link(
            person.name or person.email,
            reverse("people:team_people_detail", args=[person.ref]),
        ),
    ]


def with_event(enrolment: Enrolment, office: Remit, people: Remit) -> EnrolmentRow:
    """A place with the way to its date, where the person is the office of its area.

    For whom they came is said of organisations of where the person looks after people.
    """
    event = enrolment.event
    url = reverse("enrolments:team_event_detail", args=[event.ref])
    url = url if office.holds(event.area_id) else ""
    organisation = enrolment.organisation
    is_named = organisation is not None and people.holds(organisation.area_id)
    return place_line(enrolment, Link(event.course.title, url), is_named=is_named)

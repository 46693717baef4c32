"""Two accounts of one person are made one, after a look at what that would do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import me
from core import clock
from core.changes.submission import INVALID, render_form, submit
from core.policy import access
from people.access import person_for_team
from people.actions.merge import merge_people
from people.forms.person import ConfirmForm, PeopleSearchForm
from people.presenters.merge import moved_words
from people.presenters.person import found_lines
from people.queries.merge import plan_of
from people.queries.person import people_found
from people.views.person import breadcrumbs_to

MOST_FOUND = 10


@access("whole_office")
def team_people_merge_search(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_for_team(request.user, ref)
    form = PeopleSearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    others = people_found(words).exclude(pk=person.pk).filter(is_active=True)[: MOST_FOUND + 1]
    rows = found_lines(others)
    context = {
        "person": person,
        "links": breadcrumbs_to(person),
        "form": form,
        "words": words,
        "rows": rows[:MOST_FOUND],
        "too_many": len(rows) > MOST_FOUND,
    }
    status = INVALID if form.errors else 200
    template = "people/team_people_merge_search.html"
    return render(request, template, context, status=status)


@access("whole_office")
def team_people_merge(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """What would move from the other account to this one, and the button that does it."""
    keep, drop = person_for_team(request.user, ref), person_for_team(request.user, other)
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return merge_people(keep, drop, actor=me(request), now=clock.now()).ref

    if form.is_bound and submit(request, form, act):
        messages.success(request, "The accounts are one now. The other one is closed.")
        return redirect("people:team_people_detail", ref=keep.ref)
    plan = plan_of(keep, drop)
    context = {"plan": plan, "moves": moved_words(plan), "links": breadcrumbs_to(keep)}
    return render_form(request, "people/team_people_merge.html", form, context)

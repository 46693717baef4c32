"""Who sees what a person learns: the person's own page about it, and their manager's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from accounts.actions.line_manager import confirm_manager, end_manager, name_manager
from accounts.models import LineManager
from accounts.queries.line_manager import managed_by, managers_of, named_by
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from core.web.navigation import Link
from people.access import managed_for, own_manager_for
from people.forms.my import ManagerEndForm, ManagerNameForm
from people.forms.person import ConfirmForm
from people.presenters.managed import manager_sections
from people.queries.managed import manager_records

State = LineManager.State
ANSWERED = {
    "yes": "You see what {name} learns from now on.",
    "no": "You are not the manager of {name} here any more, and see nothing of theirs.",
}


def home() -> list[Link]:
    return [Link("My learning", reverse("people:my_home"))]


@access("signed_in")
def my_manager(request: HttpRequest) -> HttpResponse:
    """Which managers are named, what each of them sees, and a way to name one."""
    person = me(request)
    form = ManagerNameForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        email = form.cleaned_data["email"]
        return name_manager(person, email, actor=person, now=clock.now()).ref

    if form.is_bound and submit(request, form, act):
        messages.success(request, "Named. They see nothing until they have said so too.")
        return redirect("people:my_manager")
    now, rows = clock.now(), list(managers_of(person))
    lasting = [row for row in rows if row.state != State.ENDED]
    context = {
        "lasting": manager_sections(manager_records(lasting, now), now),
        "ended": [row for row in rows if row.state == State.ENDED],
        "new_form": ManagerEndForm,
        "links": home(),
    }
    return render_form(request, "people/my_manager.html", form, context)


@access("signed_in")
def my_manager_end(request: HttpRequest) -> HttpResponse:
    """End what a manager sees, by the button beside their address."""
    person = me(request)
    form = ManagerEndForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return redirect("people:my_manager")
    row = own_manager_for(person, form.cleaned_data["email"])

    def act() -> str:
        end_manager(row, actor=person, now=clock.now())
        return person.ref

    if submit(request, form, act):
        messages.success(request, f"Ended. {row.email} sees nothing of yours any more.")
    return redirect("people:my_manager")


@access("signed_in")
def my_team(request: HttpRequest) -> HttpResponse:
    """The people who named this person, and what they learn once the person has said yes."""
    manager, now = me(request), clock.now()
    records = manager_records(list(managed_by(manager)), now)
    context = {
        "asking": list(named_by(manager).filter(state=State.NAMED)),
        "people": manager_sections(records, now),
        "new_form": ConfirmForm,
        "links": home(),
    }
    return render(request, "people/my_team.html", context)


@access("signed_in")
def my_team_answer(request: HttpRequest, ref: str, answer: str) -> HttpResponse:
    """Say that one is somebody's manager, or that one is not, or not any more."""
    manager = me(request)
    row = managed_for(manager, ref)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    name = row.person.name

    def act() -> str:
        change = confirm_manager if answer == "yes" else end_manager
        change(row, actor=manager, now=clock.now())
        return ref

    if form.is_bound and submit(request, form, act):
        messages.success(request, ANSWERED[answer].format(name=name))
    elif form.was_refused:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect("people:my_team")

"""Where a person lands: offers, their next date, their places, their certificates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import has_role, is_booker, is_office, me
from accounts.models import StaffRole
from core import clock
from core.options import store
from core.policy import access
from people.queries.my import all_of
from training.enrolments.options import CONTACT


@access("signed_in")
def my_home(request: HttpRequest) -> HttpResponse:
    """What to do next, then everything that is theirs."""
    person, now = me(request), clock.now()
    mine = all_of(person, now)
    context = {
        "mine": mine,
        "join_link": mine.next.join_link_at(now) if mine.next else "",
        "contact": store.value(CONTACT),
        "now": now,
        "is_office": is_office(person),
        "is_facilitator": has_role(person, [StaffRole.Role.FACILITATOR]),
        "is_booker": is_booker(person),
    }
    return render(request, "people/my_home.html", context)

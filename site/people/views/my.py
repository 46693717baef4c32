"""Where a person lands: offers, their next date, their places, their certificates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import has_role, is_booker, is_office, me
from accounts.models import StaffRole
from core import clock
from core.options import store
from core.policy import access
from people.presenters.my import learning_lines
from people.queries.my import learning_record
from training.enrolments.options import CONTACT
from training.enrolments.presenters.cancellation import cancellation_words


@access("signed_in")
def my_home(request: HttpRequest) -> HttpResponse:
    """What to do next, then everything that is theirs."""
    person, now = me(request), clock.now()
    record = learning_record(person, now)
    context = {
        "record": record,
        "lines": learning_lines(record),
        "join_link": record.next.join_link_at(now) if record.next else "",
        "contact": store.value(CONTACT),
        "cancellation": cancellation_words(record.next.event, now) if record.next else "",
        "now": now,
        "is_office": is_office(person),
        "is_facilitator": has_role(person, [StaffRole.Role.FACILITATOR]),
        "is_booker": is_booker(person),
    }
    return render(request, "people/my_home.html", context)

"""Where a person lands: their next date, their places, their certificates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import has_role, is_booker, is_office, me
from accounts.models import StaffRole
from certificates.queries.certificate import certificates_of
from core import clock
from core.policy import access
from training.queries.enrolment import enrolments_of, past_enrolments_of

MOST_PAST = 25


@access("signed_in")
def my_home(request: HttpRequest) -> HttpResponse:
    """What to do next, then everything that is theirs."""
    person, now = me(request), clock.now()
    coming = list(enrolments_of(person, now))
    held = [place for place in coming if place.holds_place]
    context = {
        "next": held[0] if held else None,
        "later": [place for place in coming if place not in held[:1]],
        "past": past_enrolments_of(person, now)[:MOST_PAST],
        "certificates": certificates_of(person),
        "is_office": is_office(person),
        "is_facilitator": has_role(person, [StaffRole.Role.FACILITATOR]),
        "is_booker": is_booker(person),
    }
    return render(request, "certificates/my_home.html", context)

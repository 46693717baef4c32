"""A facilitator's day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bookings.registers.presenters.day import agenda_of
from bookings.registers.queries.day import day_of
from bookings.rota.access import facilitator_of
from core import clock
from core.policy import access


@access("facilitator")
def today(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    day = day_of(facilitator_of(request.user), now)
    context = {"agenda": agenda_of(day.today, day.waiting, day.coming), "now": now}
    return render(request, "bookings/registers/today.html", context)

"""The floors: for pages one SELECT, 25 rows, one template; for a form one UPDATE, one INSERT."""

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from core import clock
from core.policy import access
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.events.queries.event import open_events

ROWS = 25
SHOWN = ("course__title", "area__name", "starts_at", "ends_at", "places_taken", "capacity")

GUARDED_UPDATE = (
    "UPDATE events_event SET places_taken = places_taken + 1"
    " WHERE ref = %s AND places_taken < capacity"
)
INSERT = "INSERT INTO benchmark_floor (date, person) VALUES (%s, %s)"


@access("public")
def rows(request: HttpRequest) -> HttpResponse:
    """Dates, as plainly as Django can show them."""
    events = open_events(clock.now()).select_related(None).select_related("course", "area")
    shown = events.only(*SHOWN)[:ROWS]
    return render(request, "benchmark_floor.html", {"events": shown})


@access("public")
def take(request: HttpRequest) -> HttpResponse:
    """A place, as plainly as Django can take one: the same two tables, and nothing else."""
    now, event = clock.now(), request.POST["event"]
    with transaction.atomic():
        free = Event.objects.filter(pk=event, places_taken__lt=F("capacity"))
        if free.update(places_taken=F("places_taken") + 1):
            Enrolment.objects.create(
                event_id=event,
                person_id=request.POST["person"],
                status=Enrolment.Status.CONFIRMED,
                created_at=now,
                changed_at=now,
            )
    return HttpResponseRedirect("/")


@access("public")
def take_in_sql(request: HttpRequest) -> HttpResponse:
    """A place, as plainly as SQL can take one, in a table without keys to others."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GUARDED_UPDATE, [request.POST["ref"]])
        if cursor.rowcount:
            cursor.execute(INSERT, [request.POST["ref"], request.POST["who"]])
    return HttpResponseRedirect("/")


urlpatterns = [path("", rows), path("enrol/", take), path("enrol-sql/", take_in_sql)]

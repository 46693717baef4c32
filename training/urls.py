"""Addresses of training."""

from django.urls import path

from training.views import enrolment, event, feed, framework, team_event

app_name = "training"
urlpatterns = [
    path("dates.ics", feed.event_feed, name="event_feed"),
    path("dates/", event.event_list, name="event_list"),
    path("dates/<str:ref>/", event.event_detail, name="event_detail"),
    path("dates/<str:ref>/calendar.ics", event.event_calendar, name="event_calendar"),
    path("dates/<str:ref>/enrol/", enrolment.enrolment_create, name="enrolment_create"),
    path("framework/", framework.framework_detail, name="framework_detail"),
    path("my/places/<str:ref>/", enrolment.enrolment_detail, name="enrolment_detail"),
    path(
        "my/places/<str:ref>/calendar.ics",
        enrolment.enrolment_calendar,
        name="enrolment_calendar",
    ),
    path("my/places/<str:ref>/cancel/", enrolment.enrolment_cancel, name="enrolment_cancel"),
    path("team/events/", team_event.team_event_list, name="team_event_list"),
    path("team/events/new/", team_event.team_event_create, name="team_event_create"),
    path("team/events/<str:ref>/", team_event.team_event_detail, name="team_event_detail"),
    path("team/events/<str:ref>/cancel/", team_event.team_event_cancel, name="team_event_cancel"),
]

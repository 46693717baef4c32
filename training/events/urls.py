"""Addresses of events."""

from django.urls import path

from training.events.views import feed
from training.events.views.event import event_list
from training.events.views.team_event import team_event_create
from training.events.views.team_series import team_series_create

app_name = "events"
urlpatterns = [
    path("dates.ics", feed.event_feed, name="event_feed"),
    path("dates/", event_list, name="event_list"),
    path("team/events/series/", team_series_create, name="team_series_create"),
    path("team/events/new/", team_event_create, name="team_event_create"),
]

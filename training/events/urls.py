"""Addresses of events."""

from django.urls import path

from training.events.views import feed, team_venue
from training.events.views.event import event_list
from training.events.views.team_event import team_event_create
from training.events.views.team_series import team_series_create

app_name = "events"
urlpatterns = [
    path("dates.ics", feed.event_feed, name="event_feed"),
    path("dates/", event_list, name="event_list"),
    path("team/venues/", team_venue.team_venue_list, name="team_venue_list"),
    path("team/venues/new/", team_venue.team_venue_create, name="team_venue_create"),
    path("team/venues/<str:ref>/", team_venue.team_venue_detail, name="team_venue_detail"),
    path("team/venues/<str:ref>/edit/", team_venue.team_venue_edit, name="team_venue_edit"),
    path("team/venues/<str:ref>/retire/", team_venue.team_venue_retire, name="team_venue_retire"),
    path("team/venues/<str:ref>/delete/", team_venue.team_venue_delete, name="team_venue_delete"),
    path("team/venues/<str:ref>/rooms/new/", team_venue.team_room_create, name="team_room_create"),
    path(
        "team/venues/<str:ref>/rooms/<str:room_ref>/",
        team_venue.team_room_edit,
        name="team_room_edit",
    ),
    path(
        "team/venues/<str:ref>/rooms/<str:room_ref>/remove/",
        team_venue.team_room_remove,
        name="team_room_remove",
    ),
    path("team/events/series/", team_series_create, name="team_series_create"),
    path("team/events/new/", team_event_create, name="team_event_create"),
]

"""Addresses of rota."""

from django.urls import path

from bookings.rota.views import event_move, facilitator

app_name = "rota"
urlpatterns = [
    path("team/events/<str:ref>/move/", event_move.team_event_move, name="team_event_move"),
    path("team/facilitators/", facilitator.team_facilitator_list, name="team_facilitator_list"),
    path(
        "team/facilitators/<str:ref>/",
        facilitator.team_facilitator_edit,
        name="team_facilitator_edit",
    ),
]

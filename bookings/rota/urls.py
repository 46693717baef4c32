"""Addresses of rota."""

from django.urls import path

from bookings.rota.views import assurance, event_move, facilitator

app_name = "rota"
urlpatterns = [
    path("team/events/<str:ref>/move/", event_move.team_event_move, name="team_event_move"),
    path("team/facilitators/", facilitator.team_facilitator_list, name="team_facilitator_list"),
    path(
        "team/facilitators/<str:ref>/",
        facilitator.team_facilitator_detail,
        name="team_facilitator_detail",
    ),
    path(
        "team/facilitators/<str:ref>/edit/",
        facilitator.team_facilitator_edit,
        name="team_facilitator_edit",
    ),
    path(
        "team/facilitators/<str:ref>/checks/new/",
        assurance.team_check_create,
        name="team_check_create",
    ),
    path(
        "team/facilitators/<str:ref>/checks/<str:check_ref>/withdraw/",
        assurance.team_check_withdraw,
        name="team_check_withdraw",
    ),
    path("my/checks/", assurance.my_checks, name="my_checks"),
]

"""Addresses of registers."""

from django.urls import path

from bookings.registers.views.register import (
    register_close,
    register_edit,
    register_not_delivered,
    register_reopen,
)
from bookings.registers.views.team_walk_in import team_walk_in_place
from bookings.registers.views.today import today

app_name = "registers"
urlpatterns = [
    path("today/", today, name="today"),
    path("registers/<str:ref>/", register_edit, name="register_edit"),
    path("registers/<str:ref>/close/", register_close, name="register_close"),
    path(
        "registers/<str:ref>/not-delivered/",
        register_not_delivered,
        name="register_not_delivered",
    ),
    path("registers/<str:ref>/reopen/", register_reopen, name="register_reopen"),
    path("team/walk-ins/<str:ref>/", team_walk_in_place, name="team_walk_in_place"),
]
